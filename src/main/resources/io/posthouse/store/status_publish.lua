-- Publishes a status of an account's device.
-- KEYS: 1 statuses, 2 followers, 3 blocked accounts
-- ARGV: 1 type, 2 how long it holds ms, 3 '1' if it is kept, 4 types that may be kept, 5 what else there is to say
-- Returns {time ms, id, {subscriber, ...}}, or {0} if statuses of too many types are kept.
-- In the hash a type has "<holds until ms> <id> <what else>", and '!' the last id.
--:include clock.lua
--:include followers.lua
--:include keepfor.lua
local time, life = now(), tonumber(ARGV[2])
local function count()
  return redis.call('HLEN', KEYS[1]) - redis.call('HEXISTS', KEYS[1], '!')
end
local function forgetEnded()
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do
    if all[i] ~= '!' and tonumber(all[i + 1]:match('^%d+')) <= time then
      redis.call('HDEL', KEYS[1], all[i])
    end
  end
end
local id = math.max(time, tonumber(redis.call('HGET', KEYS[1], '!') or 0) + 1)
if ARGV[3] == '1' then
  local isNew = redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0
  if isNew and count() >= tonumber(ARGV[4]) then
    forgetEnded()
    if count() >= tonumber(ARGV[4]) then
      return {0}
    end
  end
  redis.call('HSET', KEYS[1], ARGV[1], text(time + life) .. ' ' .. text(id) .. ' ' .. ARGV[5])
else
  redis.call('HDEL', KEYS[1], ARGV[1])
end
redis.call('HSET', KEYS[1], '!', text(id))
keepFor(KEYS[1], life)
return {time, id, followersOf(KEYS[2], KEYS[3], ARGV[1], time)}
