// text message
await nim.msg.sendTextMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  "body": "this is a text",
  "onSendBefore": function(msg) {
    console.log('Get msg before send', msg)
  }
})

// tip message
await nim.msg.sendTipMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  "body": "this is a text"
})

// custom message
await nim.msg.sendCustomMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  // JSON format string
  "attach": "{\"a\":1}"
})

// GEO location message
await nim.msg.sendGeoLocationMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  // JSON object
  "attach": {
    "lng": 120.18201069999999,
    "lat": 30.2006603,
    "title": "Hangzhou"
  }
})
