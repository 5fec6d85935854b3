-- Included: who subscribed to a type of status of an account and is not blocked by it. The member of a subscriber in the sorted set
-- is "<type> <account>", its score the ms at which the subscription ends.
local function followersOf(followers, black, kind, time)
  local out, blocked, front = {}, {}, kind .. ' '
  local found = redis.call('ZRANGEBYSCORE', followers, '(' .. text(time), '+inf')
  if #found > 0 then
    for _, account in ipairs(redis.call('SMEMBERS', black)) do
      blocked[account] = true
    end
  end
  for _, member in ipairs(found) do
    local account = member:sub(#front + 1)
    if member:sub(1, #front) == front and not blocked[account] then
      out[#out + 1] = account
    end
  end
  return out
end
