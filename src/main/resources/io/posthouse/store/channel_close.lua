-- Ends a channel.
-- KEYS: 1 channel, 2 members, 3 invitations
-- ARGV: 1 account, a member or who made it
--:include clock.lua
--:include channel.lua
if not channel() then
  return {NONE}
end
if not members()[ARGV[1]] and redis.call('HGET', KEYS[1], 'creator') ~= ARGV[1] then
  return {NO_MEMBER}
end
local last = answer()
redis.call('UNLINK', unpack(KEYS))
return last
