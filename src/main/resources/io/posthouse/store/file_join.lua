-- Adds a file to those that share some bytes; the first of them names where the bytes are.
-- KEYS: 1 bytes
-- ARGV: 1 file, 2 candidate for the name of the place
-- Returns {name of the place, '1' if the bytes are there already or ''}.
redis.call('HSETNX', KEYS[1], 'place', ARGV[2])
redis.call('HSET', KEYS[1], 'f:' .. ARGV[1], '1')
local b = redis.call('HMGET', KEYS[1], 'place', 'stored')
return {b[1], b[2] or ''}
