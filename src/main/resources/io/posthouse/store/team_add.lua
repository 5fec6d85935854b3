-- Brings accounts in, or invites them (T1).
-- KEYS, ARGV: see team.lua; then 'ask', 'add' or 'invite', invitations that may wait at most, attach, accounts
-- Returns: see team.lua; to be told otherwise: who is invited. 'ask' changes nothing and lists there who is no member, be there such
--   an account or not; its left-out list holds 'invite' or 'add'. {'AGAIN'}: the mode has changed since that was asked.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
--:include waiting.lua
local step, waitingMax, attach, accounts = arg(), tonumber(arg()), arg(), rest()
local why = refused()
if why then
  return why
end
local members, fresh, left = membersOf(accounts), {}, {}
for i, account in ipairs(accounts) do
  table.insert(members[i] and left or fresh, account)
end
local way = team.beInviteMode == 'needVerify' and not caller.isServer and 'invite' or 'add'
if step == 'ask' then
  return done({way}, fresh)
end
if step ~= way then
  return {'AGAIN', ''}
end
if #fresh == 0 then
  return done(left)
end
if way == 'add' and not roomFor(#fresh) then
  return {'LIMIT_REACHED', 'level'}
end
if way == 'invite' then
  if not mayInvite(fresh, waitingMax) then
    return {'LIMIT_REACHED', 'team.pendingMax'}
  end
  return done(left, invite(fresh))
end
change()
enter(fresh, 'n', caller.account)
notify('addTeamMembers', {accounts = fresh, attach = attach ~= '' and attach or nil})
return done(left)
