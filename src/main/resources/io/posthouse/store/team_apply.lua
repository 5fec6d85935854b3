-- Lets the caller in, or notes that it wants in (T1).
-- KEYS, ARGV: see team.lua; then 'ask', 'join' or 'apply', applications that may wait at most
-- Returns: see team.lua; to be told otherwise: the owner and managers. 'ask' changes nothing; its left-out list holds 'join' or
--   'apply'. {'AGAIN'}: the mode has changed since that was asked.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
--:include waiting.lua
local step, waitingMax = arg(), tonumber(arg())
local why = missing() or self and {'ALREADY_EXISTS', ''} or refused()
if why then
  return why
end
local way = team.joinMode == 'noVerify' and 'join' or 'apply'
if way == 'join' and not roomFor(1) then
  return {'LIMIT_REACHED', 'level'}
end
if step == 'ask' then
  return done({way})
end
if step ~= way then
  return {'AGAIN', ''}
end
if way == 'join' then
  change()
  enter({caller.account}, 'n', '')
  notify('acceptTeamInvite', {accounts = {caller.account}})
  return done()
end
local since = redis.call('HGET', KEYS[4], 'a:' .. caller.account)
if since and tonumber(since) + REMINDED_AFTER > time then
  return done()
end
if not since and not mayWait(1, waitingMax) then
  return {'LIMIT_REACHED', 'team.pendingMax'}
end
redis.call('HSET', KEYS[4], 'a:' .. caller.account, text(time))
local told = managers()
table.insert(told, 1, team.owner)
return done({}, told)
