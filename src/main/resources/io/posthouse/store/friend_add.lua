-- Makes another account a friend, on this account's side.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 friends at most, 6 notice for this account or '', 7 stamp of the deed if the other account's
--   side has it, else '', 8 what a mark says of it, '' for none, 9 '1' if only an application makes it possible
-- Returns {0 done | 1 full | 2 no application | 3 in silence, number of the change or 0, the friend, number of the notice or 0, stamp}.
--:include clock.lua
--:include friend.lua
local told, needsApplication = tonumber(ARGV[7]), ARGV[9] == '1'
if told and isSilent() then
  if redis.call('SISMEMBER', KEYS[6], other) == 1 then
    redis.call('SADD', KEYS[7], other)
  end
  return {3, 0, '', 0, 0}
end
local friend = find()
local isFriend = friend and friend.valid
if needsApplication and not isFriend and not hasApplied() then
  return {2, 0, '', 0, 0}
end
if told and friend and not isFriend and (friend.deed or 0) >= told then
  return {0, 0, '', 0, told}
end
if not isFriend and tonumber(redis.call('HGET', KEYS[2], '#') or 0) >= tonumber(ARGV[5]) then
  return {1, 0, '', 0, 0}
end
redis.call('ZREM', KEYS[4], other)
redis.call('ZREM', KEYS[8], other)
redis.call('SREM', KEYS[7], other)
friend = friend or {account = other}
if told then
  friend.deed = math.max(friend.deed or 0, told)
else
  begin(friend, ARGV[8])
end
if isFriend then
  put(friend)
  return {0, 0, '', 0, text(friend.deed)}
end
friend.valid, friend.createTime = true, now()
redis.call('HINCRBY', KEYS[2], '#', 1)
local number, json = keep(friend)
return {0, number, json, ARGV[6] ~= '' and note(ARGV[6]) or 0, text(friend.deed)}
