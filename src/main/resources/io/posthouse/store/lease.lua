-- Renews a node's lease, or ends it, and tells which nodes live.
-- KEYS: 1 nodes
-- ARGV: 1 node, 2 how long ms, 0 ends it
-- Returns the nodes.
--:include clock.lua
local time = now()
if ARGV[2] == '0' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], text(time + tonumber(ARGV[2])), ARGV[1])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(time))
return redis.call('ZRANGE', KEYS[1], 0, -1)
