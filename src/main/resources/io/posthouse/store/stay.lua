-- Included after team.lua: coming into a team and going, for those who are named at once. The time is the stamp of the change. The
-- sorted set "moves" keeps when each of the last ones to come or go did, for recalls: longer than any window.
local MOVES_MAX, MOVES_LIFE = 1000, 8 * 24 * 3600 * 1000

local function moved(accounts)
  local list = {}
  for i, account in ipairs(accounts) do
    list[2 * i - 1], list[2 * i] = text(stamp), account
  end
  redis.call('ZADD', KEYS[8], unpack(list))
  redis.call('ZREMRANGEBYRANK', KEYS[8], 0, -MOVES_MAX - 1)
  redis.call('PEXPIRE', KEYS[8], MOVES_LIFE)
end

local function roomFor(count)
  return tonumber(team.count) + count <= tonumber(team.level)
end

local function recount()
  put({count = tostring(redis.call('HLEN', KEYS[2])), memberUpdated = membersTouched()})
end

-- Brings accounts in that are no members; what they were invited to or applied for is settled with it.
local function enter(accounts, role, invitor)
  local former, waiting, list = redis.call('HMGET', KEYS[3], unpack(accounts)), {}, {}
  for i, account in ipairs(accounts) do
    list[2 * i - 1] = account
    list[2 * i] = {role = role, joined = stamp, muted = false, quiet = false, updated = stamp, stays = former[i] or '',
      invitor = invitor, nick = '', ext = ''}
    waiting[2 * i - 1], waiting[2 * i] = 'i:' .. account, 'a:' .. account
  end
  keep(list)
  redis.call('HDEL', KEYS[3], unpack(accounts))
  redis.call('HDEL', KEYS[4], unpack(waiting))
  moved(accounts)
  recount()
end

-- Takes members out; what they saw stays theirs to see.
local function depart(accounts, members)
  local list = {}
  for i, account in ipairs(accounts) do
    list[2 * i - 1], list[2 * i] = account, staysWith(members[i].stays, members[i].joined, stamp)
  end
  redis.call('HSET', KEYS[3], unpack(list))
  redis.call('HDEL', KEYS[2], unpack(accounts))
  appoint(accounts, false)
  moved(accounts)
  recount()
end
