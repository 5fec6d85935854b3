-- Ends a friendship, on this account's side.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 friends at most, and as many deleted ones, 6 notice for this account or '', 7 '1' if the alias
--   goes too, 8 stamp of the deed if the other account's side has it, else '', 9 what a mark says of it, '' for none
-- Returns {number of the change or 0 if they were no friends, the friend, number of the notice or 0, stamp}.
--:include clock.lua
--:include friend.lua
redis.call('SREM', KEYS[7], other)
local told, friend = tonumber(ARGV[8]), find()
if not friend or told and friend.valid and (friend.deed or 0) > told then
  return {0, '', 0, told or text(now())}
end
if told then
  friend.deed = math.max(friend.deed or 0, told)
else
  begin(friend, ARGV[9])
end
if ARGV[7] == '1' then
  friend.alias = nil
end
if not friend.valid then
  put(friend)
  return {0, '', 0, text(friend.deed)}
end
local isTold = ARGV[6] ~= '' and not isSilent()
friend.valid, friend.ext, friend.serverExt = false, nil, nil
local friends = redis.call('HINCRBY', KEYS[2], '#', -1)
local number, json = keep(friend)

-- Half of the deleted ones are forgotten at once, the oldest, so that it is seldom looked for them.
local excess = redis.call('ZCARD', KEYS[3]) - friends - tonumber(ARGV[5])
if excess > 0 then
  excess = excess + math.floor(tonumber(ARGV[5]) / 2)
  local all = redis.call('ZRANGE', KEYS[3], 0, -1, 'WITHSCORES')
  for i = 1, #all, 2 do
    if excess > 0 and not cjson.decode(redis.call('HGET', KEYS[2], all[i])).valid then
      redis.call('HDEL', KEYS[2], all[i])
      redis.call('ZREM', KEYS[3], all[i])
      redis.call('HSET', KEYS[2], '~', all[i + 1])
      excess = excess - 1
    end
  end
end
return {number, json, isTold and note(ARGV[6]) or 0, text(friend.deed)}
