-- Takes a message back (R1 to R5): deletes its entry, leaves a tombstone, appends the recall as an entry of its own.
-- KEYS: 1 log, 2 meta, 3 gone of the receiver [, 4 recent of the sender, 5 recent of the receiver]
-- ARGV: 1 from, 2 idClient, 3 idServer or '', 4 to, 5 window ms, 6 head of the recall entry, 7 JSON text, 8 member of recent
-- Returns {0, seq, time ms, number, time of the entry before, seq of the message, time of the message},
--   {1} not found, {2} not recallable, {3} window closed, {4, stamp ms} recalled before
--:include clock.lua
--:include meta.lua
local id = 'i:' .. ARGV[1] .. '/' .. ARGV[2]
local values = redis.call('HMGET', KEYS[2], 'S', id, 'b:' .. ARGV[4])
if not values[2] then
  return {1}
end
local s = parse(values[1])
local seq, first, state, content = values[2]:match('^(%d+):(%d+):(%a):(.*)$')
if ARGV[3] ~= '' and ARGV[3] ~= seq .. string.format('%012.0f', s.number) then
  return {1}
end
if state == 'r' then
  return {4, s.stamp}
end
local window, time = tonumber(ARGV[5]), now()
if state == 'f' or window == 0 or (values[3] and ARGV[1] ~= ARGV[4]) then
  return {2}
end
if time - tonumber(first) >= window then
  return {3}
end
local entryId = first .. '-' .. seq
local entry = redis.call('XRANGE', KEYS[1], entryId, entryId)[1]
if not entry then
  return {1}
end
if tonumber(entry[2][2]:match('^m(%d+)')) >= 64 then
  redis.call('ZADD', KEYS[3], first, seq)
end
redis.call('XDEL', KEYS[1], entryId)
local previous = s.entry
s.seq, s.entry = s.seq + 1, stampAfter(s, time)
s.shared = s.entry
local at = text(s.entry)
redis.call('XADD', KEYS[1], at .. '-' .. s.seq,
  'h', 'r0' .. ARGV[6] .. '\n' .. seq .. '\n' .. first .. '\n' .. text(s.low) .. '\n' .. text(s.high), 'j', ARGV[7])
redis.call('HSET', KEYS[2], 'S', format(s), id, seq .. ':' .. first .. ':r:' .. content)
if KEYS[4] then
  redis.call('ZADD', KEYS[4], 'GT', at, ARGV[8])
  redis.call('ZADD', KEYS[5], 'GT', at, ARGV[8])
end
return {0, s.seq, s.entry, s.number, previous, tonumber(seq), tonumber(first)}
