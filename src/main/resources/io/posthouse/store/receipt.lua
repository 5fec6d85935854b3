-- Moves an account's receipt towards the other one (C1). Never back, never past the last entry that both see: a sender whom the
-- other has blocked must not show up there by it (S5).
-- KEYS: 1 meta
-- ARGV: 1 account, 2 the other, 3 read up to ms
-- Returns {stamp ms of the change or 0 if nothing moved, receipt ms}.
--:include clock.lua
--:include meta.lua
local values = redis.call('HMGET', KEYS[1], 'S', 'rc:' .. ARGV[1])
local s, old = parse(values[1]), tonumber(values[2] or 0)
local upTo = math.min(tonumber(ARGV[3]), s.shared)
if upTo <= old then
  return {0, old}
end
local stamp = stampAfter(s, now())
redis.call('HSET', KEYS[1], 'S', format(s), 'rc:' .. ARGV[1], text(upTo), 'ca:' .. ARGV[1], text(stamp), 'ca:' .. ARGV[2],
  text(stamp))
return {stamp, upTo}
