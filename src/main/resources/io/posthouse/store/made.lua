-- Included: the hash "made", which keeps for a while how a team's making was answered: "answer", and "untold" as long as those who
-- are invited may not have been told.
local function madeBefore(key, watchers)
  local kept = redis.call('HMGET', key, 'answer', 'untold')
  if not kept[1] then
    return nil
  end
  -- Waiting for replicas waits for what is written here.
  redis.call('HINCRBY', key, 'asked', 1)
  local answer = cjson.decode(kept[1])
  answer[1] = 'BEFORE'
  -- Whoever is to hear of it may be connected elsewhere by now.
  answer[4] = redis.call('SMEMBERS', watchers)
  answer[7] = kept[2] and answer[7] or {}
  return answer
end

local function keepMade(key, answer, life)
  redis.call('HSET', key, 'answer', cjson.encode(answer), unpack(#answer[7] > 0 and {'untold', '1'} or {}))
  redis.call('PEXPIRE', key, life)
end
