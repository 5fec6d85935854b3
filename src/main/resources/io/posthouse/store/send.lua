-- Stores messages (S1 to S3, S5), many in one call, and marks the conversation as changed for both accounts.
-- KEYS for each message: log, meta [, recent of the sender, recent of the receiver]
-- ARGV[1]: keys for each message, 2 (the caller marks afterwards: Redis Cluster) or 4
-- ARGV for each message: 1 from, 2 idClient, 3 to, 4 content hash, 5 flags (64: counts as unread), 6 head: what stands between
--   the flags and the counts, 7 JSON text, 8 'low' or 'high': which of the two accounts sends, 9 a number for the conversation if
--   it has none, or 0, 10 member of recent, 11 '1' if a duplicate has to write, so that waiting for replicas waits
-- Returns for each message: {0, seq, time ms, number, time of the entry before, refused}: stored
--   {1, seq, time ms, number, time of the entry before, 's' stored | 'f' refused | 'r' recalled, header, JSON}: sent before (S2)
--   {2}: the idClient was used for another content; {3}: a number is needed
--:include clock.lua
--:include meta.lua
local per, width = tonumber(ARGV[1]), 11
local time = now()
local logs, inOrder, recents, out = {}, {}, {}, {}

for u = 0, #KEYS / per - 1 do
  local key, a = KEYS[u * per + 2], 1 + u * width
  local log = logs[key]
  if not log then
    log = {key = KEYS[u * per + 1], meta = key, fields = {'S'}, at = {}, ids = {}, sets = {}}
    logs[key] = log
    inOrder[#inOrder + 1] = log
  end
  local n = #log.fields
  log.at[u] = n + 1
  log.fields[n + 1] = 'i:' .. ARGV[a + 1] .. '/' .. ARGV[a + 2]
  log.fields[n + 2] = 'b:' .. ARGV[a + 3]
end
for _, log in ipairs(inOrder) do
  log.values = redis.call('HMGET', log.meta, unpack(log.fields))
  log.state = parse(log.values[1])
end

local function mark(key, score, member)
  local marks = recents[key]
  if not marks then
    marks = {}
    recents[key] = marks
  end
  marks[member] = score
end

local function again(log, known, hash, touch)
  local seq, first, state, content = known:match('^(%d+):(%d+):(%a):(.*)$')
  if content ~= hash then
    return {2}
  end
  if touch == '1' then
    log.touched = true
  end
  local before = redis.call('XREVRANGE', log.key, '(' .. first .. '-' .. seq, '-', 'COUNT', 1)[1]
  local previous = before and tonumber(before[1]:match('^%d+')) or 0
  local entry = state ~= 'r' and redis.call('XRANGE', log.key, first .. '-' .. seq, first .. '-' .. seq)[1]
  return {1, tonumber(seq), tonumber(first), log.state.number, previous, entry and state or 'r',
    entry and entry[2][2] or '', entry and entry[2][4] or ''}
end

local function store(log, u, a, id, refused)
  local s, flags, from = log.state, tonumber(ARGV[a + 5]), ARGV[a + 1]
  if s.number == 0 then
    s.number = tonumber(ARGV[a + 9])
    if s.number == 0 then
      return {3}
    end
  end
  local previous = s.entry
  s.seq, s.entry = s.seq + 1, stampAfter(s, time)
  if refused then
    flags = (flags >= 64 and flags - 64 or flags) + 1
    log.sets['ca:' .. from] = text(s.entry)
  else
    s.shared = s.entry
  end
  if flags >= 64 then
    s[ARGV[a + 8]] = s[ARGV[a + 8]] + 1
  end
  local at = text(s.entry)
  redis.call('XADD', log.key, at .. '-' .. s.seq,
    'h', 'm' .. flags .. ARGV[a + 6] .. '\n' .. text(s.low) .. '\n' .. text(s.high), 'j', ARGV[a + 7])
  local known = s.seq .. ':' .. at .. ':' .. (refused and 'f' or 's') .. ':' .. ARGV[a + 4]
  log.sets[id], log.ids[id], log.touched = known, known, true
  if per == 4 then
    mark(KEYS[u * per + 3], at, ARGV[a + 10])
    if not refused then
      mark(KEYS[u * per + 4], at, ARGV[a + 10])
    end
  end
  return {0, s.seq, s.entry, s.number, previous, refused and 1 or 0}
end

for u = 0, #KEYS / per - 1 do
  local log, a = logs[KEYS[u * per + 2]], 1 + u * width
  local id = log.fields[log.at[u]]
  local known = log.ids[id] or log.values[log.at[u]]
  if known then
    out[u + 1] = again(log, known, ARGV[a + 4], ARGV[a + 11])
  else
    out[u + 1] = store(log, u, a, id, log.values[log.at[u] + 1] and ARGV[a + 1] ~= ARGV[a + 3])
  end
end

for _, log in ipairs(inOrder) do
  if log.touched then
    local pairsToSet = {'S', format(log.state)}
    for field, value in pairs(log.sets) do
      pairsToSet[#pairsToSet + 1] = field
      pairsToSet[#pairsToSet + 1] = value
    end
    redis.call('HSET', log.meta, unpack(pairsToSet))
  end
end
for key, marks in pairs(recents) do
  local pairsToAdd = {}
  for member, score in pairs(marks) do
    pairsToAdd[#pairsToAdd + 1] = score
    pairsToAdd[#pairsToAdd + 1] = member
  end
  redis.call('ZADD', key, 'GT', unpack(pairsToAdd))
end
return out
