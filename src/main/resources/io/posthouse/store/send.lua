-- Stores messages (S1 to S3, S5), many in one call, and marks the conversation as changed for both accounts. This is the path that
-- every message takes: numbers stay text where they only pass through, for making text of a number is what costs most here.
-- KEYS for each message: log, meta [, recent of the sender, recent of the receiver]
-- ARGV[1]: keys for each message, 2 (the caller marks afterwards: Redis Cluster) or 4
-- ARGV for each message: 1 from, 2 'i:' from '/' idClient, 3 'b:' to, or '' to oneself, 4 content hash, 5 flags (64: counts as unread),
--   6 head: what stands between the flags and the counts, 7 JSON text, 8 'low' or 'high': which of the two accounts sends, 9 a number
--   for the conversation if it has none, or 0, 10 member of recent
-- Returns for each message: {0, seq, time ms, number, time of the entry before, refused}: stored
--   {1, seq, time ms, number, time of the entry before, 's' stored | 'f' refused | 'r' recalled, header, JSON}: sent before (S2)
--   {2}: the idClient was used for another content; {3}: a number is needed
--:include clock.lua
--:include meta.lua
--:include again.lua
local call, KEYS, ARGV, per, width = redis.call, KEYS, ARGV, tonumber(ARGV[1]), 10
local time, count = now(), #KEYS / per
local logs, inOrder, logOf, out = {}, {}, {}, {}

for u = 1, count do
  local k, a = (u - 1) * per, (u - 1) * width + 1
  local log = logs[KEYS[k + 2]]
  if not log then
    log = {key = KEYS[k + 1], meta = KEYS[k + 2], member = ARGV[a + 10], asks = 1, asked = {'S'}, sets = {'S', ''}, ids = {}}
    logs[log.meta] = log
    inOrder[#inOrder + 1] = log
  end
  logOf[u] = log
  log.asked[log.asks + 1], log.asked[log.asks + 2] = ARGV[a + 2], ARGV[a + 3]
  log.asks = log.asks + 2
end
for _, log in ipairs(inOrder) do
  log.values = call('HMGET', log.meta, unpack(log.asked))
  log.seq, log.stamp, log.entry, log.shared, log.low, log.high, log.number = fieldsOf(log.values[1])
  log.seq, log.stamp, log.last, log.at = tonumber(log.seq), tonumber(log.stamp), tonumber(log.entry), 2
end

-- A log has the recents of its two accounts, or of one.
local function mark(log, recent, at)
  if not log.one or log.one == recent then
    log.one, log.oneAt = recent, at
  else
    log.two, log.twoAt = recent, at
  end
end

local function store(log, k, a, refused)
  if log.number == '0' then
    log.number = ARGV[a + 9]
    if log.number == '0' then
      return {3}
    end
  end
  local flags, side, previous = ARGV[a + 5], ARGV[a + 8], log.last
  log.seq, log.stamp = log.seq + 1, stampAfter(log, time)
  log.last = log.stamp
  local seq, at = text(log.seq), text(log.stamp)
  log.entry = at
  if refused then
    local kept = tonumber(flags)
    flags = text((kept >= 64 and kept - 64 or kept) + 1)
    log.sets[#log.sets + 1], log.sets[#log.sets + 2] = 'ca:' .. ARGV[a + 1], at
  else
    log.shared = at
    if tonumber(flags) >= 64 then
      log[side] = text(log[side] + 1)
    end
  end
  call('XADD', log.key, at .. '-' .. seq, 'h', 'm' .. flags .. ARGV[a + 6] .. '\n' .. log.low .. '\n' .. log.high,
    'j', ARGV[a + 7])
  local id, known = ARGV[a + 2], seq .. ':' .. at .. (refused and ':f:' or ':s:') .. ARGV[a + 4]
  log.sets[#log.sets + 1], log.sets[#log.sets + 2] = id, known
  log.ids[id], log.touched = known, true
  if per == 4 then
    mark(log, KEYS[k + 3], at)
    if not refused then
      mark(log, KEYS[k + 4], at)
    end
  end
  return {0, log.seq, log.stamp, tonumber(log.number), previous, refused and 1 or 0}
end

for u = 1, count do
  local k, a, log = (u - 1) * per, (u - 1) * width + 1, logOf[u]
  local known = log.ids[ARGV[a + 2]] or log.values[log.at]
  local blocked = log.values[log.at + 1]
  log.at = log.at + 2
  if known then
    -- A duplicate writes too, so that waiting for replicas waits.
    out[u] = again(log.key, log.number, known, ARGV[a + 4])
    log.touched = log.touched or out[u][1] == 1
  else
    out[u] = store(log, k, a, blocked)
  end
end

for _, log in ipairs(inOrder) do
  if log.touched then
    log.sets[2] = joined(text(log.seq), text(log.stamp), log.entry, log.shared, log.low, log.high, log.number)
    call('HSET', log.meta, unpack(log.sets))
  end
  if log.one then
    call('ZADD', log.one, 'GT', log.oneAt, log.member)
  end
  if log.two then
    call('ZADD', log.two, 'GT', log.twoAt, log.member)
  end
end
return out
