-- Keeps another account's application for this account's friendship; of too many the oldest goes. Who has just applied is not told again.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 applications at most, 6 notice
-- Returns {number of the notice or 0}.
--:include clock.lua
--:include friend.lua
local REMINDED_AFTER = 60 * 1000
local time, since = now(), redis.call('ZSCORE', KEYS[4], other)
if isSilent() or since and tonumber(since) + REMINDED_AFTER > time then
  return {0}
end
redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', text(time - APPLICATION_LIFE))
redis.call('ZADD', KEYS[4], text(time), other)
local excess = redis.call('ZCARD', KEYS[4]) - tonumber(ARGV[5])
if excess > 0 then
  redis.call('ZREMRANGEBYRANK', KEYS[4], 0, excess - 1)
end
return {note(ARGV[6])}
