-- Lists an account's friends by their last change, the deleted ones that are still known among them.
-- KEYS: 1 friends, 2 friend times
-- ARGV: 1 changed after this stamp, 2 goes on after this stamp or '', 3 friends at most
-- Returns {last stamp, '1' if the list starts anew, {friend, ...} with one more than asked for if there are more}.
local from, isWhole = ARGV[2], 0
if from == '' then
  local forgotten = tonumber(redis.call('HGET', KEYS[1], '~') or 0)
  isWhole = tonumber(ARGV[1]) < forgotten and 1 or 0
  from = isWhole == 1 and '0' or ARGV[1]
  isWhole = from == '0' and 1 or 0
end
local names = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. from, '+inf', 'LIMIT', 0, ARGV[3] + 1)
local friends = #names > 0 and redis.call('HMGET', KEYS[1], unpack(names)) or {}
return {tonumber(redis.call('HGET', KEYS[1], '*') or 0), isWhole, friends}
