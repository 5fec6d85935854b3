import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next, record, settle } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let clients;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

test('the list of sessions is paged, carries a text, and lets go of what is deleted until something new comes', async () => {
  const identity = await gateway.account('ann');
  const [ann, pad] = [await clients.connect(identity), await clients.connect(identity, { deviceId: 'pad' })];
  const others = [await clients.connect(await gateway.account('bob')), await clients.connect(await gateway.account('cleo'))];
  for (const other of others) await settle(ann, other);
  const [bobs, cleos] = others.map((other) => `p2p-${other.account}`);

  const first = await ann.cloudSession.queryCloudSessionList({ limit: 1 });
  const second = await ann.cloudSession.queryCloudSessionList({ limit: 1, maxTimestamp: first.before });

  assert.deepEqual([first.hasMore, first.sessionList.map((session) => session.sessionId)], [true, [cleos]]);
  assert.deepEqual([second.hasMore, second.sessionList.map((session) => session.sessionId)], [false, [bobs]]);
  assert.match(second.sessionList[0].lastMsgInfo.lastMsg.body, /settled/);
  const updated = next(pad, 'multiSyncUpdateCloudSession');
  await ann.cloudSession.updateCloudSession({ sessionId: bobs, ext: 'x' });
  assert.deepEqual([(await updated).sessionId, (await updated).ext], [bobs, 'x']);
  assert.equal((await pad.cloudSession.queryCloudSession({ sessionId: bobs })).ext, 'x');
  const deleted = next(pad, 'multiSyncDeleteCloudSessions');
  await ann.cloudSession.deleteCloudSessionList({ sessionIdList: [bobs, cleos] });
  assert.deepEqual((await deleted).sessionIds, [bobs, cleos]);
  await assert.rejects(pad.cloudSession.queryCloudSession({ sessionId: bobs }), { code: 404 });
  assert.deepEqual((await pad.cloudSession.queryCloudSessionList()).sessionList, []);
  await settle(others[0], ann);
  assert.deepEqual((await pad.cloudSession.queryCloudSessionList()).sessionList.map(({ sessionId, ext }) => [sessionId, ext]), [[bobs, undefined]]);
});

test('D4: what was dropped roams to no other device, and is in the history', async () => {
  const identity = await gateway.account('ann');
  const [ann, bob] = [await clients.connect(identity), await clients.connect(await gateway.account('bob'))];
  await ann.msg.sendTextMsg({ to: bob.account, body: 'before' });
  await ann.msgLog.deleteRoamingMsgs({ ids: [`p2p-${bob.account}`] });
  await ann.msg.sendTextMsg({ to: bob.account, body: 'after' });

  const pad = clients.make(identity, { deviceId: 'pad' });
  const heard = record(pad, 'syncRoamingMsgs');
  await pad.connect();

  assert.deepEqual(heard.syncRoamingMsgs.flatMap(({ msgs }) => msgs.map((msg) => msg.body)), ['after']);
  assert.deepEqual((await pad.msgLog.getHistoryMsgs({ to: bob.account })).map((msg) => msg.body), ['after', 'before']);
});
