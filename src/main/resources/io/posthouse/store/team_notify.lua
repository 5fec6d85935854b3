-- Passes a custom notification to the members of a team (T3, T4). One that is kept is an entry of the log, whatever the number of
-- members; it counts for nothing there.
-- KEYS: 1 log, 2 meta, 3 team, 4 members, 5 watchers
-- ARGV: 1 from, 2 '1' to keep it, 3 head of the entry, 4 JSON text, 5 roles that may send, a row a line (see grant.lua), 6 '1' if the
--   server sends
-- Returns {0, seq, time ms, number, time of the entry before, {watchers}}, seq 0 if it is not kept; or the name of a fault
--:include clock.lua
--:include meta.lua
--:include append.lua
--:include member.lua
--:include grant.lua
local team = redis.call('HMGET', KEYS[3], 'created', 'dismissed')
if not team[1] or team[2] then
  return {'NOT_FOUND'}
end
local isServer = ARGV[6] == '1'
local member = not isServer and memberOf(redis.call('HGET', KEYS[4], ARGV[1]))
if not isServer and not member then
  return {'NOT_A_MEMBER'}
end
for row in ARGV[5]:gmatch('[^\n]+') do
  local mode = row:match('^%S+')
  local modes = {[mode] = mode ~= '-' and redis.call('HGET', KEYS[3], mode)}
  if (member and member.muted) or not may(row, isServer and 's' or member.role, modes) then
    return {'MUTED'}
  end
end
local time, watchers = now(), redis.call('SMEMBERS', KEYS[5])
if ARGV[2] ~= '1' then
  return {0, 0, time, 0, 0, watchers}
end
local s = parse(redis.call('HGET', KEYS[2], 'S'))
local previous = append(KEYS[1], s, time, 's0' .. ARGV[3], ARGV[4])
redis.call('HSET', KEYS[2], 'S', format(s))
return {0, s.seq, s.entry, s.number, previous, watchers}
