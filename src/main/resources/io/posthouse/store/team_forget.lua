-- Takes an account that is being deleted out of a team: nothing of it is left there to whoever takes the name next. Its team goes
-- to the manager who is one longest, else to any member; without members it ends.
-- KEYS, ARGV: see team.lua, without grants; KEYS 9 reads, 10 gone of the account, 11 deleted of it
-- Returns: see team.lua.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
local account = caller.account

local function heirOf()
  local manager = managers()[1]
  for _, other in ipairs(manager and {manager} or redis.call('HRANDFIELD', KEYS[2], 2)) do
    if other ~= account then
      return other
    end
  end
  return nil
end

local function handOn(heir)
  local member = membersOf({heir})[1]
  member.role, member.muted, member.updated = 'o', false, stamp
  keep({heir, member})
  appoint({heir}, false)
  put({owner = heir})
  depart({account}, {self})
  notify('transferTeam', {account = heir, leave = true})
end

local function finish()
  put({dismissed = text(stamp), memberUpdated = membersTouched(), owner = '', managers = '', count = '0'})
  redis.call('UNLINK', KEYS[4])
  notify('dismissTeam', {})
end

if self and not missing() then
  local heir = self.role == 'o' and heirOf()
  change()
  if heir then
    handOn(heir)
  elseif self.role == 'o' then
    finish()
  else
    depart({account}, {self})
    notify('leaveTeam', {accounts = {account}})
  end
end
redis.call('HDEL', KEYS[2], account)
redis.call('HDEL', KEYS[3], account)
redis.call('HDEL', KEYS[4], 'i:' .. account, 'a:' .. account)
redis.call('ZREM', KEYS[8], account)
redis.call('HDEL', KEYS[9], account)
redis.call('UNLINK', KEYS[10], KEYS[11])
return done()
