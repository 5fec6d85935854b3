-- Lists members, some at a time; an account is in a page only once, and in one page only while the team is small or does not shrink.
-- KEYS, ARGV: see team.lua; then where to go on (empty: from the start), '1' if only muted ones are wanted, so many a page, so many
--   looked at at most
-- Returns {'OK', where to go on (empty: this is all), {account, value, ...}} or {fault, detail}.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
-- Up to here Redis scans a hash at one go, so such a team is listed by account: on after '=<account>'.
local SMALL = 512
local cursor, mutedOnly, size, looksMax = arg(), arg() == '1', tonumber(arg()), tonumber(arg())
local why = refused()
if why then
  return why
end
local values, names, out = {}, {}, {}

local function take(list, after)
  for i = 1, #list, 2 do
    if list[i] > after and not values[list[i]] and (not mutedOnly or memberOf(list[i + 1]).muted) then
      names[#names + 1], values[list[i]] = list[i], list[i + 1]
    end
  end
end

if cursor:sub(1, 1) == '=' or (cursor == '' and redis.call('HLEN', KEYS[2]) <= SMALL) then
  take(redis.call('HGETALL', KEYS[2]), cursor:sub(2))
  table.sort(names)
  cursor = #names > size and '=' .. names[size] or ''
  names = {unpack(names, 1, math.min(size, #names))}
else
  local looks = 0
  repeat
    local page = redis.call('HSCAN', KEYS[2], cursor == '' and '0' or cursor, 'COUNT', size)
    cursor = page[1] == '0' and '' or page[1]
    take(page[2], '')
    looks = looks + size
  until cursor == '' or #names >= size or looks >= looksMax
end
for _, name in ipairs(names) do
  out[#out + 1], out[#out + 2] = name, values[name]
end
return {'OK', cursor, out}
