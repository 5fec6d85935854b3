-- A member leaves a channel.
-- KEYS: 1 channel, 2 members
-- ARGV: 1 account
--:include clock.lua
--:include channel.lua
if not channel() then
  return {NONE}
end
if not members()[ARGV[1]] then
  return {NO_MEMBER}
end
redis.call('HDEL', KEYS[2], ARGV[1])
return answer()
