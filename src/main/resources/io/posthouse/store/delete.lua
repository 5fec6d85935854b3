-- Deletes messages of a conversation for one account alone (A4). What is not there, or not to be seen by it (T3), is left out.
-- KEYS: 1 log, 2 meta, 3 gone of the account, 4 deleted of the account [, 5 team, 6 members, 7 former]
-- ARGV: 1 account, 2 how old an entry may be ms (0: any); then for each message: from, idClient
-- Returns the stamp ms of the change, or a refusal.
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
local viewer, refusal = viewerOf(5, ARGV[1])
if refusal then
  return refusal
end
local values = redis.call('HMGET', KEYS[2], 'S', 'ca:' .. ARGV[1], 'x')
local s = parse(values[1])
for i = 3, #ARGV, 2 do
  local known = redis.call('HGET', KEYS[2], 'i:' .. ARGV[i] .. '/' .. ARGV[i + 1])
  local seq, time, state = (known or ''):match('^(%d+):(%d+):(%a):')
  local sees = seq and state ~= 'r' and isIn(viewer and viewer.spans, tonumber(time))
  local entry = sees and redis.call('XRANGE', KEYS[1], time .. '-' .. seq, time .. '-' .. seq)[1]
  if entry then
    redis.call('ZADD', KEYS[4], time, seq)
    if ARGV[i] ~= ARGV[1] and tonumber(entry[2][2]:match('^m(%d+)')) >= 64 then
      redis.call('ZADD', KEYS[3], time, seq)
    end
  end
end
if viewer then
  -- What has expired of the account's own goes now: trimming a team's log does not go through its members.
  local trimmed = values[3] and values[3]:match('^%d+')
  if trimmed then
    redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', trimmed)
    redis.call('ZREMRANGEBYSCORE', KEYS[4], '-inf', trimmed)
  end
  -- What is there once no more is added goes when the last of it has expired.
  if ARGV[2] ~= '0' then
    redis.call('PEXPIRE', KEYS[4], ARGV[2])
  end
  local stamp = ownStamp(s, values[2])
  redis.call('HSET', KEYS[2], 'ca:' .. ARGV[1], text(stamp))
  return stamp
end
local stamp = stampAfter(s, now())
redis.call('HSET', KEYS[2], 'S', format(s), 'ca:' .. ARGV[1], text(stamp))
return stamp
