import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { bytes, mp4, png, wav } from '../support/media.js';
import { NimClients, plain, VERSIONS } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

for (const version of Object.keys(VERSIONS)) for (const [kind, send, content, name, type, facts] of [
  ['image', 'sendImageMsg', png(30, 20), 'a.png', 'image/png', { w: 30, h: 20 }],
  ['audio', 'sendAudioMsg', wav(), 'b.wav', 'audio/wav', {}],
  ['video', 'sendVideoMsg', mp4(64, 48, 2500), 'c.mp4', 'video/mp4', { w: 64, h: 48, dur: 2500 }],
  ['file', 'sendFileMsg', bytes(9 * 1024 * 1024), 'd.dat', 'application/octet-stream', {}],
]) {
  test(`${version}, F: the SDK's ${send} uploads to the gateway, and the receiver gets the bytes`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const sender = await clients.connect(ann);
    const receiver = await clients.connect(bob);
    const arrived = receiver.next('msg');
    const told = [];

    const sent = await sender.nim.msg[send]({
      scene: 'p2p',
      to: bob.account,
      file: new File([content], name, { type }),
      onUploadStart: () => told.push('start'),
      onUploadProgress: () => told.push('progress'),
      onUploadDone: () => told.push('done'),
      onSendBefore: () => told.push('send'),
    });

    const [msg] = await arrived;
    const { attach } = plain(msg);
    assert.deepEqual([msg.type, sent.status, attach.name, attach.size], [kind, 'sent', name, content.length]);
    for (const [fact, value] of Object.entries(facts)) assert.equal(attach[fact], value, fact);
    assert.deepEqual(told.filter((what, at) => what !== told[at - 1]), ['start', 'progress', 'done', 'send']);
    assert.equal(new URL(attach.url).host, `127.0.0.1:${gateway.tlsPort}`);
    // Over TLS is what the SDK says; the same file is there without it.
    const plainly = await fetch(`${gateway.url}${new URL(attach.url).pathname}`);
    assert.ok(Buffer.from(await plainly.arrayBuffer()).equals(content));
  });
}
