-- Puts some more of a team's members into the order in which they joined: a sorted set of account by join time ms, and at -1 a space with
-- the team's stamp when it was begun. It is made aside and takes its place when it is whole.
-- KEYS: 1 members, 2 order in the making, 3 order
-- ARGV: 1 where to go on ('0': from the start), 2 the stamp, 3 so many looked at
-- Returns where to go on, '0' when it is done.
local LIFE, MAKING_LIFE = 600000, 60000
local page = redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[3])
local list = {}
for i = 1, #page[2], 2 do
  list[#list + 1], list[#list + 2] = page[2][i + 1]:match('^%a (%d+)'), page[2][i]
end
if #list > 0 then
  redis.call('ZADD', KEYS[2], unpack(list))
end
if page[1] ~= '0' then
  redis.call('PEXPIRE', KEYS[2], MAKING_LIFE)
  return page[1]
end
redis.call('ZADD', KEYS[2], -1, ARGV[2])
redis.call('RENAME', KEYS[2], KEYS[3])
redis.call('PEXPIRE', KEYS[3], LIFE)
return '0'
