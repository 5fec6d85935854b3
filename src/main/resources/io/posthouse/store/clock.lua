-- Included: now() is the store's clock in milliseconds since 1970.
local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end
local function text(number)
  return string.format('%.0f', number)
end
