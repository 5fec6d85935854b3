let targetMsg = null

// Chrome devtool,network throttling Download Limit 0kb,and you will not receive the packet. 
// Finally, send message failed due to timeout
try {
  await nim.msg.sendTextMsg({
    "scene": "p2p",
    "to": "xiaodong1",
    "body": "test2",
    "onSendBefore": function(msg) {
      console.log('Get msg before send', msg)
    }
  })
} catch (err) {
    console.error('sendFailed', err)
    targetMsg=err.msg

    setTimeout(async function () {
       console.log(targetMsg)
      if (targetMsg && targetMsg.status === 'sendFailed') {
          // 发送失败后,隔5s后重发消息
          const msg = await nim.msg.resendMsg({
               "ps": "recall msg",
               "msg": targetMsg,
          })
      }
    }, 5000)
}
