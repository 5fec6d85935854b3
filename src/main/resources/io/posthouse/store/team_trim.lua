-- Forgets the oldest entries of a team's log that have expired, some at a time, with all that is kept for each of them.
-- KEYS: 1 log, 2 meta, 3 gone for everybody, which is also what stands before the account in the name of the gone set of
--   one, 4 acks, 5 reads, 6 late
-- ARGV: 1 how old an entry may be ms, 2 entries at most
-- Returns how many went.
--:include clock.lua
--:include meta.lua
--:include ranges.lua
--:include acks.lua
--:include expired.lua
local entries, time, upTo = takeExpired(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
if not entries then
  return 0
end
local seqs, senders = {}, {[''] = true}
for i, entry in ipairs(entries) do
  seqs[i] = entry[1]:match('%d+$')
  senders[entry[2][2]:match('^%a%d+\n[^\n]*\n([^\n]*)')] = true
end
local ak = dropAcks(redis.call('HGET', KEYS[2], 'ak'), seqs, KEYS[4], KEYS[5])
redis.call('HSET', KEYS[2], 'x', upTo, unpack(ak and {'ak', ak} or {}))
redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', time)
for sender in pairs(senders) do
  redis.call('ZREMRANGEBYSCORE', KEYS[3] .. sender, '-inf', time)
end
return #entries
