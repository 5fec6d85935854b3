let msg = await nim.msg.sendTextMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  "body": "this is a text",
})

msg = await nim.msg.forwardMsg({
  "scene": "p2p",
  "to": "{{Other_Receiver_ACCOUNT_ID}}",
  "msg": msg,
})
