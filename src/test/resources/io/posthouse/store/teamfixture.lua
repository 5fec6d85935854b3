-- Does to a team what receipts depend on, as the store's own scripts write it.
-- KEYS: 1 team, 2 members, 3 former, 4 meta, 5 acks, 6 reads
-- ARGV: 1 'join', 'leave' or 'send', 2 account, 3 idClient
-- Returns {seq, time ms}.
--:include clock.lua
--:include meta.lua
--:include ranges.lua
--:include acks.lua
--:include member.lua
local verb, account = ARGV[1], ARGV[2]
local values = redis.call('HMGET', KEYS[4], 'S', 'ak')
local s = parse(values[1])
s.seq, s.entry = s.seq + 1, stampAfter(s, now())
redis.call('HSETNX', KEYS[1], 'created', text(s.entry))
if verb == 'join' then
  local m = {role = 'n', joined = s.entry, muted = false, quiet = false, updated = s.entry,
    stays = redis.call('HGET', KEYS[3], account) or '', invitor = '', nick = '', ext = ''}
  redis.call('HSET', KEYS[2], account, memberText(m))
  redis.call('HDEL', KEYS[3], account)
  redis.call('HINCRBY', KEYS[1], 'count', 1)
elseif verb == 'leave' then
  local m = memberOf(redis.call('HGET', KEYS[2], account))
  redis.call('HDEL', KEYS[2], account)
  redis.call('HSET', KEYS[3], account, staysWith(m.stays, m.joined, s.entry))
  redis.call('HINCRBY', KEYS[1], 'count', -1)
else
  local acks = acksOf(values[2])
  addAck(acks, s.seq, s.entry, redis.call('HGET', KEYS[1], 'count') - 1, account, ARGV[3])
  redis.call('HSET', KEYS[4], 'ak', writeAcks(acks, KEYS[5], KEYS[6]))
end
redis.call('HSET', KEYS[4], 'S', format(s))
return {s.seq, s.entry}
