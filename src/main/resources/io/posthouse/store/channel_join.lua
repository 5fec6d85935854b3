-- Joins a channel, on wish as the answer to an invitation.
-- KEYS: 1 channel, 2 members, 3 invitations
-- ARGV: 1 account, 2 device, 3 uid or 0, 4 where to look for a free uid, 5 how long it stays ms, 6 members at most, 7 who invited or '', 8 request
--:include clock.lua
--:include channel.lua
--:include invitation.lua
if not channel() then
  return {NONE}
end
local found, taken = members(), {}
local asked
if ARGV[7] ~= '' then
  asked = invitation(ARGV[1], ARGV[8])
  local wrong = wrongWith(asked, ARGV[7])
  if wrong ~= 0 then
    return {wrong}
  end
end
local own = found[ARGV[1]]
if own then
  return {own.device == ARGV[2] and MEMBER or ELSEWHERE}
end
if count(found) >= tonumber(ARGV[6]) then
  return {FULL}
end
for _, member in pairs(found) do
  taken[member.uid] = true
end
local uid = ARGV[3]
if uid == '0' then
  local free = tonumber(ARGV[4])
  while taken[text(free)] do
    free = free + 1
  end
  uid = text(free)
elseif taken[uid] then
  return {UID}
end
local stays = text(time + tonumber(ARGV[5]))
put(ARGV[1], {uid = uid, joined = text(time), stays = stays, device = ARGV[2]})
if asked then
  answered(ARGV[1], ARGV[8], asked, 'accepted')
end
liveUntil(stays)
return answer()
