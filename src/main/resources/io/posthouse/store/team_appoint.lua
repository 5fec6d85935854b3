-- Makes members managers, or managers normal members (T1), all of them or none.
-- KEYS, ARGV: see team.lua; then '1' to make them managers, managers at most, accounts
-- Returns: see team.lua; who is what it should become is left out.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
local on, managersMax, accounts = arg() == '1', tonumber(arg()), rest()
local why = refused()
if why then
  return why
end
local role = on and 'm' or 'n'
local members, moved, list, left = membersOf(accounts), {}, {}, {}
for i, account in ipairs(accounts) do
  local member = members[i]
  if not member or member.role == role then
    left[#left + 1] = account
  elseif not mayOn(member) then
    return {'FORBIDDEN', ''}
  else
    moved[#moved + 1], list[#list + 1], list[#list + 2] = account, account, member
  end
end
if on and #managers() + #moved > managersMax then
  return {'LIMIT_REACHED', 'team.managersMax'}
end
if #moved > 0 then
  change()
  for i = 2, #list, 2 do
    list[i].role, list[i].updated = role, stamp
  end
  keep(list)
  appoint(moved, on)
  put({memberUpdated = membersTouched()})
  notify(on and 'addTeamManagers' or 'removeTeamManagers', {accounts = moved})
end
return done(left)
