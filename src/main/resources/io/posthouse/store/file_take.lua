-- Reserves the next chunk of an upload for one writer, or only tells how far it is.
-- KEYS: 1 file
-- ARGV: 1 hash of the token, 2 offset, 3 length, 4 name of the lease, or '' to only look, 5 its life ms
-- Returns {received, size, owner, type the client believes in}, or the name of a fault, with a detail or without.
--:include clock.lua
local f = redis.call('HMGET', KEYS[1], 'state', 'token', 'ends', 'received', 'size', 'max', 'owner', 'claimed', 'lease', 'leased')
local time = now()
if not f[1] or f[1] == 'gone' or f[2] ~= ARGV[1] or time >= tonumber(f[3]) then
  return {'UNAUTHENTICATED'}
end
if f[1] == 'stored' then
  return {'ALREADY_EXISTS'}
end
local received, size = tonumber(f[4]), tonumber(f[5])
if ARGV[4] == '' then
  return {received, size, f[7], f[8]}
end
if f[9] and time < tonumber(f[10]) then
  return {'OVERLOADED', 'another chunk of this upload is under way'}
end
if tonumber(ARGV[2]) ~= received then
  return {'STALE', text(received)}
end
if received + tonumber(ARGV[3]) > tonumber(f[6]) or (size > 0 and received + tonumber(ARGV[3]) > size) then
  return {'FILE_TOO_LARGE', text(size > 0 and size or tonumber(f[6]))}
end
redis.call('HSET', KEYS[1], 'lease', ARGV[4], 'leased', text(time + tonumber(ARGV[5])))
return {received, size, f[7], f[8]}
