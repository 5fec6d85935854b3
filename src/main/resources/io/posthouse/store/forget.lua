-- Makes a conversation look new to an account that is being deleted: nothing of it is left to whoever takes the name next.
-- KEYS: 1 meta, 2 deleted of the account
-- ARGV: 1 account
-- Returns nothing of use.
--:include clock.lua
--:include meta.lua
local s = parse(redis.call('HGET', KEYS[1], 'S'))
redis.call('HDEL', KEYS[1], 'b:' .. ARGV[1], 'rc:' .. ARGV[1], 'ex:' .. ARGV[1], 'hd:' .. ARGV[1], 'nr:' .. ARGV[1])
redis.call('HSET', KEYS[1], 'cl:' .. ARGV[1], text(s.entry), 'rd:' .. ARGV[1], text(s.entry))
redis.call('DEL', KEYS[2])
return 1
