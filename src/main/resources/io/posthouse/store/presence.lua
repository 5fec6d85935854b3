-- Included: the value of a connection in the online hash is "<node>\n<device>\n<client type>\n<login ms>\n<1 if pushed out>".
-- One that was pushed out stays until it is gone, for it has to be found to be told.
local function entryOf(value)
  local node, device, kind, login, out = value:match('^(.-)\n(.-)\n(%d+)\n(%d+)\n(%d)$')
  return {node = node, device = device, kind = kind, login = login, out = out == '1'}
end
local function valueOf(entry)
  return entry.node .. '\n' .. entry.device .. '\n' .. entry.kind .. '\n' .. entry.login .. '\n' .. (entry.out and '1' or '0')
end
local function pushOut(key, connection, entry)
  entry.out = true
  redis.call('HSET', key, connection, valueOf(entry))
end
