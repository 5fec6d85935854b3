-- Notes that a message refers to a file, before the message is stored.
-- KEYS: 1 file, 2 references
-- ARGV: 1 the message
-- Returns 1, or 0 if there is no such file.
--:include clock.lua
if redis.call('HGET', KEYS[1], 'state') ~= 'stored' then
  return 0
end
redis.call('ZADD', KEYS[2], text(now()), ARGV[1])
return 1
