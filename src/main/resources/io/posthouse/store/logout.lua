-- Takes a connection that is gone off the online hash.
-- KEYS: 1 online, 2 devices
-- ARGV: 1 connection
-- Returns {time ms, its value or '' if it was not there}.
--:include clock.lua
--:include presence.lua
local time, value = now(), redis.call('HGET', KEYS[1], ARGV[1])
if value then
  redis.call('HDEL', KEYS[1], ARGV[1])
  redis.call('ZADD', KEYS[2], 'XX', text(time), entryOf(value).device)
end
return {time, value or ''}
