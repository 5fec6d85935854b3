-- Takes the oldest entries of a log away that are older than that, some at most, with their place in the idempotency map.
-- Returns the entries, the time of the last and the counts up to it as the meta data keep them; nothing if none is so old.
local function takeExpired(key, meta, age, max)
  local oldest = now() - tonumber(age)
  local entries = oldest > 0 and redis.call('XRANGE', key, '-', text(oldest), 'COUNT', max) or {}
  if #entries == 0 then
    return nil
  end
  local fields = {}
  for i, entry in ipairs(entries) do
    local from, id = entry[2][2]:match('^%a%d+\n[^\n]*\n([^\n]*)\n[^\n]*\n([^\n]*)')
    fields[i] = 'i:' .. from .. '/' .. id
  end
  local last = entries[#entries]
  local low, high = last[2][2]:match('\n(%d+)\n(%d+)$')
  local time = last[1]:match('^%d+')
  redis.call('XTRIM', key, 'MINID', text(tonumber(time) + 1))
  redis.call('HDEL', meta, unpack(fields))
  return entries, time, time .. ' ' .. low .. ' ' .. high
end
