-- Renews a node's lease, or ends it, and tells which nodes live.
-- KEYS: 1 nodes
-- ARGV: 1 node, 2 how long ms, 0 ends it; none to look only
-- Returns {'1' if the node had a lease that held, time ms, {node, end of its lease ms, ...}}.
--:include clock.lua
local time = now()
local before = ARGV[1] and redis.call('ZSCORE', KEYS[1], ARGV[1])
if ARGV[2] == '0' then
  redis.call('ZREM', KEYS[1], ARGV[1])
elseif ARGV[2] then
  redis.call('ZADD', KEYS[1], text(time + tonumber(ARGV[2])), ARGV[1])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(time))
local held = before and tonumber(before) > time
return {held and 1 or 0, time, redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')}
