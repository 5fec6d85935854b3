-- Lists the sessions that one device may have to be told about (D3, D4, D7), by last change, newest first.
-- KEYS: 1 recent, 2 ack, 3 marks of the device, 4 account, 5 changes, 6 black, 7 mute, 8 teams
-- ARGV: 1 state is known up to ms (0: none), 2 account changes are known up to number (-1: what the device acknowledged, or else any), 3 sessions at most, 4 'first', 'down' or
--   'up', 5 sync time ms, 6 lowest change time ms, 7 goes on at this change time, 8 and this session, 9 margin ms for marks
--   that come late, 10 sessions of a new device, 11 roaming age of a new device ms, 12 changes at most, 13 state is wanted above ms,
--   14 when the account's teams were read ms: 0 for not yet
-- Returns {now, sync time, lowest change time, state is wanted above ms, {session, change time, ack ms, mark ms, '1' if the mark is a new
--   device's start, ...}, change time and session to go on at or two empty texts, whether anything changed after the sync time,
--   last change number, {number, change, ...}, oldest change kept, the card, black, mute,
--   number that changes are known up to, number that changes are acknowledged up to by any device};
--   first of all, if the account may be in teams, {time ms, {team, ms, ...}}: the list has to learn of their news before it is read
-- 'down' walks from the newest to the lowest; 'up' walks what changed while 'down' went on.
--:include clock.lua
--:include cardof.lua
local known, size, phase, margin = tonumber(ARGV[1]), tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[9])
local time = now()
if phase == 'first' and ARGV[14] == '0' then
  local teams = redis.call('HGETALL', KEYS[8])
  if #teams > 0 then
    return {time, teams}
  end
end
local syncTime, lowest, stateAbove = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[13])
local base = tonumber(redis.call('HGET', KEYS[3], '*') or 0)
local changesTold = tonumber(ARGV[2])
local changesAcked = tonumber(redis.call('HGET', KEYS[2], '!') or 0)
if changesTold < 0 then
  changesTold = tonumber(redis.call('HGET', KEYS[3], '!') or changesAcked)
end

-- The change time below which the latest sessions do not reach.
local function belowTop(count)
  local at = redis.call('ZREVRANGE', KEYS[1], count - 1, count - 1, 'WITHSCORES')[2]
  return at and tonumber(at) - 1 or 0
end

local function greet()
  local top = belowTop(tonumber(ARGV[10]))
  local acked = tonumber(redis.call('HGET', KEYS[2], '*') or 0)
  local start = 's' .. text(math.max(0, time - tonumber(ARGV[11])))
  for _, session in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[10]) - 1)) do
    redis.call('HSETNX', KEYS[3], session, start)
  end
  -- What is stored later in this millisecond is not before the device's time.
  base = time - 1
  redis.call('HSET', KEYS[3], '*', text(base), '#', text(math.max(0, math.min(top, acked - margin))))
  -- What other devices acknowledge from here on, this one does not have.
  redis.call('HSETNX', KEYS[3], '!', text(changesAcked))
end

if phase == 'first' then
  -- What was said in a team after it was read belongs to the next sync.
  local folded = tonumber(ARGV[14])
  time = folded > 0 and math.min(time, folded) or time
  if base == 0 then
    greet()
  end
  -- Something may still change in this millisecond.
  syncTime = time - 1
  stateAbove = known > 0 and math.max(0, known - margin) or belowTop(tonumber(ARGV[10]))
  local synced = tonumber(redis.call('HGET', KEYS[3], '#') or 0)
  lowest = math.min(stateAbove, math.max(0, synced - margin))
end

local sessions, nextTime, nextSession = {}, '', ''
local function add(list)
  local names = {}
  for i = 1, #list, 2 do
    names[#names + 1] = list[i]
  end
  if #names == 0 then
    return
  end
  local acks, marks = redis.call('HMGET', KEYS[2], unpack(names)), redis.call('HMGET', KEYS[3], unpack(names))
  local all = tonumber(redis.call('HGET', KEYS[2], '*') or 0)
  for i, name in ipairs(names) do
    local at, mark = tonumber(list[2 * i]), marks[i] or text(base)
    local starts = mark:sub(1, 1) == 's'
    local upTo = tonumber(starts and mark:sub(2) or mark)
    -- What no device has is offline for a new one too, however old the session.
    local isOffline = math.max(tonumber(acks[i] or 0), all - margin) < at
    if at > stateAbove or upTo < at or isOffline or phase == 'up' then
      local n = #sessions
      sessions[n + 1], sessions[n + 2], sessions[n + 3] = name, at, tonumber(acks[i] or 0)
      sessions[n + 4], sessions[n + 5] = upTo, starts and 1 or 0
    end
  end
end

local descending = phase ~= 'up'
local at, after = ARGV[7], ARGV[8]
local skipped = 0
repeat
  local list
  local room = size - #sessions / 5
  if descending then
    list = redis.call('ZREVRANGEBYSCORE', KEYS[1], at == '' and '+inf' or at, '(' .. text(lowest), 'WITHSCORES',
      'LIMIT', skipped, room)
  else
    list = redis.call('ZRANGEBYSCORE', KEYS[1], at == '' and '(' .. text(syncTime) or at, '+inf', 'WITHSCORES',
      'LIMIT', skipped, room)
  end
  skipped = skipped + #list / 2
  local fresh = {}
  for i = 1, #list, 2 do
    local tie = list[i + 1] == at
    local told = tie and ((descending and list[i] >= after) or (not descending and list[i] <= after))
    if not told then
      fresh[#fresh + 1], fresh[#fresh + 2] = list[i], list[i + 1]
    end
    nextSession, nextTime = list[i], list[i + 1]
  end
  add(fresh)
  local ended = #list / 2 < room
  if ended then
    nextTime, nextSession = '', ''
  end
until ended or #sessions / 5 >= size

local number, changes, oldest, black, mute = tonumber(redis.call('HGET', KEYS[4], 'changes') or 0), {}, 0, {}, {}
if phase == 'first' then
  local kept = redis.call('XRANGE', KEYS[5], '-', '+', 'COUNT', 1)[1]
  oldest = kept and tonumber(kept[1]:match('^%d+')) or number + 1
  for _, change in ipairs(redis.call('XRANGE', KEYS[5], text(changesTold + 1), '+', 'COUNT', ARGV[12])) do
    local n = #changes
    changes[n + 1], changes[n + 2] = tonumber(change[1]:match('^%d+')), change[2][2]
  end
  black, mute = redis.call('SMEMBERS', KEYS[6]), redis.call('SMEMBERS', KEYS[7])
end
local moved = #redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', '(' .. text(syncTime), 'LIMIT', 0, 1)
return {time, syncTime, lowest, stateAbove, sessions, nextTime, nextSession, moved, number, changes, oldest, cardOf(KEYS[4]), black, mute,
  changesTold, changesAcked}
