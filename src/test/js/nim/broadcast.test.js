import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

/** One that lives from another test may come first. */
const told = (client, words) => new Promise((resolve) => {
  client.nim.on('broadcastMsgs', (msgs) => { if (JSON.stringify(msgs).includes(words)) resolve(msgs); });
});

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: a broadcast of the server reaches who is connected`, async () => {
    clients = new NimClients(gateway, version);
    const bob = clients.make(await gateway.account('bob'), { needReconnect: false });
    await bob.nim.connect();
    const heard = told(bob, `hear, ${version}`);

    const { id } = await gateway.broadcast({ body: `hear, ${version}`, life: 'PT1H' });

    assert.match(JSON.stringify(await heard), new RegExp(`"id":"?${id}`));
  });
}
