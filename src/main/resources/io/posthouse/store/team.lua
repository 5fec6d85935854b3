-- Included after clock.lua, meta.lua, append.lua, member.lua and grant.lua: how every operation on a team begins and ends.
-- KEYS: 1 team, 2 members, 3 former, 4 pending, 5 watchers, 6 log, 7 meta, 8 moves; an operation may have more
-- ARGV begins: account of the caller, 's' for the server, scene, team id, idClient of the notification, head of its entry, its JSON
--   text without attach, number of grants, roles and targets of each grant; an operation reads on with arg().
-- The hash "team": the fields of model.TeamField, owner, managers (accounts with a space between), level, count, created,
--   updated, memberUpdated, dismissed (stamp, if it is).
-- Operations return {'OK', time ms, {account left out, ...}, {watcher, ...}, {field, value, ...} of the team, {seq, time of the entry
--   before, header, JSON} of the notification or {}, {account, ...} to be told otherwise}, or {fault, detail}.
local read = 0
local function arg()
  read = read + 1
  return ARGV[read]
end
local function rest()
  return {unpack(ARGV, read + 1)}
end

local time = now()
local caller = {account = arg(), isServer = arg() == 's'}
local conversation = {scene = arg(), id = arg()}
local notice = {id = arg(), head = arg(), json = arg()}
local grants = {}
for i = 1, tonumber(arg()) do
  grants[i] = {roles = arg(), targets = arg()}
end

local team = {}
do
  local flat = redis.call('HGETALL', KEYS[1])
  for i = 1, #flat, 2 do
    team[flat[i]] = flat[i + 1]
  end
end
local self = memberOf(redis.call('HGET', KEYS[2], caller.account))
local letter = caller.isServer and 's' or self and self.role or '-'
local state, entry, stamp = nil, {}, time
local membersUpdated = tonumber(team.memberUpdated or 0)

local function missing()
  return (not team.created or team.dismissed) and {'NOT_FOUND', 'team'} or nil
end

-- Why the caller may not, or nil. What no grant speaks of, nobody may.
local function refused()
  if missing() then
    return missing()
  end
  for _, grant in ipairs(grants) do
    if not may(grant.roles, letter, team) then
      local forMembers = letter == '-' and lettersOf(grant.roles, team):find('[omn]')
      return {forMembers and 'NOT_A_MEMBER' or 'FORBIDDEN', ''}
    end
  end
  return #grants == 0 and {'FORBIDDEN', ''} or nil
end

-- Whether the caller may do it to a member; nobody may where no grant speaks of targets.
local function mayOn(member)
  local allowed = #grants > 0
  for _, grant in ipairs(grants) do
    allowed = allowed and mayTo(grant.targets, letter, member.role)
  end
  return allowed
end

local function membersOf(accounts)
  local members = #accounts > 0 and redis.call('HMGET', KEYS[2], unpack(accounts)) or {}
  for i = 1, #accounts do
    members[i] = memberOf(members[i])
  end
  return members
end

-- Writes members: a list of account, member, ...
local function keep(list)
  for i = 2, #list, 2 do
    list[i] = memberText(list[i])
  end
  redis.call('HSET', KEYS[2], unpack(list))
end

local function put(fields)
  local list = {}
  for field, value in pairs(fields) do
    if value == '' and field ~= 'owner' and field ~= 'managers' then
      redis.call('HDEL', KEYS[1], field)
      team[field] = nil
    else
      team[field] = value
      list[#list + 1], list[#list + 2] = field, value
    end
  end
  if #list > 0 then
    redis.call('HSET', KEYS[1], unpack(list))
  end
end

local function managers()
  local list = {}
  for account in team.managers:gmatch('%S+') do
    list[#list + 1] = account
  end
  return list
end

-- What memberUpdated becomes: it never goes back, and own entries move it without the log.
local function membersTouched()
  return text(math.max(stamp, membersUpdated + 1))
end

-- Adds accounts to the managers, or takes them away.
local function appoint(accounts, on)
  local named = {}
  for _, account in ipairs(accounts) do
    named[account] = true
  end
  local list = {}
  for _, account in ipairs(managers()) do
    if not named[account] then
      list[#list + 1] = account
    end
  end
  for _, account in ipairs(on and accounts or {}) do
    list[#list + 1] = account
  end
  put({managers = table.concat(list, ' ')})
end

-- The time of the change that the caller makes from now on, which is that of its notification. One an operation.
local function change()
  state = parse(redis.call('HGET', KEYS[7], 'S'))
  stamp = math.max(time, state.stamp + 1)
  return stamp
end

-- Appends the notification of the change (T2): what happened after the team was changed is told as the team is now.
local function notify(kind, data)
  data.team = data.team or {}
  data.team.scene, data.team.teamId, data.team.name = conversation.scene, conversation.id, team.name or ''
  data.team.owner, data.team.valid = team.owner, not team.dismissed
  data.team.level, data.team.memberNum = tonumber(team.level), tonumber(team.count)
  data.team.createTime, data.team.updateTime = tonumber(team.created), tonumber(team.updated)
  data.team.memberUpdateTime = tonumber(team.memberUpdated)
  local attach = cjson.encode({type = kind, data = data})
  local json = notice.json:sub(1, -2) .. ',"attach":' .. cjson.encode(attach) .. '}'
  local head = 'm0' .. notice.head
  local previous = append(KEYS[6], state, time, head, json)
  redis.call('HSET', KEYS[7], 'S', format(state), 'i:' .. caller.account .. '/' .. notice.id,
    state.seq .. ':' .. text(stamp) .. ':n:')
  entry = {state.seq, previous, head .. '\n' .. text(state.low) .. '\n' .. text(state.high), json}
end

local function done(left, told)
  local flat = {}
  for field, value in pairs(team) do
    flat[#flat + 1], flat[#flat + 2] = field, value
  end
  return {'OK', stamp, left or {}, redis.call('SMEMBERS', KEYS[5]), flat, entry, told or {}}
end
