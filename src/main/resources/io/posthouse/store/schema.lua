-- Says which schema the store's data has; what is older is this gateway's from now on. A newer one stays as it is.
-- KEYS: 1 schema
-- ARGV: 1 this gateway's
-- Returns the schema that is there now.
local found = redis.call('GET', KEYS[1])
if not found or tonumber(found) and tonumber(found) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1])
  return ARGV[1]
end
return found
