-- Included after meta.lua: appends an entry that everybody in the conversation may see to the log. Head is what the header
-- begins with: kind and flags, then type, from, device, idClient, a recall also the message's seq and time. Moves the state on; the
-- counts have to be right before. Yields the time of the entry before.
local function append(key, s, time, head, json)
  local previous = s.entry
  s.seq, s.entry = s.seq + 1, stampAfter(s, time)
  s.shared = s.entry
  redis.call('XADD', key, text(s.entry) .. '-' .. s.seq, 'h', head .. '\n' .. text(s.low) .. '\n' .. text(s.high), 'j', json)
  return previous
end
