-- Included: the state of a log, kept as one field S of the conversation's hash so that a send reads and writes it at once:
-- "<last seq> <last stamp ms> <last entry ms> <last entry that both see ms> <count of low> <count of high> <number>".
-- A stamp is the time of any change, entry or not; stamps rise strictly. The counts are those of messages that count as
-- unread for the other side, sent by the account that sorts first and by the other one.
local function parse(S)
  if not S then
    return {seq = 0, stamp = 0, entry = 0, shared = 0, low = 0, high = 0, number = 0}
  end
  local a, b, c, d, e, f, g = S:match('^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
  return {seq = tonumber(a), stamp = tonumber(b), entry = tonumber(c), shared = tonumber(d),
    low = tonumber(e), high = tonumber(f), number = tonumber(g)}
end
local function format(s)
  return string.format('%.0f %.0f %.0f %.0f %.0f %.0f %.0f', s.seq, s.stamp, s.entry, s.shared, s.low, s.high, s.number)
end
local function stampAfter(s, time)
  s.stamp = math.max(time, s.stamp + 1)
  return s.stamp
end
