-- Takes a connection that is gone off the online hash.
-- KEYS: 1 online, 2 devices, 3 followers, 4 blocked accounts
-- ARGV: 1 connection
-- Returns {time ms, its value or '' if it was not there, {who subscribed to the account's devices, ...}, {connection, value, ...} others}.
-- Of a device that is connected by another connection nobody is told that it went.
--:include clock.lua
--:include presence.lua
--:include followers.lua
local time, value = now(), redis.call('HGET', KEYS[1], ARGV[1])
if not value then
  return {time, '', {}, {}}
end
local device = entryOf(value).device
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[2], 'XX', text(time), device)
local others = redis.call('HGETALL', KEYS[1])
for i = 2, #others, 2 do
  local other = entryOf(others[i])
  if other.device == device and not other.out then
    return {time, value, {}, others}
  end
end
return {time, value, followersOf(KEYS[3], KEYS[4], '1', time), others}
