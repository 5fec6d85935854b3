-- Mutes or unmutes members (T3), all of them or none.
-- KEYS, ARGV: see team.lua; then '1' to mute, accounts
-- Returns: see team.lua; who is what it should become is left out.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
local on, accounts = arg() == '1', rest()
local why = refused()
if why then
  return why
end
local members, moved, list, left = membersOf(accounts), {}, {}, {}
for i, account in ipairs(accounts) do
  local member = members[i]
  if not member then
    left[#left + 1] = account
  elseif not mayOn(member) then
    return {'FORBIDDEN', ''}
  elseif member.muted == on then
    left[#left + 1] = account
  else
    moved[#moved + 1], list[#list + 1], list[#list + 2] = account, account, member
  end
end
if #moved > 0 then
  change()
  for i = 2, #list, 2 do
    list[i].muted, list[i].updated = on, stamp
  end
  keep(list)
  put({memberUpdated = membersTouched()})
  notify('updateTeamMembersMute', {accounts = moved, mute = on})
end
return done(left)
