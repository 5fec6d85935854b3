-- Takes from what an account may upload in a day (UTC).
-- KEYS: 1 share
-- ARGV: 1 files, 2 files a day at most, 3 bytes, 4 bytes a day at most
-- Returns 1, or 0 if that is more than is left; then nothing is taken.
--:include clock.lua
local DAY = 86400000
local day = text(math.floor(now() / DAY))
local s = redis.call('HMGET', KEYS[1], 'day', 'files', 'bytes')
local isToday = s[1] == day
local files = (isToday and tonumber(s[2]) or 0) + tonumber(ARGV[1])
local bytes = (isToday and tonumber(s[3]) or 0) + tonumber(ARGV[3])
if files > tonumber(ARGV[2]) or bytes > tonumber(ARGV[4]) then
  return 0
end
redis.call('HSET', KEYS[1], 'day', day, 'files', text(files), 'bytes', text(bytes))
redis.call('PEXPIRE', KEYS[1], 2 * DAY)
return 1
