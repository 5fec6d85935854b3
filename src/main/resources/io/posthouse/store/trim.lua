-- Forgets the oldest entries of a log that have expired, some at a time, with their place in the idempotency map.
-- KEYS: 1 log, 2 meta; then the gone and deleted sets of all accounts
-- ARGV: 1 how old an entry may be ms, 2 entries at most
-- Returns how many went.
--:include clock.lua
--:include meta.lua
--:include expired.lua
local entries, time, upTo = takeExpired(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
if not entries then
  return 0
end
redis.call('HSET', KEYS[2], 'x', upTo)
for i = 3, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', time)
end
return #entries
