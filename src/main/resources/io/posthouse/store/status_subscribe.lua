-- Notes with an account what it subscribes to.
-- KEYS: 1 subscriptions
-- ARGV: 1 type, 2 how long ms, 3 '1' if what holds was to be told at once, 4 subscriptions at most, then accounts
-- Returns {time ms, {account that found no room, ...}}.
-- The field of a subscription is "<type> <account>", its value "<ends ms> <made ms> <'1' or '0'>".
--:include clock.lua
--:include keepfor.lua
local time, life, most, failed = now(), tonumber(ARGV[2]), tonumber(ARGV[4]), {}
if redis.call('HLEN', KEYS[1]) + #ARGV - 4 > most then
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    if tonumber(all[i + 1]:match('^%d+')) <= time then
      redis.call('HDEL', KEYS[1], all[i])
    end
  end
end
local count = redis.call('HLEN', KEYS[1])
for i = 5, #ARGV do
  local field = ARGV[1] .. ' ' .. ARGV[i]
  local isNew = redis.call('HEXISTS', KEYS[1], field) == 0
  if isNew and count >= most then
    failed[#failed + 1] = ARGV[i]
  else
    count = count + (isNew and 1 or 0)
    redis.call('HSET', KEYS[1], field, text(time + life) .. ' ' .. text(time) .. ' ' .. ARGV[3])
  end
end
if count > 0 then
  keepFor(KEYS[1], life)
end
return {time, failed}
