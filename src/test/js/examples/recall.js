let msg = await nim.msg.sendTextMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  "body": "this is a text2",
})

msg = await nim.msg.recallMsg({
  "ps": "recall msg",
  "msg": msg,
})
