-- Notes a change of an account's own things, with the next number, and marks the sessions it touched.
-- KEYS: 1 account, 2 changes, 3 recent
-- ARGV: 1 the change, 2 changes kept at most; then stamp ms, session for each session touched
-- Returns the number.
local number = redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[2], number .. '-0', 'c', ARGV[1])
for i = 3, #ARGV, 2 do
  redis.call('ZADD', KEYS[3], 'GT', ARGV[i], ARGV[i + 1])
end
return number
