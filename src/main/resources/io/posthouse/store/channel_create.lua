-- Makes a channel.
-- KEYS: 1 channel, 2 members
-- ARGV: 1 how long it lives ms, then names and values of what it is
--:include clock.lua
--:include channel.lua
for i = 2, #ARGV, 2 do
  redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
end
local ends = text(time + tonumber(ARGV[1]))
redis.call('HSET', KEYS[1], 'created', text(time), 'expires', ends)
redis.call('PEXPIREAT', KEYS[1], ends)
return answer()
