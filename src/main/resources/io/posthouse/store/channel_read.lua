-- Reads a channel.
-- KEYS: 1 channel, 2 members
--:include clock.lua
--:include channel.lua
if not channel() then
  return {NONE}
end
members()
return answer()
