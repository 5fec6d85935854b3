-- Invites an account to a channel.
-- KEYS: 1 channel, 2 members, 3 invitations
-- ARGV: 1 who invites, 2 account, 3 request, 4 how long it may be answered ms, 5 invitations at most
--:include clock.lua
--:include channel.lua
--:include invitation.lua
if not channel() then
  return {NONE}
end
local found = members()
if not found[ARGV[1]] then
  return {NO_MEMBER}
elseif found[ARGV[2]] then
  return {MEMBER}
end
local field = ARGV[2] .. ' ' .. ARGV[3]
if redis.call('HEXISTS', KEYS[3], field) == 0 and redis.call('HLEN', KEYS[3]) >= tonumber(ARGV[5]) then
  local all = redis.call('HGETALL', KEYS[3])
  for i = 1, #all, 2 do
    if tonumber(all[i + 1]:match('%d+$')) <= time then
      redis.call('HDEL', KEYS[3], all[i])
    end
  end
  if redis.call('HLEN', KEYS[3]) >= tonumber(ARGV[5]) then
    return {FULL}
  end
end
redis.call('HSET', KEYS[3], field, ARGV[1] .. ' waits ' .. text(time + tonumber(ARGV[4])))
liveUntil(0)
return answer()
