-- Lists members, some at a time, in no order; an account is in a page only once.
-- KEYS, ARGV: see team.lua; then where to go on ('0': from the start), '1' if only muted ones are wanted, so many a page, so many
--   looked at at most
-- Returns {'OK', where to go on ('0': this is all), {account, value, ...}} or {fault, detail}.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
local cursor, mutedOnly, size, looksMax = arg(), arg() == '1', tonumber(arg()), tonumber(arg())
local why = refused()
if why then
  return why
end
local seen, out, looks = {}, {}, 0
repeat
  local page = redis.call('HSCAN', KEYS[2], cursor, 'COUNT', size)
  cursor = page[1]
  for i = 1, #page[2], 2 do
    local account, value = page[2][i], page[2][i + 1]
    if not seen[account] and (not mutedOnly or memberOf(value).muted) then
      seen[account] = true
      out[#out + 1], out[#out + 2] = account, value
    end
  end
  looks = looks + size
until cursor == '0' or #out >= 2 * size or looks >= looksMax
return {'OK', cursor, out}
