-- Makes a member the owner (T1); the old one becomes a normal member, or leaves.
-- KEYS, ARGV: see team.lua; then account, '1' if the old owner leaves
-- Returns: see team.lua; to be told otherwise: who left.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
local account, leaves = arg(), arg() == '1'
local why = refused()
if why then
  return why
end
local members = membersOf({account, team.owner})
local heir, owner, old = members[1], members[2], team.owner
if not heir then
  return {'NOT_FOUND', 'account'}
end
if not mayOn(heir) then
  return {'FORBIDDEN', ''}
end
change()
-- Nobody could unmute an owner.
heir.role, heir.muted, heir.updated = 'o', false, stamp
owner.role, owner.updated = 'n', stamp
keep({account, heir, old, owner})
appoint({account}, false)
put({owner = account, memberUpdated = membersTouched()})
if leaves then
  depart({old}, {owner})
end
notify('transferTeam', {account = account, leave = leaves})
return done({}, leaves and {old} or {})
