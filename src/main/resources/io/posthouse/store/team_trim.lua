-- Forgets the oldest entries of a team's log that have expired, some at a time, with all that is kept for each of them.
-- KEYS: 1 log, 2 meta, 3 gone for everybody, which is also what stands before the account in the name of the gone set of
--   one, 4 acks, 5 reads, 6 late
-- ARGV: 1 how old an entry may be ms, 2 entries at most
-- Returns how many went.
--:include clock.lua
--:include meta.lua
--:include ranges.lua
--:include acks.lua
local oldest = now() - tonumber(ARGV[1])
if oldest <= 0 then
  return 0
end
local entries = redis.call('XRANGE', KEYS[1], '-', text(oldest), 'COUNT', ARGV[2])
if #entries == 0 then
  return 0
end
local fields, seqs, senders = {}, {}, {[''] = true}
for _, entry in ipairs(entries) do
  local from, id = entry[2][2]:match('^%a%d+\n[^\n]*\n([^\n]*)\n[^\n]*\n([^\n]*)')
  fields[#fields + 1] = 'i:' .. from .. '/' .. id
  seqs[#seqs + 1] = entry[1]:match('%d+$')
  senders[from] = true
end
local last = entries[#entries]
local low, high = last[2][2]:match('\n(%d+)\n(%d+)$')
local time = last[1]:match('^%d+')
redis.call('XTRIM', KEYS[1], 'MINID', text(tonumber(time) + 1))
redis.call('HDEL', KEYS[2], unpack(fields))
local ak = dropAcks(redis.call('HGET', KEYS[2], 'ak'), seqs, KEYS[4], KEYS[5])
redis.call('HSET', KEYS[2], 'x', time .. ' ' .. low .. ' ' .. high, unpack(ak and {'ak', ak} or {}))
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', time)
for sender in pairs(senders) do
  redis.call('ZREMRANGEBYSCORE', KEYS[3] .. sender, '-inf', time)
end
return #entries
