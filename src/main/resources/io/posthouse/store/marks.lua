-- Tells which teams something was said in (D2).
-- KEYS: for each team: meta
-- ARGV: 1 after ms
-- Returns {time ms, {which of the teams (0 is the first), time ms of its last entry, ...}}.
--:include clock.lua
--:include meta.lua
-- Something may still be said in this millisecond.
local time, out = now() - 1, {}
for i, key in ipairs(KEYS) do
  local entry = parse(redis.call('HGET', key, 'S')).entry
  if entry > tonumber(ARGV[1]) then
    out[#out + 1], out[#out + 2] = i - 1, entry
  end
end
return {time, out}
