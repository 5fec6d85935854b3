-- Notes which team an account is about to make under an idClient, so that who asks again makes no second one.
-- KEYS: 1 account, 2 what it made under the idClient
-- ARGV: 1 content hash, 2 number of the team, 0 to look only, 3 how long it is kept ms
-- Returns the number of the team, which is another one if the idClient has one already; 0: it has none; -1: it has one of another
--   content.
local since = redis.call('HGET', KEYS[1], 'createTime') or ''
local known = redis.call('GET', KEYS[2])
local number = ARGV[2]
if known then
  local of, hash, before = known:match('^(%d*) (%S+) (%d+)$')
  -- Who had the name before is somebody else.
  if of == since then
    if hash ~= ARGV[1] then
      return -1
    end
    number = before
  end
end
if ARGV[2] ~= '0' then
  redis.call('SET', KEYS[2], since .. ' ' .. ARGV[1] .. ' ' .. number, 'PX', ARGV[3])
end
return tonumber(number)
