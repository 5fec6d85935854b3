-- Included after sight.lua: a conversation as one account sees it. sessionOf takes
--   keys {log, meta, gone of the account, deleted of the account [, gone for everybody]}, account, side ('low' or 'high': whose
--   messages count as unread for it, '' for none), peer ('' for none), oldest (entries up to this ms have expired), wantsLast,
--   viewer (see sight.lua; nil for p2p)
-- and yields the state {now, high seq, high time, changed at, number, unread, read, receipt, peer's receipt, cleared,
-- id and header and JSON of the last visible message or three empty texts, the account's own text or '', deleted by it up to}, and up to which
-- ms nothing is a roaming message for it. For who has left, high is where it left.

-- Whether the account may see an entry that lies in its spans.
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

local function lastOf(keys, account, cleared, oldest, spans)
  local upper = FOREVER
  for _ = 1, 8 do
    local entries = entriesIn(keys[1], spans, math.max(cleared, oldest) + 1, upper, 8, true)
    for _, entry in ipairs(entries) do
      local flags = entry[2][2]:match('^m(%d+)')
      if flags and math.floor(flags / 2) % 2 == 0 and visible(entry, account, cleared, keys[4]) then
        return entry
      end
    end
    if #entries < 8 then
      return nil
    end
    upper = tonumber(entries[8][1]:match('^%d+')) - 1
  end
  return nil
end

-- How many of a side's messages count up to a time, and the time of the entry that says so.
local function countAt(key, side, time, trimmed)
  local entry = redis.call('XREVRANGE', key, text(time), '-', 'COUNT', 1)[1]
  if entry then
    local low, high = entry[2][2]:match('\n(%d+)\n(%d+)$')
    return tonumber(side == 'low' and low or high), tonumber(entry[1]:match('^%d+'))
  elseif trimmed then
    local at, low, high = trimmed:match('^(%d+) (%d+) (%d+)$')
    return tonumber(side == 'low' and low or high), tonumber(at)
  end
  return 0, 0
end

-- How many seqs between two times are in one of two sets or in both; walks the smaller one if it has to.
local function eitherOf(one, other, from, to)
  local few, many = redis.call('ZCOUNT', one, from, to), redis.call('ZCOUNT', other, from, to)
  local both, offset, smaller, larger = 0, 0, one, other
  if many < few then
    smaller, larger = other, one
  end
  while offset < math.min(few, many) do
    local seqs = redis.call('ZRANGEBYSCORE', smaller, from, to, 'LIMIT', offset, 1000)
    for _, score in ipairs(redis.call('ZMSCORE', larger, unpack(seqs))) do
      both = both + (score and 1 or 0)
    end
    offset = offset + #seqs
  end
  return few + many - both
end

local function unreadOf(keys, s, side, read, trimmed, viewer)
  local upTo = viewer and viewer.upTo or FOREVER
  if side == '' or read >= math.min(s.entry, upTo) then
    return 0
  end
  local base, from = countAt(keys[1], side, read, trimmed)
  local unread = (upTo < s.entry and countAt(keys[1], side, upTo, trimmed) or s[side]) - base
  if unread > 0 and viewer then
    unread = unread - eitherOf(keys[3], keys[5], '(' .. text(from), text(upTo))
  elseif unread > 0 then
    unread = unread - redis.call('ZCOUNT', keys[3], '(' .. text(from), '+inf')
  end
  return math.max(unread, 0)
end

-- Seq and time of the last entry that the account may know of.
local function highOf(keys, s, viewer)
  if not viewer or viewer.upTo >= s.entry then
    return s.seq, s.entry
  end
  local entry = redis.call('XREVRANGE', keys[1], text(viewer.upTo), '-', 'COUNT', 1)[1]
  if not entry then
    return 0, viewer.upTo
  end
  local time, seq = entry[1]:match('^(%d+)-(%d+)$')
  return tonumber(seq), tonumber(time)
end

local function sessionOf(keys, account, side, peer, oldest, wantsLast, viewer)
  local v = redis.call('HMGET', keys[2], 'S', 'rd:' .. account, 'rc:' .. account, 'rc:' .. peer, 'cl:' .. account,
    'ca:' .. account, 'x', 'ex:' .. account, 'hd:' .. account, 'nr:' .. account)
  local s = parse(v[1])
  local read, cleared = tonumber(v[2] or 0), tonumber(v[5] or 0)
  local last = wantsLast and lastOf(keys, account, cleared, oldest, viewer and viewer.spans)
  local seq, time = highOf(keys, s, viewer)
  local changed = viewer and math.min(s.shared, viewer.upTo) or s.shared
  local from = math.max(read, cleared, oldest, viewer and viewer.joined or 0)
  return {now(), seq, time, math.max(changed, tonumber(v[6] or 0)), s.number, unreadOf(keys, s, side, from, v[7], viewer), read,
    tonumber(v[3] or 0), tonumber(v[4] or 0), cleared, last and last[1] or '', last and last[2][2] or '', last and last[2][4] or '',
    v[8] or '', tonumber(v[9] or 0)}, tonumber(v[10] or 0)
end
