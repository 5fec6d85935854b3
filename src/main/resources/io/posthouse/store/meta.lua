-- Included: the state of a log, kept as one field S of the conversation's hash so that a send reads and writes it at once:
-- "<last seq> <last stamp ms> <last entry ms> <last entry that both see ms> <count of low> <count of high> <number>".
-- A stamp is the time of any change, entry or not; stamps rise strictly. The counts are those of messages that count as
-- unread for the other side, sent by the account that sorts first and by the other one.
local function fieldsOf(S)
  return (S or '0 0 0 0 0 0 0'):match('^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
end
local function joined(seq, stamp, entry, shared, low, high, number)
  return seq .. ' ' .. stamp .. ' ' .. entry .. ' ' .. shared .. ' ' .. low .. ' ' .. high .. ' ' .. number
end
local function parse(S)
  local seq, stamp, entry, shared, low, high, number = fieldsOf(S)
  return {seq = tonumber(seq), stamp = tonumber(stamp), entry = tonumber(entry), shared = tonumber(shared),
    low = tonumber(low), high = tonumber(high), number = tonumber(number)}
end
local function format(s)
  return string.format('%.0f %.0f %.0f %.0f %.0f %.0f %.0f', s.seq, s.stamp, s.entry, s.shared, s.low, s.high, s.number)
end
local function stampAfter(s, time)
  s.stamp = math.max(time, s.stamp + 1)
  return s.stamp
end
