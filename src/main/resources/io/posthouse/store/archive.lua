-- Included after sight.lua: single messages as the history of one account shows them. KEYS are 1 log, 2 meta, 3 deleted of the account.

-- What decides it, read once.
local function archiveOf(viewer, account, age)
  local values = redis.call('HMGET', KEYS[2], 'S', 'cl:' .. account)
  local cleared, s = tonumber(values[2] or 0), parse(values[1])
  local oldest = age > 0 and now() - age or 0
  return {account = account, spans = viewer and viewer.spans, lowest = math.max(cleared, oldest), number = s.number}
end

-- Whether a message that is in the log is in the account's history.
local function isShown(archive, entry)
  local flags, from = entry[2][2]:match('^m(%d+)\n[^\n]*\n([^\n]*)')
  if not flags or math.floor(flags / 2) % 2 == 1 or (flags % 2 == 1 and from ~= archive.account) then
    return false
  end
  local time, seq = entry[1]:match('^(%d+)-(%d+)$')
  return tonumber(time) > archive.lowest and isIn(archive.spans, tonumber(time)) and not redis.call('ZSCORE', KEYS[3], seq)
end

-- The message with that id if the account may see it, else nil; and whether there is anything with that id.
local function shown(archive, id)
  local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
  if entry and isShown(archive, entry) then
    return entry, true
  end
  return nil, entry ~= nil
end
