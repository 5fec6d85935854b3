-- Finds members by account.
-- KEYS, ARGV: see team.lua; then accounts
-- Returns {'OK', '', {account, value, ...}} or {fault, detail}.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
local accounts = rest()
local why = refused()
if why then
  return why
end
local values, out = redis.call('HMGET', KEYS[2], unpack(accounts)), {}
for i, account in ipairs(accounts) do
  if values[i] then
    out[#out + 1], out[#out + 2] = account, values[i]
  end
end
return {'OK', '', out}
