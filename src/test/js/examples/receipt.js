const nim = new NIMSDK(options)

nim.on('msg', async function(msg) {
  console.log('Receive msg: ', msg)
  await nim.msg.sendMsgReceipt({
    msg: msg
  })
})

await nim.connect()
