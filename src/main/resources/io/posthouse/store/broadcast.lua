-- Stores a broadcast once for all accounts; what has outlived its life goes.
-- KEYS: 1 log, 2 counter
-- ARGV: 1 from or '', 2 body, 3 life ms, 4 how many may live at once
-- Returns {id, time ms}, or {0} if too many live.
--:include clock.lua
local time = now()
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  if tonumber(entry[2][2]) <= time then
    redis.call('XDEL', KEYS[1], entry[1])
  end
end
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[4]) then
  return {0}
end
local id = redis.call('INCR', KEYS[2])
redis.call('XADD', KEYS[1], id .. '-0', 'e', text(time + tonumber(ARGV[3])), 't', text(time), 'f', ARGV[1], 'b', ARGV[2])
return {id, time}
