-- Puts another account on a black or mute list, or takes it off (A3), and notes the change.
-- KEYS: 1 account, 2 the list, 3 changes
-- ARGV: 1 the other account, 2 '1' on or '0' off, 3 accounts on the list at most, 4 the change, 5 changes kept at most
-- Returns {number of the change or 0 if nothing changed, '1' if the list is full}.
local on = ARGV[2] == '1'
if (redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1) == on then
  return {0, 0}
end
if on and redis.call('SCARD', KEYS[2]) >= tonumber(ARGV[3]) then
  return {0, 1}
end
redis.call(on and 'SADD' or 'SREM', KEYS[2], ARGV[1])
local number = redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.call('XADD', KEYS[3], 'MAXLEN', ARGV[5], number .. '-0', 'c', ARGV[4])
return {number, 0}
