-- Tells which teams an account is in, of those that are not dismissed.
-- KEYS for each team: team, members
-- ARGV: 1 account
-- Returns for each team 1 or 0.
local out = {}
for k = 1, #KEYS, 2 do
  local member = redis.call('HEXISTS', KEYS[k + 1], ARGV[1]) == 1
  out[#out + 1] = member and redis.call('HEXISTS', KEYS[k], 'dismissed') == 0 and 1 or 0
end
return out
