-- Changes what a team says of itself and how it is run (T1).
-- KEYS, ARGV: see team.lua; then the update time ms that the team must have, or 0; field, value of what changes, an empty value removes
-- Returns: see team.lua.
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
--:include team.lua
local ifUpdated, list = tonumber(arg()), rest()
local why = refused()
if why then
  return why
end
if ifUpdated ~= 0 and ifUpdated ~= tonumber(team.updated) then
  return {'STALE', ''}
end
local fields, told = {}, {}
for i = 1, #list, 2 do
  if (team[list[i]] or '') ~= list[i + 1] then
    fields[list[i]], told[list[i]] = list[i + 1], list[i + 1]
  end
end
if next(fields) then
  fields.updated = text(change())
  put(fields)
  notify('updateTeam', {team = told})
end
return done()
