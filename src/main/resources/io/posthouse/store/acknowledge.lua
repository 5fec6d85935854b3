-- Notes that a device has what it was sent (D3 to D5). Never moves back, never past what there is.
-- KEYS: 1 ack, 2 marks of the device, 3 recent
-- ARGV: 1 everything that changed up to this ms is acknowledged, or 0; then session, time ms for each
-- Returns the time ms.
--:include clock.lua
local time = now()
local names = {}
for i = 2, #ARGV, 2 do
  names[#names + 1] = ARGV[i]
end
local acks, marks = {}, {}
if #names > 0 then
  local tops = redis.call('ZMSCORE', KEYS[3], unpack(names))
  local oldAcks, oldMarks = redis.call('HMGET', KEYS[1], unpack(names)), redis.call('HMGET', KEYS[2], unpack(names))
  local base = redis.call('HGET', KEYS[2], '*') or '0'
  for i, name in ipairs(names) do
    if tops[i] then
      local upTo = math.min(tonumber(ARGV[2 * i + 1]), tonumber(tops[i]))
      if upTo > tonumber(oldAcks[i] or 0) then
        acks[#acks + 1], acks[#acks + 2] = name, text(upTo)
      end
      local old = oldMarks[i] or base
      if upTo > tonumber(old:match('%d+')) then
        marks[#marks + 1], marks[#marks + 2] = name, text(upTo)
      end
    end
  end
end
local synced = math.min(tonumber(ARGV[1]), time - 1)
if synced > tonumber(redis.call('HGET', KEYS[2], '#') or 0) then
  marks[#marks + 1], marks[#marks + 2] = '#', text(synced)
end
if synced > tonumber(redis.call('HGET', KEYS[1], '*') or 0) then
  acks[#acks + 1], acks[#acks + 2] = '*', text(synced)
end
if #acks > 0 then
  redis.call('HSET', KEYS[1], unpack(acks))
end
if #marks > 0 then
  redis.call('HSET', KEYS[2], unpack(marks))
end
return time
