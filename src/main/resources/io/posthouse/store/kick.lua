-- Pushes devices of an account out (A2).
-- KEYS: 1 online
-- ARGV: devices
-- Returns {connection, device, ...}.
--:include presence.lua
local wanted, out = {}, {}
for _, device in ipairs(ARGV) do
  wanted[device] = true
end
local online = redis.call('HGETALL', KEYS[1])
for i = 1, #online, 2 do
  local entry = entryOf(online[i + 1])
  if wanted[entry.device] and not entry.out then
    pushOut(KEYS[1], online[i], entry)
    out[#out + 1], out[#out + 2] = online[i], entry.device
  end
end
return out
