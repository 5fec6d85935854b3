-- Accepts or rejects an invitation (T1).
-- KEYS, ARGV: see team.lua; then 'ask', 'accept' or 'reject', who invited
-- Returns: see team.lua. 'ask' changes nothing and tells whether the caller may come in.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
--:include waiting.lua
local step, invitor = arg(), arg()
local why = refused()
if why then
  return why
end
local found, others = false, {}
for _, invitation in ipairs(invitations(redis.call('HGET', KEYS[4], 'i:' .. caller.account))) do
  if invitation[1] == invitor then
    found = true
  else
    others[#others + 1] = invitation
  end
end
if not found then
  return {'NOT_FOUND', 'account'}
end
if step == 'reject' then
  keepInvitations(caller.account, others)
  return done()
end
if not roomFor(1) then
  return {'LIMIT_REACHED', 'level'}
end
if step == 'accept' then
  change()
  enter({caller.account}, 'n', invitor)
  notify('acceptTeamInvite', {accounts = {caller.account}, invitor = invitor})
end
return done()
