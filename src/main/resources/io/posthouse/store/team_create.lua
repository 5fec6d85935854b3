-- Makes a team with the caller as its owner (T1).
-- KEYS, ARGV: see team.lua, without grants; KEYS 9 made; then level, number of the conversation, invitations that may wait at most, whether
--   the accounts are invited, how long the answer is kept for who asks again ms or 0, number of accounts, accounts, number of those
--   left out, accounts; then field, value of its info
-- Returns: see team.lua; left out: those who were left out before; to be told otherwise: who is invited. Then '1' if anybody is.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
--:include waiting.lua
--:include made.lua
local level, number, waitingMax, invited, life = arg(), tonumber(arg()), tonumber(arg()), arg() == '1', tonumber(arg())
local function names()
  local list = {}
  for i = 1, tonumber(arg()) do
    list[i] = arg()
  end
  return list
end
local accounts, left, info, list = names(), names(), {}, rest()
for i = 1, #list, 2 do
  info[list[i]] = list[i + 1]
end

if team.created then
  return madeBefore(KEYS[9], KEYS[5]) or {'ALREADY_EXISTS', 'team'}
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
local answer = done(left, told)
answer[8] = invited and #accounts > 0 and '1' or '0'
if life > 0 then
  keepMade(KEYS[9], answer, life)
end
return answer
