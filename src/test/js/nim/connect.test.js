import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

const texts = (client, from) => client.frames.filter((frame) => frame.from === from).map((frame) => frame.text);

for (const version of Object.keys(VERSIONS)) {
  test(`${version} reaches the socket by the two options alone`, async () => {
    clients = new NimClients(gateway, version);
    const ann = clients.make(await gateway.account('ann'), { needReconnect: false });

    await ann.nim.connect();

    assert.equal(ann.sockets.length, 1, 'one address was enough');
    assert.match(ann.sockets[0].url, new RegExp(`^wss://127\\.0\\.0\\.1:${gateway.tlsPort}/socket\\.io/1/websocket/[\\w-]{52}$`));
    assert.equal(texts(ann, 'gateway')[0], '1::');
    assert.match(texts(ann, 'client')[0], /^3:::\{.*"SID":2,"CID":3/);
  });

  test(`${version} is sent to the gateway by the LBS, whatever linkUrl says`, async () => {
    clients = new NimClients(gateway, version);
    const ann = clients.make(await gateway.account('ann'), { needReconnect: false, linkUrl: '127.0.0.1:1' });

    await ann.nim.connect();

    assert.equal(new URL(ann.sockets[0].url).port, String(gateway.tlsPort));
  });

  test(`${version} connects by linkUrl when there is no LBS`, async () => {
    clients = new NimClients(gateway, version);
    const ann = clients.make(await gateway.account('ann'), { needReconnect: false, lbsUrls: ['https://127.0.0.1:1/lbs'] });

    await ann.nim.connect();

    assert.equal(ann.nim.status ?? ann.nim.getStatus?.(), 'logined');
  });

  test(`${version} is refused with a wrong token`, async () => {
    clients = new NimClients(gateway, version);
    const { account } = await gateway.account('ann');
    const ann = clients.make({ account, token: 'not-the-token' }, { needReconnect: false });

    await assert.rejects(ann.nim.connect(), { code: 302 });
  });
}

test('an id of the handshake is good for one socket', async () => {
  clients = new NimClients(gateway);
  const ann = clients.make(await gateway.account('ann'), { needReconnect: false });
  await ann.nim.connect();

  const frames = [];
  const again = new ann.sockets[0].constructor(ann.sockets[0].url);
  again.on('message', (data) => frames.push(data.toString()));
  await new Promise((resolve) => { again.on('close', resolve); });

  assert.deepEqual(frames, ['7:::1+0']);
});
