-- Begins an upload.
-- KEYS: 1 file
-- ARGV: 1 hash of the token, 2 owner, 3 size or 0, 4 bytes at most, 5 name, 6 type the client believes in, 7 how long it may go on ms
-- Returns when it ends ms.
--:include clock.lua
local ends = now() + tonumber(ARGV[7])
redis.call('HSET', KEYS[1], 'state', 'open', 'token', ARGV[1], 'owner', ARGV[2], 'size', ARGV[3], 'max', ARGV[4],
  'name', ARGV[5], 'claimed', ARGV[6], 'ends', text(ends), 'received', '0')
return ends
