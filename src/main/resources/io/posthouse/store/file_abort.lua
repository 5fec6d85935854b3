-- Gives an upload up.
-- KEYS: 1 file
-- ARGV: 1 hash of the token
-- Returns the time ms, or 0 if there is no such upload.
--:include clock.lua
local f = redis.call('HMGET', KEYS[1], 'state', 'token')
if f[1] ~= 'open' or f[2] ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'state', 'gone')
return now()
