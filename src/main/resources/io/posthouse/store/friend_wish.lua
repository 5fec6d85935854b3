-- Notes that this account applies to another for its friendship.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 applications at most, 6 what its other devices are told
-- Returns {'1' if too many wait, number of the change}.
--:include clock.lua
--:include friend.lua
local time = now()
redis.call('ZREMRANGEBYSCORE', KEYS[8], '-inf', text(time - APPLICATION_LIFE))
if not redis.call('ZSCORE', KEYS[8], other) and redis.call('ZCARD', KEYS[8]) >= tonumber(ARGV[5]) then
  return {1, 0}
end
redis.call('ZADD', KEYS[8], text(time), other)
return {0, note(ARGV[6])}
