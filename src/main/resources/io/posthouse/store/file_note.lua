-- Notes something of an upload whose turn a writer has; the last note makes it a file.
-- KEYS: 1 file
-- ARGV: 1 name of the lease, 2 '1' if it is whole now, then field and value for each
-- Returns the time ms, or 0 if the lease was lost.
--:include clock.lua
local f = redis.call('HMGET', KEYS[1], 'state', 'lease')
if f[1] ~= 'open' or f[2] ~= ARGV[1] then
  return 0
end
local time = now()
if #ARGV > 2 then
  redis.call('HSET', KEYS[1], unpack(ARGV, 3))
end
if ARGV[2] == '1' then
  redis.call('HSET', KEYS[1], 'state', 'stored', 'since', text(time))
  redis.call('HDEL', KEYS[1], 'lease', 'leased', 'received', 'max', 'claimed')
end
return time
