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

test('a session on top is on top on all devices, and after a login', async () => {
  const identity = await gateway.account('ann');
  const bob = await gateway.account('bob');
  const ann = await clients.connect(identity);
  const pad = await clients.connect(identity, { deviceId: 'pad' });
  const id = `p2p-${bob.account}`;
  const told = next(pad, 'updateSession');

  const session = await ann.session.addStickTopSession({ id, ext: 'x' });

  assert.deepEqual([session.id, session.stickTopInfo.ext, session.stickTopInfo.isStickOnTop], [id, 'x', true]);
  assert.deepEqual((await told).stickTopInfo, session.stickTopInfo);
  const changed = next(pad, 'updateSession');
  await ann.session.updateStickTopSession({ id, ext: 'y' });
  assert.equal((await changed).stickTopInfo.ext, 'y');
  const later = await clients.connect(identity, { deviceId: 'later' });
  assert.deepEqual((await later.session.getStickTopSessions()).map((top) => [top.id, top.stickTopInfo.ext]), [[id, 'y']]);
  assert.equal(later.session.getSession({ id }).stickTopInfo.ext, 'y');
  const gone = next(pad, 'updateSession');
  assert.equal((await ann.session.deleteStickTopSession({ id })).stickTopInfo, undefined);
  assert.equal((await gone).stickTopInfo, undefined);
  await assert.rejects(ann.session.updateStickTopSession({ id, ext: 'z' }), { code: 404 });
});
