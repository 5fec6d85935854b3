-- Puts a session on top of an account's list, changes its text, or takes it down, and notes the change.
-- KEYS: 1 account, 2 tops (hash: conversation to JSON; '*' the last stamp), 3 taken down (sorted set by stamp), 4 changes
-- ARGV: 1 conversation, 2 it as JSON, 3 'add', 'update' or 'delete', 4 '1' if there is a text, 5 the text, 6 on top at most, and as many of
--   those taken down, 7 changes kept at most, 8 and 9 the text of a change before and after what is on top
-- Returns {0 done | 1 full | 2 not on top, number of the change or 0 if nothing changed, what is on top, or was, as JSON or '', time ms}.
--:include clock.lua
local kept, stamp = redis.call('HGET', KEYS[2], ARGV[1]), now()
if not kept and ARGV[3] == 'delete' then
  return {0, 0, '', stamp}
end
if not kept and ARGV[3] == 'update' then
  return {2, 0, '', stamp}
end
-- The hash also holds the last stamp.
if not kept and redis.call('HLEN', KEYS[2]) - 1 >= tonumber(ARGV[6]) then
  return {1, 0, '', stamp}
end
local top = kept and cjson.decode(kept) or {createTime = stamp}
local ext = ARGV[4] == '1' and ARGV[5] or nil
if kept and ARGV[3] ~= 'delete' and top.ext == ext then
  return {0, 0, kept, stamp}
end
stamp = math.max(stamp, tonumber(redis.call('HGET', KEYS[2], '*') or 0) + 1)
top.conversation, top.updateTime = cjson.decode(ARGV[2]), stamp
if ARGV[3] ~= 'delete' then
  top.ext = ext
end
local json = cjson.encode(top)
redis.call('HSET', KEYS[2], '*', text(stamp))
if ARGV[3] == 'delete' then
  redis.call('HDEL', KEYS[2], ARGV[1])
  redis.call('ZADD', KEYS[3], text(stamp), ARGV[1])
  redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - tonumber(ARGV[6]))
else
  redis.call('HSET', KEYS[2], ARGV[1], json)
  redis.call('ZREM', KEYS[3], ARGV[1])
end
local number = redis.call('HINCRBY', KEYS[1], 'changes', 1)
redis.call('XADD', KEYS[4], 'MAXLEN', ARGV[7], number .. '-0', 'c', ARGV[8] .. json .. ARGV[9])
return {0, number, json, stamp}
