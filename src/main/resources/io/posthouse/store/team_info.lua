-- Reads teams, each with one account's entry in it, many in one call.
-- KEYS for each team: team, members
-- ARGV[1]: keys for each team, 2; ARGV for each team: account or ''
-- Returns for each team: {{field, value, ...}, the account's value in members or nil}
local out = {}
for i = 1, #KEYS / 2 do
  out[i] = {redis.call('HGETALL', KEYS[2 * i - 1]), redis.call('HGET', KEYS[2 * i], ARGV[i + 1])}
end
return out
