-- Makes an account.
-- KEYS: 1 account
-- ARGV: 1 salt, 2 token hash, 3 nick or ''
-- Returns the time ms, or 0 if there is one.
--:include clock.lua
if redis.call('HEXISTS', KEYS[1], 'createTime') == 1 then
  return 0
end
local time = now()
redis.call('HSET', KEYS[1], 'salt', ARGV[1], 'hash', ARGV[2], 'createTime', text(time))
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'nick', ARGV[3])
end
return time
