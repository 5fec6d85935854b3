-- Included: a channel and who is in it. KEYS[1] is the hash of the channel, KEYS[2] that of its members: account to
-- "<uid> <joined ms> <stays until ms> <device>". A member that has not said that it stays is gone. What scripts about channels answer
-- is {what is wrong or 0, time ms, {name, value, ...} of the channel, {account, value, ...} of the members}.
local NONE, NO_MEMBER, MEMBER, ELSEWHERE, UID, FULL, OVER, REJECTED, ACCEPTED = 1, 2, 3, 4, 5, 6, 7, 8, 9
local time = now()
local function channel()
  local ends = redis.call('HGET', KEYS[1], 'expires')
  return ends and tonumber(ends) > time
end
local function members()
  local all = redis.call('HGETALL', KEYS[2])
  local found = {}
  for i = 1, #all, 2 do
    local uid, joined, stays, device = all[i + 1]:match('^(%d+) (%d+) (%d+) (.*)$')
    if tonumber(stays) > time then
      found[all[i]] = {uid = uid, joined = joined, stays = stays, device = device}
    else
      redis.call('HDEL', KEYS[2], all[i])
    end
  end
  return found
end
local function count(found)
  local n = 0
  for _ in pairs(found) do
    n = n + 1
  end
  return n
end
local function put(account, member)
  redis.call('HSET', KEYS[2], account, member.uid .. ' ' .. member.joined .. ' ' .. member.stays .. ' ' .. member.device)
end
-- The channel lives as long as a member stays; so do all its keys.
local function liveUntil(stays)
  local ends = math.max(tonumber(redis.call('HGET', KEYS[1], 'expires')), tonumber(stays))
  redis.call('HSET', KEYS[1], 'expires', text(ends))
  for _, key in ipairs(KEYS) do
    redis.call('PEXPIREAT', key, text(ends))
  end
end
local function answer()
  return {0, time, redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2])}
end
