-- Clears a conversation's history for one account alone, up to now (A4), in a team up to the end of the account's stay.
-- KEYS: 1 meta, 2 deleted of the account [, 3 team, 4 members, 5 former]
-- ARGV: 1 account
-- Returns {cleared up to ms, stamp ms of the change}, or a refusal.
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
local viewer, refusal = viewerOf(3, ARGV[1])
if refusal then
  return refusal
end
local values = redis.call('HMGET', KEYS[1], 'S', 'ca:' .. ARGV[1])
local s = parse(values[1])
local upTo = math.min(s.entry, viewer and viewer.upTo or FOREVER)
local stamp
if viewer then
  stamp = ownStamp(s, values[2])
  redis.call('HSET', KEYS[1], 'cl:' .. ARGV[1], text(upTo), 'ca:' .. ARGV[1], text(stamp))
else
  stamp = stampAfter(s, now())
  redis.call('HSET', KEYS[1], 'S', format(s), 'cl:' .. ARGV[1], text(upTo), 'ca:' .. ARGV[1], text(stamp))
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', text(upTo))
return {upTo, stamp}
