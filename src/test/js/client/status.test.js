import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let clients;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

const two = async () => [await gateway.account('ann'), await gateway.account('bob')];

test('who subscribed is told when a device comes and goes', async () => {
  const [ann, bob] = await two();
  const watcher = await clients.connect(bob);
  await watcher.event.subscribeEvent({ type: 1, accounts: [ann.account], sync: true });
  const coming = next(watcher, 'pushEvents');

  const device = await clients.connect(ann, { clientType: 'iOS' });
  const [came] = await coming;
  const leaving = next(watcher, 'pushEvents');
  await device.destroy();
  const [left] = await leaving;

  assert.deepEqual([came.account, came.type, came.value, came.connected], [ann.account, 1, 1, ['iOS']]);
  assert.deepEqual([left.value, left.connected], [2, []]);
});

test('what an app publishes is told at once and after the next login', async () => {
  const [ann, bob] = await two();
  const [publisher, watcher] = [await clients.connect(ann), await clients.connect(bob)];
  await watcher.event.subscribeEvent({ type: 100_000, accounts: [ann.account] });
  const live = next(watcher, 'pushEvents');

  const status = await publisher.event.publishEvent({ type: 100_000, value: 3, ext: 'away' });

  assert.deepEqual(await live, [status]);
  const pad = clients.make(bob);
  const held = next(pad, 'pushEvents');
  await pad.connect();
  assert.deepEqual(await held, [status]);
  const [listed] = await pad.event.querySubscribeEvents({ type: 100_000 });
  assert.deepEqual([listed.to, listed.from, listed.subscribeTime], [ann.account, bob.account, 2_592_000]);
  assert.deepEqual(await pad.event.unSubscribeEvents({ type: 100_000 }), { failedAccounts: [] });
});
