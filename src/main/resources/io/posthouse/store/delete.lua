-- Deletes messages of a conversation for one account alone (A4). What is not there is left out.
-- KEYS: 1 log, 2 meta, 3 gone of the account, 4 deleted of the account
-- ARGV: 1 account; then for each message: from, idClient
-- Returns the stamp ms of the change.
--:include clock.lua
--:include meta.lua
local s = parse(redis.call('HGET', KEYS[2], 'S'))
for i = 2, #ARGV, 2 do
  local known = redis.call('HGET', KEYS[2], 'i:' .. ARGV[i] .. '/' .. ARGV[i + 1])
  local seq, time, state = (known or ''):match('^(%d+):(%d+):(%a):')
  local entry = seq and state ~= 'r' and redis.call('XRANGE', KEYS[1], time .. '-' .. seq, time .. '-' .. seq)[1]
  if entry then
    redis.call('ZADD', KEYS[4], time, seq)
    if ARGV[i] ~= ARGV[1] and tonumber(entry[2][2]:match('^m(%d+)')) >= 64 then
      redis.call('ZADD', KEYS[3], time, seq)
    end
  end
end
local stamp = stampAfter(s, now())
redis.call('HSET', KEYS[2], 'S', format(s), 'ca:' .. ARGV[1], text(stamp))
return stamp
