-- Lists members in the order in which they joined, and with the last of them those who joined at the same time.
-- KEYS, ARGV: see team.lua; key 9 order, see team_order.lua; then behind this join time ms (0: from the beginning), how many, '1' for the
--   last one first, '1' if only muted ones are wanted, so many looked at at most, '1' if an order will do that the team has outgrown
-- Returns {'OK', where to go on (empty: this is enough, or all), {account, value, ...}}, {'MAKE', the team's stamp} if there is no such
--   order, or {fault, detail}.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
-- So many are put into their order each time.
local SMALL, CHUNK, LIFE = 512, 500, 600000
local after, size, isReverse, mutedOnly, looksMax, anyWillDo =
  tonumber(arg()), tonumber(arg()), arg() == '1', arg() == '1', tonumber(arg()), arg() == '1'
local why = refused()
if why then
  return why
end

local out, last, looks = {}, nil, 0

-- Whether there is room for who stands at a place; it is then the last.
local function takes(at)
  if at ~= last and (#out / 2 >= size or looks >= looksMax) then
    return false
  end
  last, looks = at, looks + 1
  return true
end

local function keepIf(name, value, member)
  if member and (not mutedOnly or member.muted) then
    out[#out + 1], out[#out + 2] = name, value
  end
end

local function listSmall()
  local all, flat = {}, redis.call('HGETALL', KEYS[2])
  for i = 1, #flat, 2 do
    local member = memberOf(flat[i + 1])
    if after == 0 or (isReverse and member.joined < after) or (not isReverse and member.joined > after) then
      all[#all + 1] = {name = flat[i], value = flat[i + 1], member = member}
    end
  end
  table.sort(all, function(a, b)
    if isReverse then
      a, b = b, a
    end
    return a.member.joined < b.member.joined or a.member.joined == b.member.joined and a.name < b.name
  end)
  for _, one in ipairs(all) do
    if not takes(one.member.joined) then
      return true
    end
    keepIf(one.name, one.value, one.member)
  end
  return false
end

local function listLarge()
  local from, offset = after == 0 and (isReverse and '+inf' or '0') or '(' .. text(after), 0
  repeat
    local page = redis.call(isReverse and 'ZREVRANGEBYSCORE' or 'ZRANGEBYSCORE', KEYS[9], from, isReverse and '0' or '+inf',
      'WITHSCORES', 'LIMIT', offset, CHUNK)
    local names = {}
    for i = 1, #page, 2 do
      names[#names + 1] = page[i]
    end
    local values = #names > 0 and redis.call('HMGET', KEYS[2], unpack(names)) or {}
    for i, name in ipairs(names) do
      if not takes(page[2 * i]) then
        return true
      end
      keepIf(name, values[i], memberOf(values[i]))
    end
    offset = offset + #names
  until #names < CHUNK
  return false
end

local isMore
if redis.call('HLEN', KEYS[2]) <= SMALL then
  isMore = listSmall()
else
  local stamp, made = ' ' .. (team.memberUpdated or '0'), redis.call('ZRANGE', KEYS[9], 0, 0)[1]
  if not made or made ~= stamp and not anyWillDo then
    return {'MAKE', stamp}
  end
  redis.call('PEXPIRE', KEYS[9], LIFE)
  isMore = listLarge()
end
local isEnough = #out / 2 >= size
return {'OK', isMore and not isEnough and text(tonumber(last)) or '', out}
