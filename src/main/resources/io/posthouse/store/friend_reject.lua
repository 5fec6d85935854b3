-- Forgets another account's application, once it was told of its rejection.
-- KEYS and ARGV 1 to 4: see friend.lua; 5 what this account's other devices are told
-- Returns {number of the change or 0 if no application waits}.
--:include clock.lua
--:include friend.lua
return {redis.call('ZREM', KEYS[4], other) == 1 and note(ARGV[5]) or 0}
