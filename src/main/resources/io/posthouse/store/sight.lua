-- Included after clock.lua, meta.lua and member.lua: what an account may see of a conversation (T3).
-- viewerOf takes where in KEYS the team, its members and its former members stand; a p2p conversation has none of them. It yields
-- nil for p2p, else {spans: what the account may see, told: what it is told without asking, which historyMode does not change, joined,
-- upTo: first and last time of its last stay}, or nil and a refusal: the name of a fault, with a detail or without.
local function viewerOf(first, account)
  if not KEYS[first] then
    return nil
  end
  local team = redis.call('HMGET', KEYS[first], 'created', 'historyMode', 'dismissed')
  if not team[1] then
    return nil, {'NOT_FOUND', 'team'}
  end
  local member = redis.call('HGET', KEYS[first + 1], account)
  local former = not member and redis.call('HGET', KEYS[first + 2], account)
  local told = spansOf(member, former, nil, team[3])
  if #told == 0 then
    return nil, {'NOT_A_MEMBER'}
  end
  return {spans = spansOf(member, former, team[2], team[3]), told = told, joined = told[#told][1], upTo = told[#told][2]}
end

-- The entries from low to high ms, both included, as many as wanted; of those outside of the spans none is read. No spans: all.
local function entriesIn(key, spans, low, high, count, newestFirst)
  if not spans then
    if newestFirst then
      return redis.call('XREVRANGE', key, text(high), text(low), 'COUNT', count)
    end
    return redis.call('XRANGE', key, text(low), text(high), 'COUNT', count)
  end
  local found = {}
  for i = 1, #spans do
    local span = spans[newestFirst and #spans + 1 - i or i]
    local from, to = math.max(low, span[1]), math.min(high, span[2])
    if from <= to and #found < count then
      for _, entry in ipairs(entriesIn(key, nil, from, to, count - #found, newestFirst)) do
        found[#found + 1] = entry
      end
    end
  end
  return found
end

local function isIn(spans, time)
  if not spans then
    return true
  end
  for _, span in ipairs(spans) do
    if span[1] <= time and time <= span[2] then
      return true
    end
  end
  return false
end

-- Whether a recall is the account's to hear of: it may have seen the message.
local function seesRecall(viewer, header)
  return not viewer or isIn(viewer.spans, tonumber(header:match('\n(%d+)\n%d+\n%d+$')))
end

-- Takes entries up to a time and yields them with the recalls that were made while the account was out of the team, of what was
-- said while it was in, after one time and up to the other. Such a recall comes within the window after a stay has ended, so that it is
-- among the first ones after it.
local LATE_MAX = 256
local function withLate(found, key, log, viewer, after, upTo)
  for i, span in ipairs(viewer and viewer.told or {}) do
    local from, to = math.max(span[2], after), viewer.told[i + 1] and viewer.told[i + 1][1] - 1 or FOREVER
    local seqs = redis.call('ZRANGEBYSCORE', key, '(' .. text(from), text(math.min(to, upTo)), 'WITHSCORES', 'LIMIT', 0, LATE_MAX)
    for s = 1, #seqs, 2 do
      local id = seqs[s + 1] .. '-' .. seqs[s]
      found[#found + 1] = redis.call('XRANGE', log, id, id)[1]
    end
  end
  table.sort(found, function(a, b)
    return tonumber(a[1]:match('^%d+')) < tonumber(b[1]:match('^%d+'))
  end)
  return found
end

-- The stamp of what an account did for itself in a team. It rises for that account alone: many members read in one millisecond,
-- and the log's own stamp must not run ahead of the clock for that. Changed is the stamp before, as read.
local function ownStamp(s, changed)
  return math.max(now(), s.shared + 1, tonumber(changed or 0) + 1)
end
