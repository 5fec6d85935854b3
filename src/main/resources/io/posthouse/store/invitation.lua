-- Included: invitations to a channel, in KEYS[3]: "<account> <request>" to "<who invited> <'waits', 'rejected', 'accepted' or 'canceled'> <ends ms>".
local function invitation(account, request)
  local value = redis.call('HGET', KEYS[3], account .. ' ' .. request)
  local from, state, ends = (value or ''):match('^(%S+) (%a+) (%d+)$')
  if not from or tonumber(ends) <= time then
    return nil
  end
  return {from = from, state = state, ends = ends}
end
-- What is wrong with answering it; 0 if nothing is.
local function wrongWith(found, from)
  if not found or found.from ~= from or found.state == 'canceled' then
    return OVER
  end
  return found.state == 'rejected' and REJECTED or found.state == 'accepted' and ACCEPTED or 0
end
local function answered(account, request, found, state)
  redis.call('HSET', KEYS[3], account .. ' ' .. request, found.from .. ' ' .. state .. ' ' .. found.ends)
end
