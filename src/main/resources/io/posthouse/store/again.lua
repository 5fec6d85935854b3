-- What a sender who sends the same again is told (S2): {1, seq, time ms, number, time of the entry before, 's' stored | 'f' refused |
-- 'r' recalled, header, JSON}, or {2} if the idClient was used for another content.
local function again(key, number, known, hash)
  local seq, first, state, content = known:match('^(%d+):(%d+):(%a):(.*)$')
  if content ~= hash then
    return {2}
  end
  local before = redis.call('XREVRANGE', key, '(' .. first .. '-' .. seq, '-', 'COUNT', 1)[1]
  local previous = before and tonumber(before[1]:match('^%d+')) or 0
  local entry = state ~= 'r' and redis.call('XRANGE', key, first .. '-' .. seq, first .. '-' .. seq)[1]
  return {1, tonumber(seq), tonumber(first), tonumber(number), previous, entry and state or 'r',
    entry and entry[2][2] or '', entry and entry[2][4] or ''}
end
