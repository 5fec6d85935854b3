-- Gives an account a new static token, or (without salt) takes nothing but its connections; all are pushed out.
-- KEYS: 1 account, 2 online
-- ARGV: 1 salt or '', 2 token hash
-- Returns {time ms or 0 if there is no such account, connection, ...}.
--:include clock.lua
--:include presence.lua
if redis.call('HEXISTS', KEYS[1], 'createTime') == 0 then
  return {0}
end
if ARGV[1] ~= '' then
  redis.call('HSET', KEYS[1], 'salt', ARGV[1], 'hash', ARGV[2])
end
local out = {now()}
local online = redis.call('HGETALL', KEYS[2])
for i = 1, #online, 2 do
  local entry = entryOf(online[i + 1])
  if not entry.out then
    pushOut(KEYS[2], online[i], entry)
    out[#out + 1] = online[i]
  end
end
return out
