-- Notes that a node is there on one of the servers of a Redis Cluster, each of which may come back older by itself.
-- KEYS: 1 seen
-- ARGV: 1 ms when the node was last here, 2 '1' to note it also where that is not known any more
-- Returns {'1' if the server is older than the node has seen it, time ms}
--:include clock.lua
local seen = tonumber(redis.call('GET', KEYS[1]) or '0')
local time = math.max(now(), seen)
local isOlder = seen < tonumber(ARGV[1])
if not isOlder or ARGV[2] == '1' then
  redis.call('SET', KEYS[1], text(time))
end
return {isOlder and 1 or 0, text(time)}
