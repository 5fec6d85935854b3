-- Reads an account's changes past a number.
-- KEYS: 1 account, 2 changes
-- ARGV: 1 after this number, 2 changes at most
-- Returns {last number, {number, change, ...}, oldest number kept, {nick, avatar, ext, createTime ms, updateTime ms}}.
local account = redis.call('HMGET', KEYS[1], 'changes', 'nick', 'avatar', 'ext', 'createTime', 'updateTime')
local number, changes = tonumber(account[1] or 0), {}
local kept = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
for _, change in ipairs(redis.call('XRANGE', KEYS[2], string.format('%.0f', ARGV[1] + 1), '+', 'COUNT', ARGV[2])) do
  local n = #changes
  changes[n + 1], changes[n + 2] = tonumber(change[1]:match('^%d+')), change[2][2]
end
return {number, changes, kept and tonumber(kept[1]:match('^%d+')) or number + 1,
  {account[2] or '', account[3] or '', account[4] or '', tonumber(account[5] or 0), tonumber(account[6] or 0)}}
