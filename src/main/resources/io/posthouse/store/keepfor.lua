-- Included: a key that lives no longer than what is in it.
local function keepFor(key, millis)
  if redis.call('PTTL', key) < millis then
    redis.call('PEXPIRE', key, text(millis))
  end
end
