-- Reads a stretch of a log as it is, for history (A4). Of a team's log what the account may see (T3).
-- KEYS: 1 log, 2 meta, 3 deleted of the account [, 4 team, 5 members, 6 former]
-- ARGV: 1 account, 2 begin ms, 3 end ms or '+', 4 entries at most, 5 '1' newest first, 6 leave out this seq and all on its near side,
--   or 0, 7 how old an entry may be ms (0: any)
-- Returns {number, cleared up to ms, {id, header, JSON, ...}, {deleted seq, ...}, '1' if the range holds more}, or a refusal
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
local viewer, refusal = viewerOf(4, ARGV[1])
if refusal then
  return refusal
end
local values = redis.call('HMGET', KEYS[2], 'S', 'cl:' .. ARGV[1])
local s, cleared = parse(values[1]), tonumber(values[2] or 0)
local age, edge, newest = tonumber(ARGV[7]), tonumber(ARGV[6]), ARGV[5] == '1'
local low = math.max(tonumber(ARGV[2]), cleared + 1, age > 0 and now() - age + 1 or 0)
local high = ARGV[3] == '+' and s.entry or math.min(tonumber(ARGV[3]), s.entry)

-- The time of the last entry whose seq is below, or not above, the given one: times and seqs rise together.
local function timeBelow(seq)
  local from, to, time = 0, s.entry, 0
  while from <= to do
    local middle = math.floor((from + to) / 2)
    local entry = redis.call('XREVRANGE', KEYS[1], text(middle), '-', 'COUNT', 1)[1]
    if not entry then
      from = middle + 1
    else
      local at, number = entry[1]:match('^(%d+)-(%d+)$')
      if tonumber(number) < seq then
        time, from = tonumber(at), middle + 1
      else
        to = tonumber(at) - 1
      end
    end
  end
  return time
end
if edge > 0 and newest then
  high = math.min(high, timeBelow(edge))
elseif edge > 0 then
  low = math.max(low, timeBelow(edge + 1) + 1)
end

local out, deleted = {}, {}
if high < low then
  return {s.number, cleared, out, deleted, 0}
end
local count = tonumber(ARGV[4])
local found = entriesIn(KEYS[1], viewer and viewer.spans, low, high, count, newest)
for _, entry in ipairs(found) do
  local n = #out
  out[n + 1], out[n + 2], out[n + 3] = entry[1], entry[2][2], entry[2][4]
end
if #found > 0 then
  local one, other = found[1][1]:match('^%d+'), found[#found][1]:match('^%d+')
  local from, to = one, other
  if newest then
    from, to = other, one
  end
  deleted = redis.call('ZRANGEBYSCORE', KEYS[3], from, to)
end
return {s.number, cleared, out, deleted, #found == count and 1 or 0}
