-- Lists the sessions that an account keeps on top, and what was taken down after a stamp.
-- KEYS: 1 tops, 2 taken down
-- ARGV: 1 stamp; 0 for nothing of what was taken down
-- Returns {last stamp, {JSON, ...}, {conversation, ...}}.
local stamp, tops, deleted = 0, {}, {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if all[i] == '*' then
    stamp = tonumber(all[i + 1])
  else
    tops[#tops + 1] = all[i + 1]
  end
end
if ARGV[1] ~= '0' then
  deleted = redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. ARGV[1], '+inf')
end
return {stamp, tops, deleted}
