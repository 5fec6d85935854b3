-- Changes what an account says of a friend.
-- KEYS and ARGV 1 to 4: see friend.lua; then field, value for each; an empty value takes the field away
-- Returns {number of the change or 0 if they are no friends, the friend}.
--:include clock.lua
--:include friend.lua
local friend = find()
if not friend or not friend.valid then
  return {0, ''}
end
for i = 5, #ARGV, 2 do
  friend[ARGV[i]] = ARGV[i + 1] ~= '' and ARGV[i + 1] or nil
end
return {keep(friend)}
