-- Takes members out (T1), all of them or none.
-- KEYS, ARGV: see team.lua; then accounts
-- Returns: see team.lua.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
local accounts = rest()
local why = refused()
if why then
  return why
end
local members, out, outMembers, left = membersOf(accounts), {}, {}, {}
for i, account in ipairs(accounts) do
  local member = members[i]
  if not member then
    left[#left + 1] = account
  elseif not mayOn(member) then
    return {'FORBIDDEN', ''}
  else
    out[#out + 1], outMembers[#out + 1] = account, member
  end
end
if #out > 0 then
  change()
  depart(out, outMembers)
  notify('removeTeamMembers', {accounts = out})
end
return done(left)
