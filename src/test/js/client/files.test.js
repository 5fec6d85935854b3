import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { bytes, jpeg, mp4, png, wav } from '../support/media.js';
import { BadLine } from '../support/proxy.js';

const CHUNK = 4 * 1024 * 1024;

let gateway;
let clients;
let ann;
let bob;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

async function two(options) {
  ann = await gateway.account('ann', 'Ann');
  bob = await gateway.account('bob', 'Bob');
  return [await clients.connect(ann, options), await clients.connect(bob)];
}

async function fetched(url) {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}

for (const [kind, send, content, name, type, facts] of [
  ['image', 'sendImageMsg', png(30, 20), 'a.png', 'image/png', { w: 30, h: 20 }],
  ['image', 'sendImageMsg', jpeg(300, 200, 8), 'b.JPG', 'image/jpeg', { w: 200, h: 300, orientation: 8 }],
  ['audio', 'sendAudioMsg', wav(), 'c.wav', 'audio/wav', {}],
  ['video', 'sendVideoMsg', mp4(64, 48, 2500), 'd.mp4', 'video/mp4', { w: 64, h: 48, dur: 2500 }],
  ['file', 'sendFileMsg', bytes(CHUNK + 70_000), 'e.dat', '', {}],
]) {
  test(`F: ${send} uploads ${name}, tells how far it is, and the receiver gets the bytes`, async () => {
    const [sender, receiver] = await two();
    const arrived = next(receiver, 'msg');
    const told = [];

    const sent = await sender.msg[send]({
      scene: 'p2p',
      to: bob.account,
      file: new File([content], name, { type }),
      onUploadStart: (task) => told.push(['start', typeof task.abort]),
      onUploadProgress: (progress) => told.push(['progress', progress]),
      onUploadDone: (file) => told.push(['done', file]),
      onSendBefore: (msg) => told.push(['send', msg.status, msg.attach.url]),
    });

    const msg = await arrived;
    assert.deepEqual([msg.type, sent.status], [kind, 'sent']);
    assert.deepEqual(msg.attach, sent.attach);
    const { url, size, ext, md5 } = msg.attach;
    assert.deepEqual(
      [msg.attach.name, size, ext, md5],
      [name, content.length, name.split('.')[1].toLowerCase(), createHash('md5').update(content).digest('hex')],
    );
    for (const [fact, value] of Object.entries(facts)) assert.equal(msg.attach[fact], value, fact);
    assert.ok((await fetched(url)).equals(content));
    assert.deepEqual(told.map(([what]) => what).filter((what, at, all) => what !== all[at - 1]), ['start', 'progress', 'done', 'send']);
    assert.deepEqual(told.findLast(([what]) => what === 'progress')[1], { loaded: size, total: size, percentage: 1, percentageText: '100.00%' });
    assert.deepEqual(told.find(([what]) => what === 'done')[1], { size, name, url, ext });
    assert.deepEqual(told.at(-1), ['send', 'sending', url]);
  });
}

test('F: a line that drops in the middle of an upload resumes, and a forwarded file is not uploaded again', async () => {
  const line = await BadLine.to(gateway.port);
  try {
    const [sender, receiver] = await two({ url: line.url });
    const content = bytes(2 * CHUNK + 5, 7);
    const arrived = next(receiver, 'msg');
    let cuts = 0;

    const sending = sender.msg.sendFileMsg({
      scene: 'p2p',
      to: bob.account,
      file: new File([content], 'long.bin'),
      onUploadProgress: ({ loaded }) => {
        if (loaded < cuts * CHUNK || cuts === 2) return;
        cuts += 1;
        setImmediate(() => line.cut());
      },
    });
    // The message's own line is cut with the upload's, and may not be back when the upload is done.
    const sent = await sending.catch(async (error) => {
      await until('the sender is back', () => sender.status === 'logined');
      return sender.msg.resendMsg({ msg: error.msg });
    });

    assert.ok(cuts > 0);
    assert.ok((await fetched((await arrived).attach.url.replace(line.url, gateway.url))).equals(content));
    const again = next(receiver, 'msg');
    await sender.msg.forwardMsg({ scene: 'p2p', to: bob.account, msg: sent });
    assert.equal((await again).attach.url, sent.attach.url);
  } finally {
    await line.stop();
  }
});

test('F: an upload that is given up ends the send, and nothing of it can be fetched', async () => {
  const [sender] = await two();
  let task;

  await assert.rejects(sender.msg.sendFileMsg({
    scene: 'p2p',
    to: bob.account,
    file: new File([bytes(3 * CHUNK, 9)], 'gone.bin'),
    onUploadStart: (given) => { task = given; },
    onUploadProgress: () => task.abort(),
    onUploadDone: assert.fail,
    onSendBefore: assert.fail,
  }), { code: 499 });
});

test('F: what is no such file is refused before it is uploaded, what lies about itself after', async () => {
  const [sender] = await two();
  const send = (file) => sender.msg.sendImageMsg({ scene: 'p2p', to: bob.account, file });

  await assert.rejects(send(new File(['x'], 'a.txt', { type: 'text/plain' })), { code: 414 });
  await assert.rejects(send('no file'), { code: 414 });
  await assert.rejects(send(new File(['<html><script>1</script></html>'], 'a.png', { type: 'image/png' })), (error) => {
    assert.equal(error.fault.name, 'file_refused');
    return true;
  });
  const sent = sender.msg.sendFileMsg({
    scene: 'p2p', to: bob.account, attach: { url: `${gateway.url}/files/${'0'.repeat(32)}` },
  });
  await assert.rejects(sent, { code: 404 });
  await until('the message was not sent', async () => (await sender.msgLog.getHistoryMsgs({ scene: 'p2p', to: bob.account })).length === 0);
});
