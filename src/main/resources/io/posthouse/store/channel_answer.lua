-- Answers an invitation, or takes it back.
-- KEYS: 1 channel, 2 members, 3 invitations
-- ARGV: 1 who was invited, 2 request, 3 who invited, 4 'rejected', 'accepted' or 'canceled'
--:include clock.lua
--:include channel.lua
--:include invitation.lua
if not channel() then
  return {NONE}
end
members()
local found = invitation(ARGV[1], ARGV[2])
local wrong = wrongWith(found, ARGV[3])
if wrong ~= 0 then
  return {wrong}
end
answered(ARGV[1], ARGV[2], found, ARGV[4])
return answer()
