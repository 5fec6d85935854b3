-- Reads the broadcasts that live, but for those a device has.
-- KEYS: 1 log
-- ARGV: ids that the device has
-- Returns {id, time ms, from, body, ...}, the oldest first.
--:include clock.lua
local known, out, time = {}, {}, now()
for _, id in ipairs(ARGV) do
  known[id .. '-0'] = true
end
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  local f = entry[2]
  if tonumber(f[2]) > time and not known[entry[1]] then
    local n = #out
    out[n + 1], out[n + 2], out[n + 3], out[n + 4] = entry[1]:match('^%d+'), f[4], f[6], f[8]
  end
end
return out
