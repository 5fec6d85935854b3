import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next, record, settle, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let clients;
let ann;
let bob;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

async function accounts() {
  ann = await gateway.account('ann');
  bob = await gateway.account('bob');
}

const text = (to, body, others) => ({ scene: 'p2p', to, body, ...others });
const phone = { deviceId: 'phone', clientType: 'iOS' };
const web = { deviceId: 'web' };

/** Connects and gathers what the sync tells. */
async function connectHearing(identity, others) {
  const nim = clients.make(identity, others);
  const heard = record(nim, 'syncOfflineMsgs', 'syncRoamingMsgs', 'syncSysMsgs', 'sessions', 'relations', 'msgReceipts', 'multiPortLogin');
  await nim.connect();
  return { nim, heard };
}

const bodiesOf = (batches) => batches.flatMap(({ msgs }) => msgs.map((msg) => msg.body));

/** Until what a device has been told is acknowledged: a second login of it is told nothing. */
async function untilAcknowledged(identity, others) {
  await until('everything is acknowledged', async () => {
    const { nim, heard } = await connectHearing(identity, others);
    await nim.destroy();
    return heard.syncOfflineMsgs.length === 0 && heard.syncRoamingMsgs.length === 0;
  });
}

test('D3: what comes while nobody is there waits as offline messages, in order, once', async () => {
  await accounts();
  const sender = await clients.connect(ann);
  for (const body of ['one', 'two', 'three']) await sender.msg.sendTextMsg(text(bob.account, body));

  const first = await connectHearing(bob, web);
  assert.deepEqual(bodiesOf(first.heard.syncOfflineMsgs), ['one', 'two', 'three']);
  assert.equal(first.heard.syncOfflineMsgs[0].sessionId, `p2p-${ann.account}`);
  assert.deepEqual(first.heard.sessions[0].map(({ id, unread, lastMsg }) => [id, unread, lastMsg.body]), [[`p2p-${ann.account}`, 3, 'three']]);
  await first.nim.destroy();

  await untilAcknowledged(bob, web);
});

test('D4: what another device has had comes as roaming messages, once', async () => {
  await accounts();
  const sender = await clients.connect(ann);
  const onPhone = await clients.connect(bob, phone);
  const onWeb = await clients.connect(bob, web);
  await onWeb.destroy();
  const arrived = next(onPhone, 'msg', (msg) => msg.body === 'two');
  for (const body of ['one', 'two']) await sender.msg.sendTextMsg(text(bob.account, body));
  await arrived;
  await onPhone.destroy();
  await untilAcknowledged(bob, phone);

  const { heard, nim } = await connectHearing(bob, web);
  assert.deepEqual(bodiesOf(heard.syncRoamingMsgs), ['one', 'two']);
  assert.deepEqual(heard.syncOfflineMsgs, []);
  await nim.destroy();
  await untilAcknowledged(bob, web);
});

test('S6: the sender\'s other devices get a copy, unless it is not wanted', async () => {
  await accounts();
  const onWeb = await clients.connect(ann, web);
  const onPhone = await clients.connect(ann, phone);
  const { msg: copies } = record(onPhone, 'msg');

  await onWeb.msg.sendTextMsg(text(bob.account, 'secret', { setting: { needSelfSync: false } }));
  const sent = await onWeb.msg.sendTextMsg(text(bob.account, 'open'));
  await until('the copy is there', () => copies.length > 0);

  assert.deepEqual(copies.map(({ body, flow, status, target, idServer }) => [body, flow, status, target, idServer]),
    [['open', 'out', 'sent', bob.account, sent.idServer]]);
});

test('C3: reading on one device clears the unread count on the other', async () => {
  await accounts();
  const sender = await clients.connect(ann);
  const onWeb = await clients.connect(bob, web);
  const onPhone = await clients.connect(bob, phone);
  const id = `p2p-${ann.account}`;
  const { msg: received } = record(onPhone, 'msg');
  for (const body of ['one', 'two']) await sender.msg.sendTextMsg(text(bob.account, body));
  await until('both devices count two', () => [onWeb, onPhone].every((nim) => nim.session.getSession({ id })?.unread === 2));

  await onWeb.session.resetSessionUnreadCount({ id });

  assert.equal(onWeb.session.getSession({ id }).unread, 0);
  await until('the phone counts none', () => onPhone.session.getSession({ id }).unread === 0);
  assert.deepEqual(received.map((msg) => msg.status), ['read', 'read']);
  await settle(sender, onPhone);
  assert.equal(onPhone.session.getSession({ id }).unread, 1);
});

test('C3: a recall takes an unread message out of the count and out of the list', async () => {
  await accounts();
  const sender = await clients.connect(ann);
  const receiver = await clients.connect(bob);
  const id = `p2p-${ann.account}`;
  await sender.msg.sendTextMsg(text(bob.account, 'stays'));
  const wrong = await sender.msg.sendTextMsg(text(bob.account, 'goes'));
  await until('two are unread', () => receiver.session.getSession({ id })?.unread === 2);

  await sender.msg.recallMsg({ msg: wrong });

  await until('one is unread, and the one before is the last', () => {
    const session = receiver.session.getSession({ id });
    return session.unread === 1 && session.lastMsg?.body === 'stays';
  });
});

test('R2: a recall twice, or of somebody else\'s message, is refused', async () => {
  await accounts();
  const sender = await clients.connect(ann);
  const receiver = await clients.connect(bob);
  const arrived = next(receiver, 'msg');
  const sent = await sender.msg.sendTextMsg(text(bob.account, 'mine'));

  await assert.rejects(receiver.msg.recallMsg({ msg: await arrived }), (error) => error.fault?.retry === 'never');
  await sender.msg.recallMsg({ msg: sent });
  await assert.rejects(sender.msg.recallMsg({ msg: sent }), (error) => error.fault?.retry === 'never');
});

test('A2: devices are told of each other, and one may sign the other out', async () => {
  await accounts();
  const onWeb = await clients.connect(ann, web);
  const came = next(onWeb, 'multiPortLogin', ([device]) => device.online);
  const { nim: onPhone, heard } = await connectHearing(ann, phone);
  assert.deepEqual((await came).map(({ deviceId, type }) => [deviceId, type]), [['phone', 'iOS']]);
  assert.deepEqual(heard.multiPortLogin[0].map(({ deviceId }) => deviceId), ['web']);

  const kicked = next(onPhone, 'kicked');
  const went = next(onWeb, 'multiPortLogin', ([device]) => !device.online);
  const answer = await onWeb.kick({ deviceIds: ['phone'] });

  assert.deepEqual(answer.deviceIds, ['phone']);
  assert.deepEqual([(await kicked).reason, onPhone.status], ['otherPlatformKick', 'unconnected']);
  assert.equal((await went)[0].deviceId, 'phone');
});

test('A3: blocking and muting reach the other devices and the next login', async () => {
  await accounts();
  const onWeb = await clients.connect(ann, web);
  const onPhone = await clients.connect(ann, phone);
  const blocked = next(onPhone, 'updateBlackList');
  const muted = next(onPhone, 'updateMuteList');

  await onWeb.user.setBlack({ account: bob.account, isAdd: true });
  await onWeb.user.setMute({ account: bob.account, isAdd: true });

  assert.deepEqual([await blocked, await muted], [{ account: bob.account, isAdd: true }, { account: bob.account, isAdd: true }]);
  const { heard } = await connectHearing(ann, { deviceId: 'tablet' });
  const wanted = [{ account: bob.account, isBlack: true, isMuted: true }];
  assert.deepEqual(heard.relations, [{ blackList: wanted, muteList: wanted }]);
  assert.deepEqual(await onWeb.user.getBlackList(), wanted);
});

test('A4: deleting for oneself and clearing reach the own devices and nobody else', async () => {
  await accounts();
  const onWeb = await clients.connect(ann, web);
  const onPhone = await clients.connect(ann, phone);
  const peer = await clients.connect(bob);
  const sent = await onWeb.msg.sendTextMsg(text(bob.account, 'one'));
  await onWeb.msg.sendTextMsg(text(bob.account, 'two'));
  const history = (nim, to) => nim.msgLog.getHistoryMsgs({ scene: 'p2p', to, asc: true }).then((msgs) => msgs.map((msg) => msg.body));

  const deleted = next(onPhone, 'deleteSelfMsgs');
  await onWeb.msg.deleteSelfMsgs({ msgs: [sent] });
  const [entry] = await deleted;
  assert.deepEqual([entry.idServer, entry.from, entry.to, entry.scene], [sent.idServer, ann.account, bob.account, 'p2p']);
  assert.deepEqual([await history(onPhone, bob.account), await history(peer, ann.account)], [['two'], ['one', 'two']]);

  const cleared = next(onPhone, 'clearServerHistoryMsgs');
  const { timetag } = await onWeb.msgLog.clearHistoryMsgsFromServer({ scene: 'p2p', to: bob.account });
  assert.deepEqual((await cleared).map(({ sessionId }) => sessionId), [`p2p-${bob.account}`]);
  assert.ok(timetag > 0);
  assert.deepEqual([await history(onPhone, bob.account), await history(peer, ann.account)], [[], ['one', 'two']]);
});

test('name cards are changed, told to the own devices and read by others', async () => {
  await accounts();
  const onWeb = await clients.connect(ann, web);
  const onPhone = await clients.connect(ann, phone);
  const peer = await clients.connect(bob);
  const told = next(onPhone, 'updateMyNameCard');

  const card = await onWeb.user.updateMyNameCard({ nick: 'Ann L.', ext: '{"x":1}' });

  assert.deepEqual([card.nick, (await told).nick], ['Ann L.', 'Ann L.']);
  const [read] = await peer.user.getUsersNameCardFromServer({ accounts: [ann.account] });
  assert.deepEqual([read.account, read.nick, read.ext], [ann.account, 'Ann L.', '{"x":1}']);
});

test('sessions are listed newest first, and older ones by pages', async () => {
  await accounts();
  const nim = await clients.connect(ann);
  const others = await Promise.all(['x', 'y', 'z'].map((name) => gateway.account(name)));
  for (const { account } of others) await nim.msg.sendTextMsg(text(account, `to ${account}`));
  const newestFirst = others.map(({ account }) => account).reverse();

  assert.deepEqual(nim.session.getAllSessions().map((session) => session.to), newestFirst);
  const page = await nim.session.getSessionsFromServer({ limit: 2 });
  const rest = await nim.session.getSessionsFromServer({ limit: 2, before: page.before });
  assert.deepEqual([...page.sessions, ...rest.sessions].map((session) => session.to), newestFirst);
  assert.deepEqual([page.more, rest.more], [true, false]);
});
