-- Reads a conversation's state, and entries past a time, as one account may see it. Of a team's entries those that were said while
-- the account was in it.
-- KEYS: 1 log, 2 meta, 3 gone of the account, 4 deleted of the account [, 5 gone for everybody, 6 team, 7 members, 8 former, 9 late]
-- ARGV: 1 account, 2 side whose messages count ('low', 'high' or ''), 3 peer, 4 how old an entry may be ms (0: any), 5 '1' if the last
--   message is wanted, 6 after ms (exclusive), 7 entries at most to look at (0: none)
-- Returns {state (see session.lua), entries {id, header, JSON, ...}, time up to which was looked or 0 for the end}, or a refusal
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
--:include session.lua
local viewer, refusal = viewerOf(6, ARGV[1])
if refusal then
  return refusal
end
local age = tonumber(ARGV[4])
local oldest = age > 0 and now() - age or 0
local state = sessionOf(KEYS, ARGV[1], ARGV[2], ARGV[3], oldest, ARGV[5] == '1', viewer)
local limit, entries, upTo = tonumber(ARGV[7]), {}, 0
if limit > 0 then
  local after = math.max(tonumber(ARGV[6]), oldest)
  local found = entriesIn(KEYS[1], viewer and viewer.told, after + 1, FOREVER, limit, false)
  local last = #found == limit and tonumber(found[limit][1]:match('^%d+'))
  for _, entry in ipairs(viewer and withLate(found, KEYS[9], KEYS[1], viewer, after, last or FOREVER) or found) do
    local kind = entry[2][2]:sub(1, 1)
    if kind == 's' or kind == 'r' and seesRecall(viewer, entry[2][2])
        or kind == 'm' and visible(entry, ARGV[1], state[10], KEYS[4]) then
      local n = #entries
      entries[n + 1], entries[n + 2], entries[n + 3] = entry[1], entry[2][2], entry[2][4]
    end
  end
  if last then
    upTo = last < state[3] and last or 0
  end
end
return {state, entries, upTo}
