-- Lets the caller go (T1).
-- KEYS, ARGV: see team.lua
-- Returns: see team.lua.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
local why = refused()
if why then
  return why
end
if not self then
  return {'NOT_A_MEMBER', ''}
end
-- Whatever the table says, a team has an owner.
if self.role == 'o' then
  return {'FORBIDDEN', ''}
end
change()
depart({caller.account}, {self})
notify('leaveTeam', {accounts = {caller.account}})
return done()
