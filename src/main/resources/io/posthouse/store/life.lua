-- Notes that a node is there, and tells the store's life. Another one begins if there is none, or if the store is older than the node has seen it.
-- KEYS: 1 life
-- ARGV: 1 name of a life that begins, 2 the life that the node knows, empty if none, 3 ms when it was last here, 4 '1' if it knows otherwise that
-- the store is older, 5 ms without a node that are a silence
-- Returns {name, begun ms, silent from ms, silent until ms, time ms, '1' if the life begins with this}
--:include clock.lua
local known = redis.call('HMGET', KEYS[1], 'name', 'begun', 'seen', 'from', 'until')
local function number(i)
  return tonumber(known[i] or '0')
end
local name, begun, seen, from, till = known[1], number(2), number(3), number(4), number(5)
local time = math.max(now(), seen)
local isOlder = ARGV[4] == '1' or seen < tonumber(ARGV[3])
-- Whoever still knows another life comes late: this one has begun for the same reason.
local begins = not name or (isOlder and name == ARGV[2])
local silence = tonumber(ARGV[5])
if begins then
  name, begun, from, till = ARGV[1], time, 0, 0
elseif seen > 0 and time - seen > silence then
  from, till = seen + silence, time
end
redis.call('HSET', KEYS[1], 'name', name, 'begun', text(begun), 'seen', text(time), 'from', text(from), 'until', text(till))
return {name, text(begun), text(from), text(till), text(time), begins and 1 or 0}
