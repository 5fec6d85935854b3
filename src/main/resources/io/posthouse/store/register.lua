-- Registers a connection (A1, A2): drops those of dead nodes, pushes out whom the policy names, remembers the device.
-- KEYS: 1 account, 2 online, 3 devices, 4 in front of a device's marks, 5 followers, 6 blocked accounts
-- ARGV: 1 device, 2 client type, 3 connection, 4 node, 5 'ALL', 'ONE_PER_CLIENT_TYPE' or 'ONE', 6 connections at most, 7 devices at
--   most, 8 '1' if an unknown account is made; then the ids of the nodes that live
-- Returns {0 done | 1 no such account | 2 too many connections, time ms, '1' if the device is new, the card,
--   {connection, reason, ...} pushed out, {connection, value, ...} others, {who subscribed to the account's devices, ...}}.
--:include clock.lua
--:include presence.lua
--:include followers.lua
--:include cardof.lua
local time, device, kind, policy = now(), ARGV[1], ARGV[2], ARGV[5]
local exists = redis.call('HEXISTS', KEYS[1], 'createTime') == 1
if not exists and ARGV[8] ~= '1' then
  return {1}
end
local function idOf(node)
  return node:match('([^.]*)%.[^.]*$') or node
end
local live = {[idOf(ARGV[4])] = true}
for i = 9, #ARGV do
  live[ARGV[i]] = true
end

local function reasonFor(entry)
  if entry.device == device then
    return 'REPLACED'
  elseif policy == 'ONE' then
    return 'OTHER_DEVICE'
  elseif policy == 'ONE_PER_CLIENT_TYPE' and entry.kind == kind then
    return 'SAME_CLIENT_TYPE'
  end
  return nil
end

local leaving, kicked, others, dead = {}, {}, {}, {}
local online = redis.call('HGETALL', KEYS[2])
for i = 1, #online, 2 do
  local connection, entry = online[i], entryOf(online[i + 1])
  local reason = reasonFor(entry)
  if not live[idOf(entry.node)] then
    dead[#dead + 1] = connection
  elseif connection ~= ARGV[3] and not entry.out then
    if reason then
      leaving[connection] = entry
      kicked[#kicked + 1], kicked[#kicked + 2] = connection, reason
    else
      others[#others + 1], others[#others + 2] = connection, online[i + 1]
    end
  end
end
if #dead > 0 then
  redis.call('HDEL', KEYS[2], unpack(dead))
end
if #others / 2 >= tonumber(ARGV[6]) then
  return {2}
end
if not exists then
  redis.call('HSET', KEYS[1], 'salt', '', 'hash', '', 'createTime', text(time))
end
for connection, entry in pairs(leaving) do
  pushOut(KEYS[2], connection, entry)
end
redis.call('HSET', KEYS[2], ARGV[3], valueOf({node = ARGV[4], device = device, kind = kind, login = text(time), out = false}))
local isNew = redis.call('ZADD', KEYS[3], text(time), device)
local excess = redis.call('ZCARD', KEYS[3]) - tonumber(ARGV[7])
if excess > 0 then
  for _, oldest in ipairs(redis.call('ZRANGE', KEYS[3], 0, excess - 1)) do
    redis.call('ZREM', KEYS[3], oldest)
    redis.call('UNLINK', KEYS[4] .. oldest)
  end
end
return {0, time, isNew, cardOf(KEYS[1]), kicked, others, followersOf(KEYS[5], KEYS[6], '1', time)}
