-- Makes another account a friend, on this account's side.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 friends at most, 6 notice for this account or '', 7 '1' if the other account does it, 8 '1'
--   if only an application makes it possible
-- Returns {0 done | 1 full | 2 no application | 3 in silence, number of the change or 0, the friend, number of the notice or 0}.
--:include clock.lua
--:include friend.lua
local byOther, needsApplication = ARGV[7] == '1', ARGV[8] == '1'
if byOther and isSilent() then
  if redis.call('SISMEMBER', KEYS[6], other) == 1 then
    redis.call('SADD', KEYS[7], other)
  end
  return {3, 0, '', 0}
end
local friend = find()
local isFriend = friend and friend.valid
if needsApplication and not isFriend and not hasApplied() then
  return {2, 0, '', 0}
end
if not isFriend and tonumber(redis.call('HGET', KEYS[2], '#') or 0) >= tonumber(ARGV[5]) then
  return {1, 0, '', 0}
end
redis.call('ZREM', KEYS[4], other)
redis.call('ZREM', KEYS[8], other)
redis.call('SREM', KEYS[7], other)
if isFriend then
  return {0, 0, '', 0}
end
friend = friend or {account = other}
friend.valid, friend.createTime = true, now()
redis.call('HINCRBY', KEYS[2], '#', 1)
local number, json = keep(friend)
return {0, number, json, ARGV[6] ~= '' and note(ARGV[6]) or 0}
