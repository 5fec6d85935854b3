-- Notes for accounts that they may be in a team, before they are brought in; many in one call.
-- KEYS for each account: account, teams
-- ARGV[1]: keys for each account, 2; ARGV for each account: team, teams at most (0: any number), '1' to note it, '0' to look only
-- Returns for each account: 0 there is none, 1 it can be in the team, 2 it is in too many.
--:include clock.lua
local out, time = {}, text(now())
for i = 1, #KEYS / 2 do
  local account, teams, a = KEYS[2 * i - 1], KEYS[2 * i], 3 * i - 1
  local max = tonumber(ARGV[a + 1])
  if redis.call('HEXISTS', account, 'createTime') == 0 then
    out[i] = 0
  elseif max > 0 and redis.call('HEXISTS', teams, ARGV[a]) == 0 and redis.call('HLEN', teams) >= max then
    out[i] = 2
  else
    out[i] = 1
    if ARGV[a + 2] == '1' then
      redis.call('HSET', teams, ARGV[a], time)
      redis.call('HSET', account, 'joining', time)
    end
  end
end
return out
