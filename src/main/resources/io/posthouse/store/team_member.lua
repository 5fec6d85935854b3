-- Changes the caller's own member entry, or somebody else's nick (T1). Of this the members are told as it happens, not by the log.
-- KEYS, ARGV: see team.lua; then account, nick, ext, quiet; each with '=' before it, empty if it stays as it is
-- Returns: see team.lua; to be told otherwise: the member's value, and the account if anything changed.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
local account, nick, ext, quiet = arg(), arg(), arg(), arg()
local why = refused()
if why then
  return why
end
local member = membersOf({account})[1]
if not member then
  return {'NOT_FOUND', 'account'}
end
if account ~= caller.account and (not mayOn(member) or ext ~= '' or quiet ~= '') then
  return {'FORBIDDEN', ''}
end
local before = memberText(member)
member.nick = nick ~= '' and nick:sub(2) or member.nick
member.ext = ext ~= '' and ext:sub(2) or member.ext
if quiet ~= '' then
  member.quiet = quiet == '=1'
end
if memberText(member) == before then
  return done({}, {before})
end
-- The log has no part in it: its clock is not driven on.
member.updated = tonumber(membersTouched())
local value = memberText(member)
keep({account, member})
put({memberUpdated = membersTouched()})
return done({}, {value, account})
