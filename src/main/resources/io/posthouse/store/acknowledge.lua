-- Notes that devices have what they were sent (D3 to D5), many in one call. Never moves back, never past what there is. The list of
-- sessions may not know yet what was said in a team; it learns it here.
-- KEYS for each device: ack, marks of the device, recent
-- ARGV[1]: keys for each device, 3
-- ARGV for each device: everything that changed up to this ms is acknowledged, or 0; account changes up to this
--   number are told, or 0; how many sessions; then session, time ms for each
-- Returns the time ms for each device.
--:include clock.lua
local time = now()
-- So far another server's clock may be ahead.
local AHEAD_MILLIS = 60000

local function note(ack, device, recent, synced, changes, sessions, times)
  local acks, marks, news, count = {}, {}, {}, #sessions
  sessions[count + 1] = '*'
  local oldAcks = redis.call('HMGET', ack, unpack(sessions))
  sessions[count + 2] = '#'
  local oldMarks = redis.call('HMGET', device, unpack(sessions))
  local base = oldMarks[count + 1] or '0'
  local tops = count > 0 and redis.call('ZMSCORE', recent, unpack(sessions, 1, count))
  for i = 1, count do
    if tops[i] then
      local upTo, top = tonumber(times[i]), tonumber(tops[i])
      if upTo > top and sessions[i]:sub(1, 4) ~= 'p2p:' then
        upTo = math.min(upTo, time + AHEAD_MILLIS)
        news[#news + 1], news[#news + 2] = text(upTo), sessions[i]
      else
        upTo = math.min(upTo, top)
      end
      if upTo > tonumber(oldAcks[i] or 0) then
        acks[#acks + 1], acks[#acks + 2] = sessions[i], text(upTo)
      end
      local old = oldMarks[i] or base
      if upTo > tonumber(old:match('%d+')) then
        marks[#marks + 1], marks[#marks + 2] = sessions[i], text(upTo)
      end
    end
  end
  if synced > tonumber(oldMarks[count + 2] or 0) then
    marks[#marks + 1], marks[#marks + 2] = '#', text(synced)
  end
  if synced > tonumber(oldAcks[count + 1] or 0) then
    acks[#acks + 1], acks[#acks + 2] = '*', text(synced)
  end
  if changes > 0 then
    if changes > tonumber(redis.call('HGET', ack, '!') or 0) then
      acks[#acks + 1], acks[#acks + 2] = '!', text(changes)
    end
    if changes > tonumber(redis.call('HGET', device, '!') or 0) then
      marks[#marks + 1], marks[#marks + 2] = '!', text(changes)
    end
  end
  if #acks > 0 then
    redis.call('HSET', ack, unpack(acks))
  end
  if #marks > 0 then
    redis.call('HSET', device, unpack(marks))
  end
  if #news > 0 then
    redis.call('ZADD', recent, 'GT', unpack(news))
  end
end

local out, a = {}, 2
for k = 1, #KEYS, 3 do
  local sessions, times = {}, {}
  for i = 1, tonumber(ARGV[a + 2]) do
    sessions[i], times[i] = ARGV[a + 2 * i + 1], ARGV[a + 2 * i + 2]
  end
  local synced, changes = math.min(tonumber(ARGV[a]), time - 1), tonumber(ARGV[a + 1])
  note(KEYS[k], KEYS[k + 1], KEYS[k + 2], synced, changes, sessions, times)
  a = a + 3 + 2 * #times
  out[#out + 1] = time
end
return out
