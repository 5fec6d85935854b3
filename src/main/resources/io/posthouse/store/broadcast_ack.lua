-- Notes that a device has broadcasts. The newest are remembered, as many as may live at once.
-- KEYS: 1 marks of the device
-- ARGV: 1 how many are remembered; then ids
-- Returns the time ms.
--:include clock.lua
local has, list = {}, {}
local function add(id)
  if not has[id] then
    has[id] = true
    list[#list + 1] = tonumber(id)
  end
end
for id in (redis.call('HGET', KEYS[1], '@') or ''):gmatch('%d+') do
  add(id)
end
for i = 2, #ARGV do
  add(ARGV[i])
end
table.sort(list)
local texts = {}
for i = math.max(1, #list - tonumber(ARGV[1]) + 1), #list do
  texts[#texts + 1] = text(list[i])
end
redis.call('HSET', KEYS[1], '@', table.concat(texts, ' '))
return now()
