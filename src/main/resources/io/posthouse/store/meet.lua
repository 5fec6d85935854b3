-- Leaves a node's address for others to find, or takes it away, and tells all that are there.
-- KEYS: 1 nodeaddresses
-- ARGV: 1 host:port, 2 how long ms, 0 takes it away
-- Returns the addresses.
--:include clock.lua
local time = now()
if ARGV[2] == '0' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], text(time + tonumber(ARGV[2])), ARGV[1])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(time))
return redis.call('ZRANGE', KEYS[1], 0, -1)
