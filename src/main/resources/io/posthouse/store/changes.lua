-- Reads an account's changes past a number.
-- KEYS: 1 account, 2 changes
-- ARGV: 1 after this number, 2 changes at most
-- Returns {last number, {number, change, ...}, oldest number kept, the card}.
--:include cardof.lua
local number, changes = tonumber(redis.call('HGET', KEYS[1], 'changes') or 0), {}
local kept = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
for _, change in ipairs(redis.call('XRANGE', KEYS[2], string.format('%.0f', ARGV[1] + 1), '+', 'COUNT', ARGV[2])) do
  local n = #changes
  changes[n + 1], changes[n + 2] = tonumber(change[1]:match('^%d+')), change[2][2]
end
return {number, changes, kept and tonumber(kept[1]:match('^%d+')) or number + 1, cardOf(KEYS[1])}
