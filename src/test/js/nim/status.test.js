import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS, plain } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

const told = async (waiting) => plain((await waiting)[0]);

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: who subscribed is told when a device comes, logs out, and drops its line`, async () => {
    clients = new NimClients(gateway, version);
    const [identity, other] = [await gateway.account('ann'), await gateway.account('bob')];
    const bob = await clients.connect(other);
    const { failedAccounts } = plain(await bob.nim.event.subscribeEvent({ type: 1, accounts: [identity.account], sync: true }));
    assert.deepEqual(failedAccounts, []);

    const coming = bob.next('pushEvents');
    const ann = await clients.connect(identity, { needReconnect: false });
    const [came] = await told(coming);
    assert.deepEqual([came.account, came.type, came.value, came.clientType, came.serverConfig],
      [identity.account, 1, 1, 'Web', '{"online":[16]}']);

    const leaving = bob.next('pushEvents');
    await ann.nim.disconnect();
    const [left] = await told(leaving);
    assert.deepEqual([left.value, left.serverConfig], [2, '{"online":[]}']);

    const again = bob.next('pushEvents');
    const second = await clients.connect(identity, { needReconnect: false });
    await again;
    const dropping = bob.next('pushEvents');
    second.cut();
    assert.equal((await told(dropping))[0].value, 3);
  });

  test(`${version}: what an app publishes reaches subscribers at once, with sync, and after their login`, async () => {
    clients = new NimClients(gateway, version);
    const [identity, other] = [await gateway.account('ann'), await gateway.account('bob')];
    const ann = await clients.connect(identity);
    const bob = await clients.connect(other);
    const { account } = identity;
    await bob.nim.event.subscribeEvent({ type: 100001, accounts: [account] });

    const live = bob.next('pushEvents');
    const published = plain(await ann.nim.event.publishEvent({ type: 100001, value: 5, ext: 'at lunch', validTime: 60, broadcastType: 2 }));
    const [event] = await told(live);
    assert.deepEqual([event.account, event.type, event.value, event.ext, event.clientType], [account, 100001, 5, 'at lunch', 'Web']);
    assert.deepEqual([event.idServer, event.idClient, event.time], [published.idServer, published.idClient, published.time]);

    const pad = clients.make(other);
    const atLogin = pad.next('pushEvents');
    await pad.nim.connect();
    assert.deepEqual(await told(atLogin), [event]);

    const synced = pad.next('pushEvents');
    await pad.nim.event.subscribeEvent({ type: 100001, accounts: [account], sync: true });
    assert.deepEqual(await told(synced), [event]);
  });

  test(`${version}: subscriptions are listed and ended, by account and by type`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const client = await clients.connect(ann);
    const { event } = client.nim;
    const listed = async (options) => plain(await event.querySubscribeEvents({ type: 1, ...options })).map(({ to }) => to).sort();

    await event.subscribeEvent({ type: 1, accounts: [bob.account, 'cleo'], subscribeTime: 600 });
    assert.deepEqual(await listed({}), [bob.account, 'cleo'].sort());
    assert.deepEqual(await listed({ accounts: ['cleo'] }), ['cleo']);
    const [one] = plain(await event.querySubscribeEvents({ type: 1, accounts: ['cleo'] }));
    assert.deepEqual([one.subscribeTime, one.from, one.type], [600, ann.account, 1]);
    await event.unSubscribeEvents({ type: 1, accounts: ['cleo'] });
    assert.deepEqual(await listed({}), [bob.account]);
    await event.unSubscribeEvents({ type: 1 });
    assert.deepEqual(await listed({}), []);
  });

  test(`${version}: a value that is the gateway's is refused`, async () => {
    clients = new NimClients(gateway, version);
    const ann = await clients.connect(await gateway.account('ann'));

    await assert.rejects(ann.nim.event.publishEvent({ type: 1, value: 2 }), { code: 414 });
  });
}
