-- Ends a team for good (T1). Who was a member stays listed, for what it may see ends with this.
-- KEYS, ARGV: see team.lua
-- Returns: see team.lua.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
local why = refused()
if why then
  return why
end
local at = text(change())
put({dismissed = at, memberUpdated = membersTouched(), owner = '', managers = '', count = '0'})
redis.call('UNLINK', KEYS[4])
notify('dismissTeam', {})
return done()
