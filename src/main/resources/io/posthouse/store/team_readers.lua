-- Who has read a message that was sent with needACK and who has not (C2): a part of the members, then of those who were.
-- KEYS: 1 team, 2 members, 3 former, 4 meta, 5 acks, 6 reads
-- ARGV: 1 account, 2 '1' if the server asks, 3 the grants' roles, a line each, 4 seq, 5 accounts to look at, about; where to go
--   on: 6 'm' members or 'f' former, 7 cursor there, 8 the log's end ms when this began, 0 if it begins
-- Returns {0, idClient, read, unread, {readers}, {the others}, then 6 to 8 of the next call; 6 is '' at the end}
--   {1} no such team, {2} not a member, {3} not allowed, {4} no such message or none that the account may see
-- Who leaves or comes back after this began may be left out; so nobody is found in both hashes.
--:include meta.lua
--:include ranges.lua
--:include acks.lua
--:include grant.lua
--:include member.lua
--:include receiptrules.lua
local team = teamFor(KEYS[1], ARGV[3])
if not team then
  return {1}
end
local caller = redis.call('HGET', KEYS[2], ARGV[1])
local refusal = refusalOf(ARGV[3], team, caller, ARGV[2])
if refusal then
  return refusal
end
local ack = ackOf(redis.call('HGET', KEYS[5], ARGV[4]))
if not ack or not isWithin(sightOf(team, caller, ARGV[2]), ack.time) then
  return {4}
end
local room, hash, cursor, began = tonumber(ARGV[5]), ARGV[6], ARGV[7], tonumber(ARGV[8])
if began == 0 then
  began = parse(redis.call('HGET', KEYS[4], 'S')).entry
end

local accounts, wasIn = {}, {}
local function look(key, place)
  local page = redis.call('HSCAN', key, cursor, 'COUNT', room)
  local list = page[2]
  cursor, room = page[1], room - #list / 2
  for i = 1, #list, 2 do
    local account, value = list[i], list[i + 1]
    local stays = place == 'm' and staysOf(value, false) or staysOf(false, value)
    local last = stays[#stays]
    if (place == 'm' and last[1] or last[2]) <= began and account ~= ack.from then
      local n = #accounts + 1
      accounts[n], wasIn[n] = account, isWithin(stays, ack.time)
    end
  end
end

if hash == 'm' then
  look(KEYS[2], 'm')
  hash = cursor == '0' and 'f' or 'm'
end
if hash == 'f' and room > 0 then
  look(KEYS[3], 'f')
  hash = cursor == '0' and '' or 'f'
end
local readers, others = {}, {}
for i, set in ipairs(#accounts > 0 and redis.call('HMGET', KEYS[6], unpack(accounts)) or {}) do
  if set and holds(set, ack.number) then
    readers[#readers + 1] = accounts[i]
  elseif wasIn[i] then
    others[#others + 1] = accounts[i]
  end
end
return {0, ack.idClient, ack.read, ack.others - ack.read, readers, others, hash, cursor, string.format('%.0f', began)}
