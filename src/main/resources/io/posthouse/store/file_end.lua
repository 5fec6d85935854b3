-- Ends a writer's turn.
-- KEYS: 1 file
-- ARGV: 1 name of the lease, 2 bytes received by now
-- Returns the time ms, or 0 if the lease was lost.
--:include clock.lua
local f = redis.call('HMGET', KEYS[1], 'state', 'lease')
if f[1] ~= 'open' or f[2] ~= ARGV[1] then
  return 0
end
redis.call('HDEL', KEYS[1], 'lease', 'leased')
redis.call('HSET', KEYS[1], 'received', ARGV[2])
return now()
