-- Keeps a custom notification for an account until a device of it acknowledges it: as one of the account's changes.
-- KEYS: 1 account, 2 changes, 3 ack
-- ARGV: 1 the change, 2 changes kept at most, 3 custom notifications that may wait
-- Returns the change's number; 0: there is no such account; -1: too many wait
-- What waits is counted from the last acknowledgement on, in the account's field "waiting": "<acknowledged up to number> <count>".
if redis.call('HEXISTS', KEYS[1], 'createTime') == 0 then
  return 0
end
local acked = redis.call('HGET', KEYS[3], '!') or '0'
local since, count = (redis.call('HGET', KEYS[1], 'waiting') or ''):match('^(%d+) (%d+)$')
count = since == acked and tonumber(count) or 0
if count >= tonumber(ARGV[3]) then
  return -1
end
local number = redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.call('HSET', KEYS[1], 'waiting', acked .. ' ' .. (count + 1))
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[2], number .. '-0', 'c', ARGV[1])
return number
