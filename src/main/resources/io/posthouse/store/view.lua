-- Reads a conversation's state, and entries past a time, as one account may see it.
-- KEYS: 1 log, 2 meta, 3 gone of the account, 4 deleted of the account
-- ARGV: 1 account, 2 side whose messages count ('low', 'high' or ''), 3 peer, 4 how old an entry may be ms (0: any), 5 '1' if the last
--   message is wanted, 6 after ms (exclusive), 7 entries at most to look at (0: none)
-- Returns {state (see session.lua), entries {id, header, JSON, ...}, time up to which was looked or 0 for the end}
--:include clock.lua
--:include meta.lua
--:include session.lua
local age = tonumber(ARGV[4])
local oldest = age > 0 and now() - age or 0
local s, state = sessionOf(KEYS, ARGV[1], ARGV[2], ARGV[3], oldest, ARGV[5] == '1')
local limit, entries, upTo = tonumber(ARGV[7]), {}, 0
if limit > 0 then
  local after = math.max(tonumber(ARGV[6]), oldest)
  local found = redis.call('XRANGE', KEYS[1], text(after + 1), '+', 'COUNT', limit)
  for _, entry in ipairs(found) do
    if entry[2][2]:sub(1, 1) == 'r' or visible(entry, ARGV[1], state[10], KEYS[4]) then
      local n = #entries
      entries[n + 1], entries[n + 2], entries[n + 3] = entry[1], entry[2][2], entry[2][4]
    end
  end
  if #found == limit then
    local at = tonumber(found[limit][1]:match('^%d+'))
    upTo = at < s.entry and at or 0
  end
end
return {state, entries, upTo}
