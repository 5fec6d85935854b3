-- Included (after ranges.lua): the messages of a team that were sent with needACK, which have readers and non-readers (C2). They
-- are numbered 1, 2, 3 ... in the team; what is kept of one does not grow with the members.
-- hash "acks": seq -> "<ack number> <time ms> <members when it was sent, less the sender> <how many of them have read> <sender>
--   <idClient>"; it goes with the entry
-- hash "reads": account -> the ack numbers that it has read or sent itself, as ranges. Its own ones are there so that they are no
--   gaps; those below the lowest that is kept go at the next write
-- field "ak" of the meta hash: "<last ack number> <the lowest one that may still be kept>"
local function ackOf(record)
  if not record then
    return nil
  end
  local number, time, others, read, from, idClient = record:match('^(%d+) (%d+) (%d+) (%d+) (%S+) (.*)$')
  return {number = tonumber(number), time = tonumber(time), others = tonumber(others), read = tonumber(read), from = from,
    idClient = idClient}
end

local function ackText(number, time, others, read, from, idClient)
  return string.format('%.0f %.0f %.0f %.0f %s %s', number, time, others, read, from, idClient)
end

local function acksOf(ak)
  local last, lowest = (ak or '0 1'):match('^(%d+) (%d+)$')
  return {last = tonumber(last), lowest = tonumber(lowest), records = {}, own = {}}
end

local function acksText(acks)
  return string.format('%.0f %.0f', acks.last, acks.lowest)
end

-- Notes a message that was sent just now; others: the members less the sender.
local function addAck(acks, seq, time, others, from, idClient)
  acks.last = acks.last + 1
  acks.records[#acks.records + 1] = string.format('%.0f', seq)
  acks.records[#acks.records + 1] = ackText(acks.last, time, others, 0, from, idClient)
  acks.own[from] = acks.own[from] or {}
  table.insert(acks.own[from], acks.last)
end

-- Writes what was noted; yields what "ak" is now, nil if nothing was noted.
local function writeAcks(acks, acksKey, readsKey)
  if #acks.records == 0 then
    return nil
  end
  local senders, pairsToSet = {}, {}
  for from in pairs(acks.own) do
    senders[#senders + 1] = from
  end
  local sets = redis.call('HMGET', readsKey, unpack(senders))
  for i, from in ipairs(senders) do
    local set = since(sets[i] or '', acks.lowest)
    for _, number in ipairs(acks.own[from]) do
      set = with(set, number)
    end
    pairsToSet[2 * i - 1], pairsToSet[2 * i] = from, set
  end
  redis.call('HSET', acksKey, unpack(acks.records))
  redis.call('HSET', readsKey, unpack(pairsToSet))
  return acksText(acks)
end

-- Forgets messages whose entries go, the oldest of the log; yields what "ak" is now, nil if nothing went.
local function dropAcks(ak, seqs, acksKey, readsKey)
  if not ak then
    return nil
  end
  local acks, gone = acksOf(ak), {}
  for i, record in ipairs(redis.call('HMGET', acksKey, unpack(seqs))) do
    if record then
      gone[#gone + 1] = seqs[i]
      acks.lowest = math.max(acks.lowest, ackOf(record).number + 1)
    end
  end
  if #gone == 0 then
    return nil
  end
  redis.call('HDEL', acksKey, unpack(gone))
  if acks.lowest > acks.last then
    redis.call('UNLINK', readsKey)
  end
  return acksText(acks)
end
