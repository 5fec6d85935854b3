-- Included: what a card is made of. The reply of a script is {nick, avatar, ext, signature, gender, email, birth, tel, createTime ms,
-- updateTime ms}, with empty texts and 0 for what was never said.
local function cardOf(account)
  local card = redis.call('HMGET', account, 'nick', 'avatar', 'ext', 'signature', 'gender', 'email', 'birth', 'tel',
    'createTime', 'updateTime')
  for i = 1, 8 do
    card[i] = card[i] or ''
  end
  card[9], card[10] = tonumber(card[9] or 0), tonumber(card[10] or 0)
  return card
end
