-- Reads what one device has to be told of a conversation (D3 to D6, D8), oldest first.
-- KEYS: 1 log, 2 meta, 3 gone of the account, 4 deleted of the account [, 5 gone for everybody, 6 team, 7 members, 8 former, 9 late]
-- ARGV: 1 account, 2 side whose messages count ('low', 'high' or ''), 3 peer, 4 how old an entry may be ms (0: any), 5 device,
--   6 acknowledged by any device up to ms, 7 by this one up to ms, 8 offline entries up to this ms are cut, 9 roaming entries up to
--   this ms are cut, 10 offline messages at most, 11 roaming messages at most, 12 go on after ms (0: from the start), 13 entries at most
-- Returns {state (see session.lua), entries {class o | r | c, id, header, JSON, ...}, cut before seq or 0, go on after ms or 0},
--   or a refusal
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
--:include session.lua
local viewer, refusal = viewerOf(6, ARGV[1])
if refusal then
  return refusal
end
local spans = viewer and viewer.told
local account, device = ARGV[1], ARGV[5]
local acked, marked = tonumber(ARGV[6]), tonumber(ARGV[7])
local age = tonumber(ARGV[4])
local oldest = age > 0 and now() - age or 0
local state, notRoaming = sessionOf(KEYS, account, ARGV[2], ARGV[3], oldest, true, viewer)
local floorOf = {o = math.max(tonumber(ARGV[8]), oldest), r = math.max(tonumber(ARGV[9]), oldest)}
floorOf.c = floorOf.r
local maxOf = {o = tonumber(ARGV[10]), r = tonumber(ARGV[11])}
local lowest = math.max(math.min(acked, marked), spans and spans[1][1] - 1 or 0)

local function has(flags, bit)
  return math.floor(flags / bit) % 2 == 1
end

-- 'o' offline, 'r' roaming, 'c' recall, or nil
local function classOf(entry)
  local kind, flags, from, of = entry[2][2]:match('^(%a)(%d+)\n[^\n]*\n([^\n]*)\n([^\n]*)')
  local time = tonumber(entry[1]:match('^%d+'))
  local own = from == account
  if kind == 'r' then
    return time > marked and not (own and of == device) and seesRecall(viewer, entry[2][2]) and 'c' or nil
  end
  if kind == 's' then
    return not own and time > acked and 'o' or nil
  end
  local class = nil
  if own then
    if time > math.max(marked, notRoaming) and of ~= device and not has(flags, 4) and not has(flags, 16) then
      class = 'r'
    end
  elseif time > acked then
    class = not has(flags, 8) and 'o' or nil
  elseif time > math.max(marked, notRoaming) then
    class = not has(flags, 4) and 'r' or nil
  end
  return class and visible(entry, account, state[10], KEYS[4]) and class or nil
end

local cutBefore = 0
local function cutAt(class, time, seq)
  floorOf[class] = math.max(floorOf[class], time)
  cutBefore = math.max(cutBefore, seq + 1)
end

-- What is too old: the newest such entry that would have been told, within a bounded look backwards from the floor.
local function cutByAge(floor)
  if floor <= lowest then
    return
  end
  local upper = floor
  for _ = 1, 10 do
    local found = entriesIn(KEYS[1], spans, lowest + 1, upper, 100, true)
    for _, entry in ipairs(found) do
      local class = classOf(entry)
      if class and class ~= 'c' and tonumber(entry[1]:match('^%d+')) <= floorOf[class] then
        cutBefore = math.max(cutBefore, tonumber(entry[1]:match('%d+$')) + 1)
        return
      end
    end
    if #found < 100 then
      return
    end
    upper = tonumber(found[100][1]:match('^%d+')) - 1
  end
end

-- What is too much: counts back from the newest, only if there may be too much.
local function cutByCount(first)
  if state[2] - first < math.min(maxOf.o, maxOf.r) then
    return
  end
  local counts, upper = {o = 0, r = 0}, FOREVER
  local start = math.max(lowest, math.min(floorOf.o, floorOf.r)) + 1
  while counts.o <= maxOf.o or counts.r <= maxOf.r do
    local found = entriesIn(KEYS[1], spans, start, upper, 200, true)
    for _, entry in ipairs(found) do
      local class = classOf(entry)
      if counts[class] then
        counts[class] = counts[class] + 1
        if counts[class] == maxOf[class] + 1 then
          local time, seq = entry[1]:match('^(%d+)-(%d+)$')
          cutAt(class, tonumber(time), tonumber(seq))
        end
      end
    end
    if #found < 200 then
      return
    end
    upper = tonumber(found[200][1]:match('^%d+')) - 1
  end
end

local first = entriesIn(KEYS[1], spans, lowest + 1, FOREVER, 1, false)[1]
local entries, goOn = {}, 0
if first then
  cutByAge(math.max(floorOf.o, floorOf.r))
  cutByCount(tonumber(first[1]:match('%d+$')))
end
if first or viewer then
  local after = math.max(lowest, tonumber(ARGV[12]), math.min(floorOf.o, floorOf.r))
  local limit = tonumber(ARGV[13])
  local found = entriesIn(KEYS[1], spans, after + 1, FOREVER, limit, false)
  local last = #found == limit and tonumber(found[limit][1]:match('^%d+')) or nil
  if last and last >= state[3] then
    last = nil -- The page is full, and nothing follows but recalls that came after a stay.
  end
  for _, entry in ipairs(viewer and withLate(found, KEYS[9], KEYS[1], viewer, after, last or FOREVER) or found) do
    local class = classOf(entry)
    if class and tonumber(entry[1]:match('^%d+')) > floorOf[class] then
      local n = #entries
      entries[n + 1], entries[n + 2], entries[n + 3], entries[n + 4] = class, entry[1], entry[2][2], entry[2][4]
    end
  end
  goOn = last or 0
end
return {state, entries, cutBefore, goOn}
