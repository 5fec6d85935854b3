-- Included: a conversation as one account sees it. sessionOf takes
--   keys {log, meta, gone of the account, deleted of the account}, account, side ('low' or 'high': whose messages count as
--   unread for it, '' for none), peer ('' for none), oldest (entries up to this ms have expired), wantsLast
-- and yields the state and {now, high seq, high time, changed at, number, unread, read, receipt, peer's receipt, cleared,
-- id and header and JSON of the last visible message or three empty texts}.
local function visible(entry, account, cleared, deleted)
  local h = entry[2][2]
  local flags, kind, from = h:match('^m(%d+)\n([^\n]*)\n([^\n]*)')
  if not flags then
    return false
  end
  local time, seq = entry[1]:match('^(%d+)-(%d+)$')
  if tonumber(time) <= cleared or (flags % 2 == 1 and from ~= account) then
    return false
  end
  return not redis.call('ZSCORE', deleted, seq)
end

local function lastOf(keys, account, cleared, oldest)
  local upper = '+'
  for _ = 1, 8 do
    local entries = redis.call('XREVRANGE', keys[1], upper, '(' .. text(math.max(cleared, oldest)) .. '-18446744073709551615', 'COUNT', 8)
    for _, entry in ipairs(entries) do
      local flags = entry[2][2]:match('^m(%d+)')
      if flags and math.floor(flags / 2) % 2 == 0 and visible(entry, account, cleared, keys[4]) then
        return entry
      end
    end
    if #entries < 8 then
      return nil
    end
    upper = '(' .. entries[8][1]
  end
  return nil
end

local function unreadOf(keys, s, side, read, trimmed)
  if side == '' or read >= s.entry then
    return 0
  end
  local base, from = 0, 0
  local entry = redis.call('XREVRANGE', keys[1], text(read), '-', 'COUNT', 1)[1]
  if entry then
    local low, high = entry[2][2]:match('\n(%d+)\n(%d+)$')
    base = tonumber(side == 'low' and low or high)
    from = tonumber(entry[1]:match('^%d+'))
  elseif trimmed then
    local time, low, high = trimmed:match('^(%d+) (%d+) (%d+)$')
    base, from = tonumber(side == 'low' and low or high), tonumber(time)
  end
  local unread = s[side] - base
  if unread > 0 then
    unread = unread - redis.call('ZCOUNT', keys[3], '(' .. text(from), '+inf')
  end
  return math.max(unread, 0)
end

local function sessionOf(keys, account, side, peer, oldest, wantsLast)
  local v = redis.call('HMGET', keys[2], 'S', 'rd:' .. account, 'rc:' .. account, 'rc:' .. peer, 'cl:' .. account,
    'ca:' .. account, 'x')
  local s = parse(v[1])
  local read, cleared = tonumber(v[2] or 0), tonumber(v[5] or 0)
  local last = wantsLast and lastOf(keys, account, cleared, oldest)
  local state = {now(), s.seq, s.entry, math.max(s.shared, tonumber(v[6] or 0)), s.number,
    unreadOf(keys, s, side, math.max(read, cleared, oldest), v[7]), read, tonumber(v[3] or 0), tonumber(v[4] or 0), cleared,
    last and last[1] or '', last and last[2][2] or '', last and last[2][4] or ''}
  return s, state
end
