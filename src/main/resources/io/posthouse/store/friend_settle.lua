-- The other account's side has what was done about a friendship up to a stamp: takes the mark away, or says what it does not have.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 the stamp, 0 for none
-- Returns {'1' if something is left to be told, '1' if they are friends on this side, stamp of the last deed, what the mark says of it}.
--:include clock.lua
--:include friend.lua
local mark, friend = redis.call('HGET', KEYS[9], other), find()
if not mark then
  return {0, 0, 0, ''}
end
local stamp, what = mark:match('^(%d+) (.*)$')
local deed = math.max(tonumber(stamp), friend and friend.deed or 0)
if deed > tonumber(ARGV[5]) then
  return {1, friend and friend.valid and 1 or 0, text(deed), what}
end
redis.call('HDEL', KEYS[9], other)
return {0, 0, 0, ''}
