-- Takes a file from those that share some bytes.
-- KEYS: 1 bytes
-- ARGV: 1 file, 2 name of the place
-- Returns 1 if the bytes at that place are nobody's now.
redis.call('HDEL', KEYS[1], 'f:' .. ARGV[1])
local place = redis.call('HGET', KEYS[1], 'place')
if not place then
  return 1
end
local others = redis.call('HLEN', KEYS[1]) - 1 - redis.call('HEXISTS', KEYS[1], 'stored')
if others == 0 then
  redis.call('DEL', KEYS[1])
end
return (others == 0 or place ~= ARGV[2]) and 1 or 0
