-- How many have read messages that were sent with needACK (C2), 1 to 50.
-- KEYS: 1 team, 2 members, 3 acks
-- ARGV: 1 account, 2 '1' if the server asks, 3 the grants' roles, a line each; then seqs, none twice
-- Returns {0, {seq, idClient, read, unread, ...}} of those that have receipts and that the account may see
--   {1} no such team, {2} not a member, {3} not allowed
--:include ranges.lua
--:include acks.lua
--:include grant.lua
--:include member.lua
--:include receiptrules.lua
local team = teamFor(KEYS[1], ARGV[3])
if not team then
  return {1}
end
local member = redis.call('HGET', KEYS[2], ARGV[1])
local refusal = refusalOf(ARGV[3], team, member, ARGV[2])
if refusal then
  return refusal
end
local sight, out = sightOf(team, member, ARGV[2]), {}
for i, record in ipairs(redis.call('HMGET', KEYS[3], unpack(ARGV, 4))) do
  local ack = ackOf(record)
  if ack and isWithin(sight, ack.time) then
    local n = #out
    out[n + 1], out[n + 2], out[n + 3], out[n + 4] = ARGV[3 + i], ack.idClient, ack.read, ack.others - ack.read
  end
end
return {0, out}
