-- Tells where an account's teams stand (D7): its list of sessions is not written when something is said in a team.
-- KEYS for each team: meta, team, members, former
-- ARGV: 1 account
-- Returns for each team two texts: the time ms of the last entry that the account may see, 0 for none; '1' while it may get more.
--:include clock.lua
--:include meta.lua
--:include member.lua
local out = {}
for k = 1, #KEYS, 4 do
  local member, upTo = redis.call('HGET', KEYS[k + 2], ARGV[1]), 0
  local dismissed = redis.call('HGET', KEYS[k + 1], 'dismissed')
  local former = not member and redis.call('HGET', KEYS[k + 3], ARGV[1])
  local spans = spansOf(member, former, nil, dismissed)
  if #spans > 0 then
    upTo = math.min(spans[#spans][2], parse(redis.call('HGET', KEYS[k], 'S')).entry)
  end
  out[#out + 1], out[#out + 2] = text(upTo), member and not dismissed and '1' or '0'
end
return out
