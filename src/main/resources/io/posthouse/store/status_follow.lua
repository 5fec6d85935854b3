-- Notes with an account who subscribed to it.
-- KEYS: 1 followers
-- ARGV: 1 "<type> <account>" that subscribes, 2 ms at which it ends, 3 subscribers at most
-- Returns 1, or 0 if there is no room.
--:include clock.lua
--:include keepfor.lua
local time = now()
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(time))
  if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then
    return 0
  end
end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
keepFor(KEYS[1], tonumber(ARGV[2]) - time)
return 1
