-- Changes an account's card and notes the change.
-- KEYS: 1 account, 2 changes
-- ARGV: 1 the change, 2 changes kept at most; then field, value for each
-- Returns {number of the change or 0 if there is no such account, the card}.
--:include clock.lua
--:include cardof.lua
if redis.call('HEXISTS', KEYS[1], 'createTime') == 0 then
  return {0, {}}
end
redis.call('HSET', KEYS[1], 'updateTime', text(now()), unpack(ARGV, 3))
local number = redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[2], number .. '-0', 'c', ARGV[1])
return {number, cardOf(KEYS[1])}
