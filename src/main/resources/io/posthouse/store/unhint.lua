-- Drops hints of teams that an account is not in, unless they were written anew meanwhile or less than a minute ago: then somebody may be
-- bringing it in at this moment.
-- KEYS: 1 teams
-- ARGV: team, ms that the hint held, for each
-- Returns how many went.
--:include clock.lua
local time, gone = now(), 0
for i = 1, #ARGV, 2 do
  if redis.call('HGET', KEYS[1], ARGV[i]) == ARGV[i + 1] and tonumber(ARGV[i + 1]) + 60000 <= time then
    gone = gone + redis.call('HDEL', KEYS[1], ARGV[i])
  end
end
return gone
