-- Included (after grant.lua, member.lua and acks.lua): who may tell or ask of receipts, and of which messages (C2).

-- A team as far as receipts need it; nil if it is unknown or dismissed. grants: lines of roles.
local function teamFor(key, grants)
  local fields = {'created', 'dismissed', 'historyMode'}
  for mode in ('\n' .. grants):gmatch('\n(%S+)') do
    fields[#fields + 1] = mode
  end
  local values, team = redis.call('HMGET', key, unpack(fields)), {}
  for i, field in ipairs(fields) do
    team[field] = values[i]
  end
  return team.created and not team.dismissed and team or nil
end

-- nil if all grants allow it, else the refusal; what no grant speaks of, nobody may. member: the caller's value, isServer: '1' if
-- the server asks.
local function refusalOf(grants, team, member, isServer)
  if isServer ~= '1' and not member then
    return {2}
  end
  local letter = isServer == '1' and 's' or member:sub(1, 1)
  for roles in grants:gmatch('[^\n]+') do
    if not may(roles, letter, team) then
      return {3}
    end
  end
  return grants == '' and {3} or nil
end

local function isWithin(spans, time)
  for _, span in ipairs(spans) do
    if span[1] <= time and time <= span[2] then
      return true
    end
  end
  return false
end

-- When somebody was a member, whatever it may see: as spansOf, without reading what else is known of a member, for lists of many.
local function staysOf(member, former)
  local joined, earlier = nil, former or ''
  if member then
    joined, earlier = member:match('^%a (%d+) [^\n]*\n([^\n]*)')
  end
  local stays = {}
  if earlier ~= '' then
    for from, to in earlier:gmatch('(%d+)-(%d+)') do
      stays[#stays + 1] = {tonumber(from), tonumber(to)}
    end
  end
  if joined then
    stays[#stays + 1] = {tonumber(joined), FOREVER}
  end
  return stays
end

-- What the caller may see.
local function sightOf(team, member, isServer)
  return isServer == '1' and {{0, FOREVER}} or spansOf(member, false, team.historyMode, false)
end
