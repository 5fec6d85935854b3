-- Lets go of references that are none any more, and of a file that nobody refers to, or an upload that took too long.
-- KEYS: 1 file, 2 references
-- ARGV: 1 how long a file without references is kept ms, then references that are none
-- Returns 1 if the file is gone, 0 if it stays.
--:include clock.lua
if #ARGV > 1 then
  redis.call('ZREM', KEYS[2], unpack(ARGV, 2))
end
local f, time = redis.call('HMGET', KEYS[1], 'state', 'ends', 'leased', 'since'), now()
if f[1] == 'gone' then
  return 1
end
local isLate = f[1] == 'open' and time >= tonumber(f[2]) and time >= tonumber(f[3] or 0)
local isUnused = f[1] == 'stored' and time >= tonumber(f[4]) + tonumber(ARGV[1]) and redis.call('ZCARD', KEYS[2]) == 0
if isLate or isUnused then
  redis.call('HSET', KEYS[1], 'state', 'gone')
  return 1
end
return 0
