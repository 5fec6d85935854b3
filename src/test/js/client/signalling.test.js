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

test('a call is answered, told in, and ended', async () => {
  const [one, other] = await two();
  const [ann, bob] = [await clients.connect(one), await clients.connect(other)];
  const ringing = next(bob, 'signalingInvite');

  const called = await ann.signaling.callEx({ type: 1, toAccid: bob.account, requestId: 'r1', attachExt: 'hello', uid: 5 });
  const { channelId } = called.channelInfo;
  const { fromAccid, requestId, metaData } = await ringing;
  const joining = next(ann, 'signalingJoin');
  const joined = await bob.signaling.joinAndAccept({ channelId, fromAccid, requestId });

  assert.deepEqual([called.reached, called.memberList[0].uid, metaData.ext], [true, 5, 'hello']);
  assert.equal(joined.memberList.length, 2);
  assert.equal((await joining).member.accid, bob.account);
  const told = next(bob, 'signalingCustomCommand');
  await ann.signaling.sendCustomCommand({ channelId, attachExt: 'mute' });
  assert.equal((await told).metaData.ext, 'mute');
  const closed = next(bob, 'signalingClose');
  await ann.signaling.close({ channelId });
  assert.equal((await closed).metaData.channelInfo.channelId, channelId);
  await assert.rejects(bob.signaling.join({ channelId }), { code: 10404 });
});

test('an invitation waits for who is away, and is rejected', async () => {
  const [one, other] = await two();
  const ann = await clients.connect(one);
  const { channelInfo: { channelId } } = await ann.signaling.create({ type: 3 });
  await ann.signaling.join({ channelId });
  const { reached } = await ann.signaling.invite({ channelId, toAccid: other.account, requestId: 'r1', needOffline: true });
  const bob = clients.make(other);
  const invited = next(bob, 'signalingInvite');
  await bob.connect();

  const { fromAccid, requestId, metaData } = await invited;
  const rejecting = next(ann, 'signalingReject');
  await bob.signaling.reject({ channelId, fromAccid, requestId });

  assert.equal(reached, false);
  assert.match(metaData.msgId, /^\d+$/);
  assert.equal((await rejecting).requestId, 'r1');
  assert.deepEqual((await ann.signaling.getChannels()).map(({ channelInfo }) => channelInfo.channelId), [channelId]);
  await assert.rejects(bob.signaling.accept({ channelId, fromAccid, requestId, autoJoin: true }), { code: 10409 });
});
