-- Passes or rejects an application (T1).
-- KEYS, ARGV: see team.lua; then 'ask', 'pass' or 'reject', account
-- Returns: see team.lua. 'ask' changes nothing and tells whether the account may be passed.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
--:include stay.lua
--:include waiting.lua
local step, account = arg(), arg()
local why = refused()
if why then
  return why
end
local since = redis.call('HGET', KEYS[4], 'a:' .. account)
if not since or not waits(since) then
  return {'NOT_FOUND', 'account'}
end
if step == 'reject' then
  redis.call('HDEL', KEYS[4], 'a:' .. account)
  return done()
end
if not roomFor(1) then
  return {'LIMIT_REACHED', 'level'}
end
if step == 'pass' then
  change()
  enter({account}, 'n', '')
  notify('passTeamApply', {accounts = {account}})
end
return done()
