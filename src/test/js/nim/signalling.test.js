import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS, plain } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

/** The SDK tells signals by the service itself. */
const next = (client, name) => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error(`${client.account} was not told ${name} in time`)), 10_000);
  client.nim.signaling.once(name, (notice) => {
    clearTimeout(timer);
    resolve(plain(notice));
  });
});

/** Asks with an object of the browser's own making, as an app in it does: 10.8.1 takes no other for an object. */
function ask(client, verb, options) {
  const FunctionThere = client.nim.constructor.constructor;
  return client.nim.signaling[verb](new FunctionThere('text', 'return JSON.parse(text)')(JSON.stringify(options)));
}

const members = ({ memberList }) => plain(memberList).map(({ accid }) => accid).sort();

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: a call is answered, told in, and hung up`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('bob');
    const ann = await clients.connect(await gateway.account('ann'));
    const bob = await clients.connect(identity);
    const pad = await clients.connect(identity);
    const [ringing, ringingToo] = [next(bob, 'signalingInvite'), next(pad, 'signalingInvite')];

    const called = plain(await ask(ann, 'callEx', { type: 1, toAccid: bob.account, requestId: 'r1', attachExt: 'hello', ext: 'of the channel' }));
    const { channelId } = called.channelInfo;
    const invite = await ringing;
    await ringingToo;

    assert.deepEqual(members(called), [ann.account]);
    assert.equal(called.channelInfo.pluginSetting.nertcInfo.callStatus, 200);
    assert.deepEqual([invite.fromAccid, invite.toAccid, invite.requestId, invite.metaData.ext, invite.metaData.eventType],
      [ann.account, bob.account, 'r1', 'hello', 3]);
    assert.deepEqual([invite.metaData.channelInfo.channelId, invite.metaData.channelInfo.ext], [channelId, 'of the channel']);

    const [accepted, joined, elsewhere] = [next(ann, 'signalingAccept'), next(ann, 'signalingJoin'), next(pad, 'signalingAccept')];
    const channel = await ask(bob, 'joinAndAccept', { channelId, fromAccid: ann.account, requestId: 'r1', uid: 77 });
    assert.deepEqual(members(channel), [ann.account, bob.account].sort());
    assert.equal((await accepted).requestId, 'r1');
    const { member } = await joined;
    assert.deepEqual([member.accid, member.uid], [bob.account, 77]);
    assert.equal((await elsewhere).metaData.feature, 3);

    const told = next(bob, 'signalingCustomCommand');
    await ask(ann, 'sendCustomCommand', { channelId, attachExt: 'mute' });
    assert.deepEqual((({ fromAccid, metaData }) => [fromAccid, metaData.ext])(await told), [ann.account, 'mute']);

    const left = next(ann, 'signalingLeave');
    await ask(bob, 'leave', { channelId });
    assert.equal((await left).fromAccid, bob.account);
    await ask(ann, 'close', { channelId });
    await assert.rejects(ask(bob, 'join', { channelId }), { code: 10404 });
  });

  test(`${version}: a channel is made, found by name, joined, invited to, and its invitation rejected or taken back`, async () => {
    clients = new NimClients(gateway, version);
    const ann = await clients.connect(await gateway.account('ann'));
    const bob = await clients.connect(await gateway.account('bob'));
    const name = `room of ${ann.account}`;
    const { channelInfo: { channelId } } = plain(await ask(ann, 'create', { type: 2, name }));
    await assert.rejects(ask(bob, 'create', { type: 2, name }), { code: 10405 });
    await assert.rejects(ask(ann, 'invite', { channelId, toAccid: bob.account, requestId: 'r1' }), { code: 10406 });
    await ask(ann, 'join', { channelId, uid: 5 });
    await assert.rejects(ask(ann, 'join', { channelId }), { code: 10407 });
    await assert.rejects(ask(bob, 'join', { channelId, uid: 5 }), { code: 10417 });
    const found = plain(await ask(bob, 'queryInfo', { name }));
    assert.deepEqual([found.channelInfo.channelId, found.memberList[0].uid], [channelId, 5]);

    const invited = next(bob, 'signalingInvite');
    const pushInfo = { needPush: true, pushTitle: 'a call', pushContent: 'from ann', pushPayload: '{}', needPushBadge: true };
    await ask(ann, 'invite', { channelId, toAccid: bob.account, requestId: 'r1', pushInfo });
    assert.deepEqual((await invited).pushInfo, pushInfo);
    const rejected = next(ann, 'signalingReject');
    await ask(bob, 'reject', { channelId, fromAccid: ann.account, requestId: 'r1', attachExt: 'busy' });
    assert.equal((await rejected).metaData.ext, 'busy');
    await assert.rejects(ask(bob, 'joinAndAccept', { channelId, fromAccid: ann.account, requestId: 'r1' }), { code: 10409 });

    const cancelled = next(bob, 'signalingCancelInvite');
    await ask(ann, 'invite', { channelId, toAccid: bob.account, requestId: 'r2' });
    await ask(ann, 'cancelInvite', { channelId, toAccid: bob.account, requestId: 'r2' });
    assert.equal((await cancelled).requestId, 'r2');
    await assert.rejects(ask(bob, 'accept', { channelId, fromAccid: ann.account, requestId: 'r2' }), { code: 10408 });

    await ask(ann, 'invite', { channelId, toAccid: bob.account, requestId: 'r3' });
    await ask(bob, 'accept', { channelId, fromAccid: ann.account, requestId: 'r3', autoJoin: true });
    assert.deepEqual(members(await ask(bob, 'queryInfo', { name })), [ann.account, bob.account].sort());
  });

  test(`${version}: who is away is told after the login what waits, and who comes back which channels it is in`, async () => {
    clients = new NimClients(gateway, version);
    const [identity, other] = [await gateway.account('ann'), await gateway.account('bob')];
    const ann = await clients.connect(identity);
    const called = plain(await ask(ann, 'callEx', { type: 1, toAccid: other.account, requestId: 'r1', needOffline: true }));
    assert.equal(called.channelInfo.pluginSetting.nertcInfo.callStatus, 10201);
    const { channelId } = called.channelInfo;
    await assert.rejects(ask(ann, 'invite', { channelId, toAccid: other.account, requestId: 'r2' }), { code: 10201 });

    const bob = clients.make(other);
    const invited = next(bob, 'signalingInvite');
    const done = bob.next('syncdone');
    await bob.nim.connect();
    await done;
    const invite = await invited;
    assert.deepEqual([invite.requestId, invite.metaData.channelInfo.channelId], ['r1', channelId]);
    await ask(bob, 'joinAndAccept', { channelId, fromAccid: identity.account, requestId: 'r1' });

    const pad = clients.make(other);
    const channels = next(pad, 'singalingSyncChannels');
    await pad.nim.connect();
    const [own] = await channels;
    assert.deepEqual([own.channelInfo.channelId, members(own)], [channelId, [identity.account, other.account].sort()]);
    await assert.rejects(ask(pad, 'join', { channelId }), { code: 10420 });
  });
}
