const nim = new NIMSDK(options)
nim.on('msg', function(msg) { console.log('Receive msg: ', msg) })

await nim.connect()
