import assert from 'node:assert/strict';
import http from 'node:http';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS, plain } from '../support/nim.js';

let upstream;
let gateway;
let clients;

before(async () => {
  upstream = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(request.url.endsWith('/missing') ? 404 : 200, { 'content-type': 'application/json' });
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, account: headers['x-posthouse-account'], wish: headers['x-wish'], body: chunks.join('') }));
    });
  });
  await new Promise((resolve) => { upstream.listen(0, '127.0.0.1', resolve); });
  gateway = await Gateway.start({ POSTHOUSE_PASS_THROUGH_URL: `http://127.0.0.1:${upstream.address().port}/im` });
});
after(async () => {
  await gateway?.stop();
  upstream?.closeAllConnections();
  upstream?.close();
});
afterEach(() => clients?.endAll());

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: a request reaches the upstream as the account, and its answer comes back`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const ann = await clients.connect(identity);

    const answer = plain(await ann.nim.passThrough.request({ path: '/things?a=1', method: 3, header: '{"X-Wish":"tea"}', body: 'é' }));
    const missing = plain(await ann.nim.passThrough.request({ path: '/missing' }));

    assert.deepEqual(JSON.parse(answer.body), { method: 'PUT', url: '/im/things?a=1', account: identity.account, wish: 'tea', body: 'é' });
    assert.deepEqual(JSON.parse(answer.header), { ':status': '200', 'content-type': 'application/json' });
    assert.deepEqual([answer.path, answer.method], ['/things?a=1', 3]);
    assert.equal(JSON.parse(missing.header)[':status'], '404');
    await assert.rejects(ann.nim.passThrough.request({ path: '/../secret' }), { code: 414 });
    await assert.rejects(ann.nim.passThrough.request({ path: '/x', zone: 'elsewhere' }), { code: 404 });
    await assert.rejects(ann.nim.passThrough.request({ path: '/x', header: '{"x-posthouse-account":"eve"}' }), { code: 414 });
  });

  test(`${version}, 22_2: what the app's server tells an account reaches its connected devices`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const devices = [await clients.connect(identity), await clients.connect(identity)];
    const heard = devices.map((device) => device.next('proxyMsg'));

    const { time } = await gateway.proxyMsg(identity.account, { from: 'Bob', body: 'come home' });

    for (const [msg] of await Promise.all(heard)) assert.deepEqual(plain(msg), { from: 'bob', body: 'come home', time });
    await assert.rejects(gateway.proxyMsg('nobody', { body: 'x' }), /404/);
  });
}

test('a native client asks the same', async () => {
  clients = new Clients(gateway);
  const identity = await gateway.account('ann');
  const ann = await clients.connect(identity);

  const answer = await ann.passThrough.request({ path: '/things', method: 1, header: '{"x-wish":"tea"}' });

  const said = { method: 'GET', url: '/im/things', account: identity.account, wish: 'tea', body: '' };
  assert.deepEqual([answer.status, JSON.parse(answer.body)], [200, said]);
  await assert.rejects(ann.passThrough.request({ path: '/../secret' }), { code: 414 });
  const told = next(ann, 'proxyMsg');
  const { time } = await gateway.proxyMsg(identity.account, { body: 'come home' });
  assert.deepEqual(await told, { body: 'come home', time });
});
