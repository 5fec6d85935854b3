-- Included after clock.lua: one account's side of its friendships; the other account's side is changed by a call of its own.
-- KEYS: 1 account, 2 friends, 3 friend times, 4 applications, 5 changes, 6 black, 7 befriended, 8 applying, 9 unsure
-- ARGV: 1 the other account, 2 changes kept at most, 3 and 4 the text of a change before and after its friend
-- The hash "friends" holds JSON by account and three counts: '*' the last stamp, '#' how many are friends, '~' the last stamp of
-- those deleted friends that are forgotten. Who was deleted stays for a while so that a device which was away can be told.
-- A friend's "deed" is the stamp of what was last done about it by either account, the same on both sides: the later one holds, and of
-- two at one time the deletion. The hash "unsure" has, by account, '<stamp> <what was done>' as long as the other side may not have it.
local APPLICATION_LIFE = 7 * 24 * 3600 * 1000
local other = ARGV[1]

local function find()
  local kept = redis.call('HGET', KEYS[2], other)
  return kept and cjson.decode(kept) or nil
end

-- A deed that begins here: later than all that this side knows of the friend, and marked until the other side has it, if it is to.
local function begin(friend, what)
  friend.deed = math.max(now(), (friend.deed or 0) + 1)
  if what ~= '' then
    redis.call('HSET', KEYS[9], other, text(friend.deed) .. ' ' .. what)
  end
end

-- Writes the friend as nothing that anybody is told of.
local function put(friend)
  redis.call('HSET', KEYS[2], other, cjson.encode(friend))
end

-- Notes a change of the account; returns its number.
local function note(change)
  local number = redis.call('HINCRBY', KEYS[1], 'changes', 1)
  redis.call('XADD', KEYS[5], 'MAXLEN', ARGV[2], number .. '-0', 'c', change)
  return number
end

-- Writes the friend with the next stamp, stamps of one account rise strictly; returns the change's number and the friend.
local function keep(friend)
  local stamp = math.max(now(), tonumber(redis.call('HGET', KEYS[2], '*') or 0) + 1)
  friend.updateTime = stamp
  local json = cjson.encode(friend)
  redis.call('HSET', KEYS[2], other, json, '*', text(stamp))
  redis.call('ZADD', KEYS[3], text(stamp), other)
  return note(ARGV[3] .. json .. ARGV[4]), json
end

-- Whether the other account gets no answer from this one: it is blocked, or this one does not exist (S5).
local function isSilent()
  return redis.call('HEXISTS', KEYS[1], 'createTime') == 0 or redis.call('SISMEMBER', KEYS[6], other) == 1
end

-- Whether the other account's application waits.
local function hasApplied()
  local since = redis.call('ZSCORE', KEYS[4], other)
  return since and tonumber(since) + APPLICATION_LIFE > now()
end
