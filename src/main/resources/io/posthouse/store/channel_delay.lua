-- A member of a channel stays.
-- KEYS: 1 channel, 2 members, 3 invitations
-- ARGV: 1 account, 2 how long ms
--:include clock.lua
--:include channel.lua
if not channel() then
  return {NONE}
end
local own = members()[ARGV[1]]
if not own then
  return {NO_MEMBER}
end
own.stays = text(time + tonumber(ARGV[2]))
put(ARGV[1], own)
liveUntil(own.stays)
return answer()
