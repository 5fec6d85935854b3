-- Makes a team with the caller as its owner (T1).
-- KEYS, ARGV: see team.lua, without grants; then level, number of the conversation, invitations that may wait at most, whether the
--   accounts are invited, number of accounts, accounts; then field, value of its info
-- Returns: see team.lua; to be told otherwise: who is invited.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
--:include waiting.lua
local level, number, waitingMax, invited = arg(), tonumber(arg()), tonumber(arg()), arg() == '1'
local accounts, info = {}, {}
for i = 1, tonumber(arg()) do
  accounts[i] = arg()
end
local list = rest()
for i = 1, #list, 2 do
  info[list[i]] = list[i + 1]
end

if team.created then
  return {'ALREADY_EXISTS', 'team'}
end
if not invited and 1 + #accounts > tonumber(level) then
  return {'LIMIT_REACHED', 'level'}
end
if invited and not mayInvite(accounts, waitingMax) then
  return {'LIMIT_REACHED', 'team.pendingMax'}
end
local at = text(change())
state.number = number
put(info)
put({owner = caller.account, managers = '', level = level, count = '0', created = at, updated = at, memberUpdated = at})
enter({caller.account}, 'o', '')
local first, told = {caller.account}, {}
if invited then
  told = invite(accounts)
elseif #accounts > 0 then
  enter(accounts, 'n', caller.account)
  for i, account in ipairs(accounts) do
    first[i + 1] = account
  end
end
notify('addTeamMembers', {accounts = first})
return done({}, told)
