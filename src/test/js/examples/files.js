// Image message like '.jpg', '.png'
await nim.msg.sendImageMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  // Example dom for get file: <input type="file" id="fileInput" />
  "file": document.getElementById('fileInput').files[0],
  "onUploadStart": function(task) { console.log('Upload start!', task) },
  "onUploadProgress": function(progress) { console.log('Uploading!', progress) },
  "onUploadDone": function(file) { console.log('Upload done!', file) },
  "onSendBefore": function(msg) { console.log('Get msg before send', msg) }
})

// Audio message like '.mp3'
await nim.msg.sendAudioMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  // Example dom for get file: <input type="file" id="fileInput" />
  // 浏览器环境使用file或fileInput,uniapp,RN,小程序等环境使用filePath
  "file": document.getElementById('fileInput').files[0],
  "onUploadStart": function(task) { console.log('Upload start!', task) },
  "onUploadProgress": function(progress) { console.log('Uploading!', progress) },
  "onUploadDone": function(file) { console.log('Upload done!', file) },
  "onSendBefore": function(msg) { console.log('Get msg before send', msg) }
})

// Video message like '.mp4'
await nim.msg.sendVideoMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  // Example dom for get file: <input type="file" id="fileInput" />
  "file": document.getElementById('fileInput').files[0],
  "onUploadStart": function(task) { console.log('Upload start!', task) },
  "onUploadProgress": function(progress) { console.log('Uploading!', progress) },
  "onUploadDone": function(file) { console.log('Upload done!', file) },
  "onSendBefore": function(msg) { console.log('Get msg before send', msg) }
})

// File message
await nim.msg.sendFileMsg({
  "scene": "p2p",
  "to": "{{Receiver_ACCOUNT_ID}}",
  // Example dom for get file: <input type="file" id="fileInput" />
  "file": document.getElementById('fileInput').files[0],
  "onUploadStart": function(task) { console.log('Upload start!', task) },
  "onUploadProgress": function(progress) { console.log('Uploading!', progress) },
  "onUploadDone": function(file) { console.log('Upload done!', file) },
  "onSendBefore": function(msg) { console.log('Get msg before send', msg) }
})
