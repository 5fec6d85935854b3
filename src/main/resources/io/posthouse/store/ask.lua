-- Notes for an account that it waits to be let into a team, or is invited: so that this goes with the account.
-- KEYS: asked
-- ARGV: 1 team, 2 how long it may wait ms, 3 teams at most; the oldest go first
-- Returns nothing of use.
--:include clock.lua
local time = now()
redis.call('ZADD', KEYS[1], text(time), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(time - tonumber(ARGV[2])))
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -tonumber(ARGV[3]) - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
