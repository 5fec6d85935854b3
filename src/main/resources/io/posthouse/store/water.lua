-- Tells what changed for some accounts (D2).
-- KEYS: for each account: recent, account
-- ARGV: 1 changed after ms, 2 sessions of one account at most
-- Returns {time ms, for each account: {last change number, when it was last about to be brought into a team ms, session, change time ms,
--   ...}}.
--:include clock.lua
-- Something may still change in this millisecond.
local out = {now() - 1}
for i = 1, #KEYS, 2 do
  local list = redis.call('ZRANGEBYSCORE', KEYS[i], '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[2])
  local account = redis.call('HMGET', KEYS[i + 1], 'changes', 'joining')
  table.insert(list, 1, account[1] or '0')
  table.insert(list, 2, account[2] or '0')
  out[#out + 1] = list
end
return out
