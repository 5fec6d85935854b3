-- Writes what a fold has found: the account's sessions, and which of the teams it is in no more. One that was written
-- just now, or since it was read, stays, for the team may be about to take the account in.
-- KEYS: 1 recent, 2 teams
-- ARGV: 1 how long ago a team must have been written to go ms, 2 how many sessions, then time ms and session for each; then team and ms as
--   read for each that may go
-- Returns nothing of use.
--:include clock.lua
local sessions, at = tonumber(ARGV[2]), 3
while at < 3 + 2 * sessions do
  local upTo = math.min(at + 999, 2 + 2 * sessions)
  redis.call('ZADD', KEYS[1], 'GT', unpack(ARGV, at, upTo))
  at = upTo + 1
end
local before = now() - tonumber(ARGV[1])
for i = at, #ARGV, 2 do
  if tonumber(ARGV[i + 1]) < before and redis.call('HGET', KEYS[2], ARGV[i]) == ARGV[i + 1] then
    redis.call('HDEL', KEYS[2], ARGV[i])
  end
end
return 1
