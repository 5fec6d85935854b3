-- Included: members of a team as the team's hash "members" keeps them, lines of
--   "<role letter> <joined stamp> <muted 0|1> <quiet 0|1> <updated stamp>", earlier stays "from-to,from-to" with the newest last,
--   invitor, nick; what comes then is ext, which may have lines of its own.
-- A stay begins and ends with the time of the notification that tells of it, both included. Who is none any more has its stays
-- in the hash "former".
local STAYS_MAX = 16
-- The end of a stay that goes on.
local FOREVER = 9007199254740991

local function memberOf(value)
  if not value then
    return nil
  end
  local role, joined, muted, quiet, updated, stays, invitor, nick, ext =
    value:match('^(%a) (%d+) ([01]) ([01]) (%d+)\n([^\n]*)\n([^\n]*)\n([^\n]*)\n(.*)$')
  return {role = role, joined = tonumber(joined), muted = muted == '1', quiet = quiet == '1', updated = tonumber(updated),
    stays = stays, invitor = invitor, nick = nick, ext = ext}
end

local function memberText(m)
  return string.format('%s %.0f %s %s %.0f\n', m.role, m.joined, m.muted and '1' or '0', m.quiet and '1' or '0', m.updated)
    .. m.stays .. '\n' .. m.invitor .. '\n' .. m.nick .. '\n' .. m.ext
end

-- The stays and one more; the oldest goes where they are too many.
local function staysWith(stays, from, to)
  stays = (stays == '' and '' or stays .. ',') .. string.format('%.0f-%.0f', from, to)
  local _, commas = stays:gsub(',', ',')
  return commas < STAYS_MAX and stays or stays:match(',(.*)$')
end

-- What somebody may see of a team's log: a list of {from, to}, both ends included, the oldest first; empty for who never was
-- a member. Takes the account's values in "members" and "former", and "historyMode" and "dismissed" of the team, each as read.
local function spansOf(member, former, historyMode, dismissed)
  local m, spans = memberOf(member), {}
  if m and historyMode == 'all' then
    return {{0, tonumber(dismissed or FOREVER)}}
  end
  for from, to in (m and m.stays or former or ''):gmatch('(%d+)-(%d+)') do
    spans[#spans + 1] = {tonumber(from), tonumber(to)}
  end
  if m then
    spans[#spans + 1] = {m.joined, tonumber(dismissed or FOREVER)}
  end
  return spans
end
