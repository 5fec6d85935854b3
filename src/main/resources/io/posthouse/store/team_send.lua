-- Stores messages of teams (S1 to S4, T3, T4), many in one call. Says as much to Redis for a team of two as for one of 100,000.
-- KEYS for each message: log, meta, team, members, watchers, gone of the sender, acks, reads
-- ARGV[1]: keys for each message
-- ARGV for each message: 1 from, 2 idClient, 3 content hash, 4 flags (64: counts as unread), 5 head: what stands between the flags and
--   the counts, 6 JSON text, 7 roles that may send, a row a line (see grant.lua), 8 '1' if the server sends, 9 '1' if a duplicate has
--   to write, so that waiting for replicas waits, 10 '1' if it wants receipts
-- Returns for each message: {0, seq, time ms, number, time of the entry before, {watchers}}: stored
--   {1, seq, time ms, number, time of the entry before, 's' stored | 'r' recalled, header, JSON, {watchers}}: sent before (S2)
--   {2}: the idClient was used for another content; {3}: no such team; {4}: no member; {5}: muted
--:include clock.lua
--:include meta.lua
--:include again.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include ranges.lua
--:include acks.lua
local per, width = tonumber(ARGV[1]), 10
local time = now()
local logs, inOrder, out = {}, {}, {}

for u = 0, #KEYS / per - 1 do
  local k, a = u * per, 1 + u * width
  local log = logs[KEYS[k + 2]]
  if not log then
    log = {key = KEYS[k + 1], meta = KEYS[k + 2], team = KEYS[k + 3], members = KEYS[k + 4], watchers = KEYS[k + 5],
      acksKey = KEYS[k + 7], readsKey = KEYS[k + 8], fields = {'S', 'ak'}, ids = {}, sets = {}, gone = {}, modes = {}}
    logs[log.meta] = log
    inOrder[#inOrder + 1] = log
  end
  log.fields[#log.fields + 1] = 'i:' .. ARGV[a + 1] .. '/' .. ARGV[a + 2]
end
for _, log in ipairs(inOrder) do
  local values = redis.call('HMGET', log.meta, unpack(log.fields))
  log.state, log.acks = parse(values[1]), acksOf(values[2])
  for i = 3, #values do
    log.ids[log.fields[i]] = values[i]
  end
  local team = redis.call('HMGET', log.team, 'created', 'dismissed', 'count')
  log.isOpen, log.count = team[1] and not team[2], tonumber(team[3])
end

local function watchersOf(log)
  log.told = log.told or redis.call('SMEMBERS', log.watchers)
  return log.told
end

-- Whether every row says yes; the modes are read when a row first asks for them.
local function allows(log, rows, letter)
  for row in rows:gmatch('[^\n]+') do
    local mode = row:match('^%S+')
    if mode ~= '-' and log.modes[mode] == nil then
      log.modes[mode] = redis.call('HGET', log.team, mode)
    end
    if not may(row, letter, log.modes) then
      return false
    end
  end
  return true
end

-- Why the sender may not send now, or nil.
local function refusalOf(log, from, rows, isServer)
  if not log.isOpen then
    return {3}
  end
  local member = not isServer and memberOf(redis.call('HGET', log.members, from))
  if not isServer and not member then
    return {4}
  end
  if (member and member.muted) or not allows(log, rows, isServer and 's' or member.role) then
    return {5}
  end
  return nil
end

local function store(log, u, a, id)
  local s, flags = log.state, tonumber(ARGV[a + 4])
  if flags >= 64 then
    s.low = s.low + 1
  end
  local previous = append(log.key, s, time, 'm' .. flags .. ARGV[a + 5], ARGV[a + 6])
  if flags >= 64 then
    -- It counts for everybody, so the sender takes its own off again.
    local gone = log.gone[KEYS[u * per + 6]] or {}
    log.gone[KEYS[u * per + 6]] = gone
    gone[#gone + 1], gone[#gone + 2] = text(s.entry), s.seq
  end
  local known = s.seq .. ':' .. text(s.entry) .. ':s:' .. ARGV[a + 3]
  log.sets[id], log.ids[id], log.touched = known, known, true
  if ARGV[a + 10] == '1' then
    local isMember = ARGV[a + 8] ~= '1' or redis.call('HEXISTS', log.members, ARGV[a + 1]) == 1
    addAck(log.acks, s.seq, s.entry, isMember and log.count - 1 or log.count, ARGV[a + 1], ARGV[a + 2])
  end
  return {0, s.seq, s.entry, s.number, previous, watchersOf(log)}
end

for u = 0, #KEYS / per - 1 do
  local log, a = logs[KEYS[u * per + 2]], 1 + u * width
  local id = 'i:' .. ARGV[a + 1] .. '/' .. ARGV[a + 2]
  local known = log.ids[id]
  if known then
    local told = again(log.key, log.state.number, known, ARGV[a + 3])
    if told[1] == 1 then
      log.touched = log.touched or ARGV[a + 9] == '1'
      told[9] = watchersOf(log)
    end
    out[u + 1] = told
  else
    out[u + 1] = refusalOf(log, ARGV[a + 1], ARGV[a + 7], ARGV[a + 8] == '1') or store(log, u, a, id)
  end
end

for _, log in ipairs(inOrder) do
  if log.touched then
    log.sets.ak = writeAcks(log.acks, log.acksKey, log.readsKey)
    local pairsToSet = {'S', format(log.state)}
    for field, value in pairs(log.sets) do
      pairsToSet[#pairsToSet + 1] = field
      pairsToSet[#pairsToSet + 1] = value
    end
    redis.call('HSET', log.meta, unpack(pairsToSet))
  end
  for key, pairsToAdd in pairs(log.gone) do
    redis.call('ZADD', key, unpack(pairsToAdd))
  end
end
return out
