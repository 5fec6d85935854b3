-- Moves an account's read mark (C3). Never back, never past the log's end, in a team never past the end of the account's stay.
-- KEYS: 1 meta [, 2 team, 3 members, 4 former, 5 gone of the account]
-- ARGV: 1 account, 2 read up to ms
-- Returns the stamp ms of the change, 0 if nothing moved, or a refusal.
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
local viewer, refusal = viewerOf(2, ARGV[1])
if refusal then
  return refusal
end
local values = redis.call('HMGET', KEYS[1], 'S', 'rd:' .. ARGV[1], 'ca:' .. ARGV[1])
local s = parse(values[1])
local upTo = math.min(tonumber(ARGV[2]), s.entry, viewer and viewer.upTo or FOREVER)
if upTo <= tonumber(values[2] or 0) then
  return 0
end
if viewer then
  local stamp = ownStamp(s, values[3])
  redis.call('HSET', KEYS[1], 'rd:' .. ARGV[1], text(upTo), 'ca:' .. ARGV[1], text(stamp))
  -- What was read does not count any more, whoever said it.
  redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', text(upTo))
  return stamp
end
local stamp = stampAfter(s, now())
redis.call('HSET', KEYS[1], 'S', format(s), 'rd:' .. ARGV[1], text(upTo), 'ca:' .. ARGV[1], text(stamp))
return stamp
