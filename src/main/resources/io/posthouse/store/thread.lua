-- Reads a stretch of a thread: the messages that name another as their root, as the history shows them to one account (A4, T3).
-- KEYS: 1 log, 2 meta, 3 deleted of the account, 4 thread (sorted set by time: seqs) [, 5 team, 6 members, 7 former]
-- ARGV: 1 account, 2 how old an entry may be ms (0: any), 3 id of the root, 4 begin ms, 5 end ms or '+inf', 6 seqs at most to look at, 7 '1'
--   newest first, 8 leave out this seq and all on its near side, or 0, 9 '1' if it is to be counted, 10 seqs at most to count one by one
-- Returns {number, {id, header, JSON of the root}, {id, header, JSON, ...}, time of the last one looked at or 0 for the end, how many there are, time
--   of the newest}, or a refusal. Beyond what is counted one by one, what is not to be seen is counted too.
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
--:include archive.lua
local viewer, refusal = viewerOf(5, ARGV[1])
if refusal then
  return refusal
end
local archive = archiveOf(viewer, ARGV[1], tonumber(ARGV[2]))
local root = shown(archive, ARGV[3])
if not root then
  return {'NOT_FOUND'}
end

-- What is there no more leaves the thread when somebody comes by.
local function reply(seq, time)
  local entry, exists = shown(archive, text(time) .. '-' .. seq)
  if not exists then
    redis.call('ZREM', KEYS[4], seq)
  end
  return entry
end

local total, newest = 0, 0
if ARGV[9] == '1' then
  local all, most = redis.call('ZCARD', KEYS[4]), tonumber(ARGV[10])
  local list = redis.call('ZREVRANGE', KEYS[4], 0, most - 1, 'WITHSCORES')
  for i = 1, #list, 2 do
    if reply(list[i], tonumber(list[i + 1])) then
      total, newest = total + 1, math.max(newest, tonumber(list[i + 1]))
    end
  end
  total = total + math.max(0, all - most)
end

local edge, descending = tonumber(ARGV[8]), ARGV[7] == '1'
local low, high = ARGV[4], ARGV[5]
local edgeTime = edge > 0 and redis.call('ZSCORE', KEYS[4], text(edge))
if edgeTime and descending then
  high = text(math.min(high == '+inf' and FOREVER or tonumber(high), tonumber(edgeTime) - 1))
elseif edgeTime then
  low = text(math.max(tonumber(low), tonumber(edgeTime) + 1))
end
local list
if descending then
  list = redis.call('ZREVRANGEBYSCORE', KEYS[4], high, low, 'WITHSCORES', 'LIMIT', 0, ARGV[6])
else
  list = redis.call('ZRANGEBYSCORE', KEYS[4], low, high, 'WITHSCORES', 'LIMIT', 0, ARGV[6])
end
local out = {}
for i = 1, #list, 2 do
  local seq = tonumber(list[i])
  local isNear = edge > 0 and ((descending and seq >= edge) or (not descending and seq <= edge))
  local entry = not isNear and reply(list[i], tonumber(list[i + 1]))
  if entry then
    local n = #out
    out[n + 1], out[n + 2], out[n + 3] = entry[1], entry[2][2], entry[2][4]
  end
end
local goOn = #list == 2 * tonumber(ARGV[6]) and tonumber(list[#list]) or 0
return {archive.number, {root[1], root[2][2], root[2][4]}, out, goOn, total, newest}
