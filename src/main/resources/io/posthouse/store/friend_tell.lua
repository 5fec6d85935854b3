-- Tells this account that its application was rejected.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 notice
-- Returns {number of the notice or 0}.
--:include clock.lua
--:include friend.lua
redis.call('ZREM', KEYS[8], other)
return {isSilent() and 0 or note(ARGV[5])}
