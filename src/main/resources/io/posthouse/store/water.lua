-- Tells what changed for some accounts (D2).
-- KEYS: for each account: recent, account
-- ARGV: 1 changed after ms, 2 sessions of one account at most
-- Returns {time ms, for each account: {last change number, session, change time ms, ...}}.
--:include clock.lua
-- Something may still change in this millisecond.
local out = {now() - 1}
for i = 1, #KEYS, 2 do
  local list = redis.call('ZRANGEBYSCORE', KEYS[i], '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
  table.insert(list, 1, redis.call('HGET', KEYS[i + 1], 'changes') or '0')
  out[#out + 1] = list
end
return out
