-- Included after team.lua: invitations and applications that wait, in the hash "pending". An invitation "i:<account>" holds
-- "<invitor> <ms>" of each who invited, commas between and the newest last; an application "a:<account>" holds its ms.
local LIFE, REMINDED_AFTER, INVITORS_MAX = 7 * 24 * 3600 * 1000, 60 * 1000, 8

local function waits(since)
  return tonumber(since) + LIFE > time
end

-- The invitations of an account that still wait: a list of {invitor, since ms}.
local function invitations(value)
  local list = {}
  for invitor, since in (value or ''):gmatch('(%S+) (%d+),?') do
    if waits(since) then
      list[#list + 1] = {invitor, since}
    end
  end
  return list
end

local function keepInvitations(account, list)
  local texts = {}
  for i = math.max(1, #list - INVITORS_MAX + 1), #list do
    texts[#texts + 1] = list[i][1] .. ' ' .. list[i][2]
  end
  if #texts > 0 then
    redis.call('HSET', KEYS[4], 'i:' .. account, table.concat(texts, ','))
  else
    redis.call('HDEL', KEYS[4], 'i:' .. account)
  end
end

-- Whether more may wait; where not, those whose time is over go first.
local function mayWait(count, max)
  if redis.call('HLEN', KEYS[4]) + count <= max then
    return true
  end
  local all, kept = redis.call('HGETALL', KEYS[4]), 0
  for i = 1, #all, 2 do
    if waits(all[i + 1]:match('(%d+)$')) then
      kept = kept + 1
    else
      redis.call('HDEL', KEYS[4], all[i])
    end
  end
  return kept + count <= max
end

-- As mayWait for invitations of these accounts; who waits already needs no more room.
local function mayInvite(accounts, max)
  local fields, count = {}, 0
  for i, account in ipairs(accounts) do
    fields[i] = 'i:' .. account
  end
  local waiting = #fields > 0 and redis.call('HMGET', KEYS[4], unpack(fields)) or {}
  for i = 1, #fields do
    count = count + (#invitations(waiting[i]) == 0 and 1 or 0)
  end
  return count == 0 or mayWait(count, max)
end

-- Notes that accounts are invited by the caller. Returns those who have to be told; who was told just now is not.
local function invite(accounts)
  local told = {}
  for _, account in ipairs(accounts) do
    local list, since = {}, nil
    for _, invitation in ipairs(invitations(redis.call('HGET', KEYS[4], 'i:' .. account))) do
      if invitation[1] == caller.account then
        since = invitation[2]
      else
        list[#list + 1] = invitation
      end
    end
    if not since or tonumber(since) + REMINDED_AFTER <= time then
      told[#told + 1], since = account, text(time)
    end
    list[#list + 1] = {caller.account, since}
    keepInvitations(account, list)
  end
  return told
end
