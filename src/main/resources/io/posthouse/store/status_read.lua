-- Reads what holds of an account, for somebody who subscribed to it.
-- KEYS: 1 statuses, 2 online, 3 blocked accounts
-- ARGV: 1 who subscribed, then types
-- Returns {time ms, {connection, value, ...} if type 1 is wanted, {type, "<id> <what else>", ...}}, all empty for who is blocked.
--:include clock.lua
local time, online, out = now(), {}, {}
if redis.call('SISMEMBER', KEYS[3], ARGV[1]) == 0 then
  for i = 2, #ARGV do
    local kept = redis.call('HGET', KEYS[1], ARGV[i])
    local till, rest = (kept or ''):match('^(%d+) (.*)$')
    if till and tonumber(till) > time then
      out[#out + 1], out[#out + 2] = ARGV[i], rest
    end
    if ARGV[i] == '1' then
      online = redis.call('HGETALL', KEYS[2])
    end
  end
end
return {time, online, out}
