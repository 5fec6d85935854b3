-- Keeps what an account notes about a conversation in its list of sessions: its own text, that it has deleted the session until something
-- new comes, or that what was said until now is no roaming message for it. Of what was never used nothing is kept but a text.
-- KEYS: 1 meta [, 2 team, 3 members, 4 former]
-- ARGV: 1 account, 2 'ext', 'delete' or 'roam', 3 the text or ''
-- Returns the stamp ms of the change, 0 if nothing changed that its devices are told, or a refusal.
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
local viewer, refusal = viewerOf(2, ARGV[1])
if refusal then
  return refusal
end
local ext, hidden, changed = 'ex:' .. ARGV[1], 'hd:' .. ARGV[1], 'ca:' .. ARGV[1]
local values = redis.call('HMGET', KEYS[1], 'S', ext, hidden, changed)
local s = parse(values[1])
local upTo = math.min(s.entry, viewer and viewer.upTo or FOREVER)
if ARGV[2] == 'roam' then
  if upTo > 0 then
    redis.call('HSET', KEYS[1], 'nr:' .. ARGV[1], text(upTo))
  end
  return 0
end
local isDeleted = values[3] and upTo <= tonumber(values[3])
if ARGV[2] == 'delete' and (isDeleted or (upTo == 0 and not values[2])) then
  return 0
end
if ARGV[2] == 'ext' and not isDeleted and ARGV[3] == (values[2] or '') then
  return 0
end
local stamp
if viewer then
  stamp = ownStamp(s, values[4])
else
  stamp = stampAfter(s, now())
  redis.call('HSET', KEYS[1], 'S', format(s))
end
redis.call('HSET', KEYS[1], changed, text(stamp))
if ARGV[2] == 'delete' then
  redis.call('HSET', KEYS[1], hidden, text(upTo > 0 and upTo or stamp))
  redis.call('HDEL', KEYS[1], ext)
  return stamp
end
redis.call('HDEL', KEYS[1], hidden)
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], ext)
else
  redis.call('HSET', KEYS[1], ext, ARGV[3])
end
return stamp
