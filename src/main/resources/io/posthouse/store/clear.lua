-- Clears a conversation's history for one account alone, up to now (A4).
-- KEYS: 1 meta, 2 deleted of the account
-- ARGV: 1 account
-- Returns {cleared up to ms, stamp ms of the change}.
--:include clock.lua
--:include meta.lua
local s = parse(redis.call('HGET', KEYS[1], 'S'))
local upTo, stamp = s.entry, stampAfter(s, now())
redis.call('HSET', KEYS[1], 'S', format(s), 'cl:' .. ARGV[1], text(upTo), 'ca:' .. ARGV[1], text(stamp))
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', text(upTo))
return {upTo, stamp}
