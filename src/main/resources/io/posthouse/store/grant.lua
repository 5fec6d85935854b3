-- Included: rows of the permission table. Roles: "<mode> <word>=<letters> <word>=<letters>", or "- =<letters>" where no mode
-- decides. Targets: "<letter>=<letters> ...", or empty. Letters: o owner, m manager, n normal member, - nobody of the team, s the server.

-- The letters of those who may, as the team is now; team maps the fields of its hash to their values.
local function lettersOf(roles, team)
  local mode, cells = roles:match('^(%S+)(.*)$')
  local now = mode == '-' and '' or team[mode] or ''
  for word, letters in cells:gmatch(' (%w*)=([^ ]*)') do
    if word == now then
      return letters
    end
  end
  return ''
end

local function may(roles, letter, team)
  return lettersOf(roles, team):find(letter, 1, true) ~= nil
end

-- Whether who has the one letter may do it to who has the other.
local function mayTo(targets, letter, target)
  for role, letters in targets:gmatch('(%S)=(%a*)') do
    if role == letter then
      return letters:find(target, 1, true) ~= nil
    end
  end
  return false
end
