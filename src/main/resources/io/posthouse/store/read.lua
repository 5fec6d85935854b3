-- Moves an account's read mark (C3). Never back, never past the log's end.
-- KEYS: 1 meta
-- ARGV: 1 account, 2 read up to ms
-- Returns the stamp ms of the change, 0 if nothing moved.
--:include clock.lua
--:include meta.lua
local values = redis.call('HMGET', KEYS[1], 'S', 'rd:' .. ARGV[1])
local s = parse(values[1])
local upTo = math.min(tonumber(ARGV[2]), s.entry)
if upTo <= tonumber(values[2] or 0) then
  return 0
end
local stamp = stampAfter(s, now())
redis.call('HSET', KEYS[1], 'S', format(s), 'rd:' .. ARGV[1], text(upTo), 'ca:' .. ARGV[1], text(stamp))
return stamp
