-- Finds the key that signs tickets; the first who asks makes it.
-- KEYS: 1 ticketkey
-- ARGV: 1 candidate
-- Returns the key and the time ms.
--:include clock.lua
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return {redis.call('GET', KEYS[1]), now()}
