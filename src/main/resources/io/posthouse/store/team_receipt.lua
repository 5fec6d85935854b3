-- Notes that an account has read messages that were sent with needACK (C2), 1 to 50.
-- KEYS: 1 team, 2 members, 3 former, 4 meta, 5 acks, 6 reads
-- ARGV: 1 account, 2 '1' if the server says it, 3 the grants' roles, a line each; then seqs, none twice
-- Returns {0, {seq, idClient, read, unread, whom to tell or '', ...}}: those that count, read before or now; told is the sender,
--   if it is a member still, of what was not read before
--   {1} no such team, {2} not a member, {3} not allowed
--:include ranges.lua
--:include acks.lua
--:include grant.lua
--:include member.lua
--:include receiptrules.lua
local account, isServer, grants = ARGV[1], ARGV[2], ARGV[3]
local team = teamFor(KEYS[1], grants)
if not team then
  return {1}
end
local records = redis.call('HMGET', KEYS[5], unpack(ARGV, 4))
local asked, marks = {account}, {}
for i, record in ipairs(records) do
  local ack = ackOf(record)
  if ack then
    ack.seq = ARGV[3 + i]
    marks[#marks + 1], asked[#asked + 1] = ack, ack.from
  end
end
local members = redis.call('HMGET', KEYS[2], unpack(asked))
local refusal = refusalOf(grants, team, members[1], isServer)
if refusal or #marks == 0 then
  return refusal or {0, {}}
end

local stays = staysOf(members[1], not members[1] and redis.call('HGET', KEYS[3], account))
local old = redis.call('HGET', KEYS[6], account) or ''
local set, moved, out = old, {}, {}
for i, ack in ipairs(marks) do
  if ack.from ~= account and isWithin(stays, ack.time) then
    local tell = ''
    local larger = with(set, ack.number)
    if larger ~= set then
      set = larger
      ack.read = ack.read + 1
      local m = #moved
      moved[m + 1], moved[m + 2] = ack.seq, ackText(ack.number, ack.time, ack.others, ack.read, ack.from, ack.idClient)
      tell = members[i + 1] and ack.from or ''
    end
    local n = #out
    out[n + 1], out[n + 2], out[n + 3], out[n + 4], out[n + 5] = ack.seq, ack.idClient, ack.read, ack.others - ack.read, tell
  end
end
if #moved > 0 then
  redis.call('HSET', KEYS[5], unpack(moved))
  redis.call('HSET', KEYS[6], account, since(set, acksOf(redis.call('HGET', KEYS[4], 'ak')).lowest))
end
return {0, out}
