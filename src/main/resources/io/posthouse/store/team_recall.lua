-- Takes a message back in a team (R1 to R5): its sender may, and who the permission table lets take back others' messages.
-- KEYS: 1 log, 2 meta, 3 gone for everybody, 4 team, 5 members, 6 watchers, 7 acks, 8 moves, 9 former,
--   10 late
-- ARGV: 1 who recalls, 2 the message's sender, 3 idClient, 4 idServer or '', 5 window ms, 6 head of the recall entry, 7 JSON text, 8 roles
--   that may recall others' messages, a row a line (see grant.lua), 9 '1' if the server recalls
-- Returns {0, seq, time ms, number, time of the entry before, seq of the message, time of the message, {watchers}, {account that
--   is in now and never saw the message, ...}, {account that saw it and is out, ...}}, or the name of a fault, with a
--   detail or without
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include sight.lua
--:include grant.lua
-- Who came or went since the message: members who never saw it, and others who did. As many as "moves" keeps.
local function moversSince(first)
  local unseen, out = {}, {}
  local movers = redis.call('ZRANGEBYSCORE', KEYS[8], '(' .. first, '+inf')
  if #movers == 0 then
    return unseen, out
  end
  local members, former = redis.call('HMGET', KEYS[5], unpack(movers)), redis.call('HMGET', KEYS[9], unpack(movers))
  local historyMode = redis.call('HGET', KEYS[4], 'historyMode')
  for i, account in ipairs(movers) do
    local saw = isIn(spansOf(members[i], former[i], historyMode, nil), tonumber(first))
    if members[i] and not saw then
      unseen[#unseen + 1] = account
    elseif saw and not members[i] then
      out[#out + 1] = account
    end
  end
  return unseen, out
end

local team = redis.call('HMGET', KEYS[4], 'created', 'dismissed')
if not team[1] or team[2] then
  return {'NOT_FOUND', 'team'}
end
local member = memberOf(redis.call('HGET', KEYS[5], ARGV[1]))
local letter = ARGV[9] == '1' and 's' or member and member.role
if not letter then
  return {'NOT_A_MEMBER'}
end
local id = 'i:' .. ARGV[2] .. '/' .. ARGV[3]
local values = redis.call('HMGET', KEYS[2], 'S', id, 'ak')
if not values[2] then
  return {'NOT_FOUND'}
end
local s = parse(values[1])
local seq, first, state, content = values[2]:match('^(%d+):(%d+):(%a):(.*)$')
if ARGV[4] ~= '' and ARGV[4] ~= seq .. string.format('%012.0f', s.number) then
  return {'NOT_FOUND'}
end
if ARGV[1] ~= ARGV[2] then
  for row in ARGV[8]:gmatch('[^\n]+') do
    local mode = row:match('^%S+')
    if not may(row, letter, {[mode] = mode ~= '-' and redis.call('HGET', KEYS[4], mode)}) then
      return {'FORBIDDEN'}
    end
  end
end
if state == 'r' then
  return {'NOT_FOUND'}
end
local window, time = tonumber(ARGV[5]), now()
if state ~= 's' or window == 0 then
  return {'NOT_RECALLABLE'}
end
if time - tonumber(first) >= window then
  return {'RECALL_WINDOW_CLOSED'}
end
local entryId = first .. '-' .. seq
local entry = redis.call('XRANGE', KEYS[1], entryId, entryId)[1]
if not entry then
  return {'NOT_FOUND'}
end
if tonumber(entry[2][2]:match('^m(%d+)')) >= 64 then
  redis.call('ZADD', KEYS[3], first, seq)
end
if values[3] then
  redis.call('HDEL', KEYS[7], seq)
end
redis.call('XDEL', KEYS[1], entryId)
local previous = append(KEYS[1], s, time, 'r0' .. ARGV[6] .. '\n' .. seq .. '\n' .. first, ARGV[7])
local unseen, out = moversSince(first)
if #out > 0 then
  redis.call('ZADD', KEYS[10], text(s.entry), s.seq)
end
redis.call('HSET', KEYS[2], 'S', format(s), id, seq .. ':' .. first .. ':r:' .. content)
return {0, s.seq, s.entry, s.number, previous, tonumber(seq), tonumber(first), redis.call('SMEMBERS', KEYS[6]), unseen, out}
