-- Reads single messages of a conversation as its history shows them to one account (A4, T3).
-- KEYS: 1 log, 2 meta, 3 deleted of the account [, 4 team, 5 members, 6 former]
-- ARGV: 1 account, 2 how old an entry may be ms (0: any); then ids <time>-<seq>
-- Returns {number, {id, header, JSON, ...}} without what is not there or not to be seen, or a refusal.
--:include clock.lua
--:include meta.lua
--:include member.lua
--:include sight.lua
--:include archive.lua
local viewer, refusal = viewerOf(4, ARGV[1])
if refusal then
  return refusal
end
local archive, out = archiveOf(viewer, ARGV[1], tonumber(ARGV[2])), {}
for i = 3, #ARGV do
  local entry = shown(archive, ARGV[i])
  if entry then
    local n = #out
    out[n + 1], out[n + 2], out[n + 3] = entry[1], entry[2][2], entry[2][4]
  end
end
return {archive.number, out}
