-- Notes that a ticket was used.
-- KEYS: 1 ticket
-- ARGV: 1 how long it is remembered ms
-- Returns the time ms, or 0 if it was used before.
--:include clock.lua
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then
  return 0
end
return now()
