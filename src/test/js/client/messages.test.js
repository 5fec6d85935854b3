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

async function two() {
  ann = await gateway.account('ann', 'Ann');
  bob = await gateway.account('bob', 'Bob');
  return [await clients.connect(ann), await clients.connect(bob)];
}

const text = (to, body, others) => ({ scene: 'p2p', to, body, ...others });

test('M3: a message is sending, then sent, then read, and each covered by the receipt with it', async () => {
  const [sender, receiver] = await two();
  const statuses = [];
  const { msg: received } = record(receiver, 'msg');

  const first = await sender.msg.sendTextMsg(text(bob.account, 'one', { onSendBefore: (msg) => statuses.push(msg.status) }));
  const second = await sender.msg.sendTextMsg(text(bob.account, 'two'));
  const third = await sender.msg.sendTextMsg(text(bob.account, 'three'));
  assert.deepEqual([...statuses, first.status], ['sending', 'sent']);
  await until('all have arrived', () => received.length === 3);
  assert.deepEqual(received.map((msg) => msg.status), ['unread', 'unread', 'unread']);

  const told = next(sender, 'msgReceipts');
  await receiver.msg.sendMsgReceipt({ msg: received[1] });
  await told;

  assert.deepEqual([first, second, third].map((msg) => msg.status), ['receipt', 'receipt', 'sent']);
  assert.deepEqual(received.map((msg) => msg.status), ['read', 'read', 'unread'], 'the reader finds that a receipt was sent');
});

test('S5: a message to somebody who has blocked the sender is refused, and nothing of it arrives', async () => {
  const [sender, receiver] = await two();
  const heard = record(receiver, 'msg');
  await receiver.user.setBlack({ account: ann.account, isAdd: true });

  const failure = await sender.msg.sendTextMsg(text(bob.account, 'hello?')).then(assert.fail, (error) => error);
  assert.deepEqual([failure.code, failure.msg.status], [7101, 'refused']);
  const recalled = await sender.msg.recallMsg({ msg: failure.msg }).then(assert.fail, (error) => error);
  assert.equal(recalled.fault.name, 'not_recallable', 'R2: a refused message cannot be recalled');

  await receiver.user.setBlack({ account: ann.account, isAdd: false });
  await settle(sender, receiver);
  assert.equal(heard.msg.length, 1);
  const mine = await sender.msgLog.getHistoryMsgs({ scene: 'p2p', to: bob.account, asc: true });
  const theirs = await receiver.msgLog.getHistoryMsgs({ scene: 'p2p', to: ann.account, asc: true });
  assert.deepEqual(mine.map((msg) => msg.status), ['refused', 'sent']);
  assert.equal(theirs.length, 1);
});

test('S2: another content under the same idClient is refused with a code of its own', async () => {
  const [sender] = await two();
  const sent = await sender.msg.sendTextMsg(text(bob.account, 'one'));

  const again = await sender.msg.resendMsg({ msg: sent });
  assert.deepEqual([again.idServer, again.time, again.status], [sent.idServer, sent.time, 'sent']);

  const failure = await sender.msg.sendTextMsg(text(bob.account, 'other', { idClient: sent.idClient })).then(assert.fail, (error) => error);
  assert.deepEqual([failure.code, failure.fault.name, failure.msg.status], [417, 'content_differs', 'sendFailed']);
});

test('S4: a forwarded message carries the content and nothing else', async () => {
  const [sender, receiver] = await two();
  const attach = '{"a": 1, "n": 12345678901234567890}';
  const source = await sender.msg.sendCustomMsg({
    scene: 'p2p', to: bob.account, attach, ext: 'mine', subType: 7,
    setting: { needRoaming: false }, pushInfo: { pushContent: 'x' }, teamSpecializationInfo: { needACK: true },
  });
  await settle(sender, receiver);

  const copy = await receiver.msg.forwardMsg({ scene: 'p2p', to: ann.account, msg: (await receiver.msgLog.getHistoryMsgs({ scene: 'p2p', to: ann.account, msgTypes: ['custom'] }))[0] });
  const [arrived] = await sender.msgLog.getHistoryMsgs({ scene: 'p2p', to: bob.account, limit: 1 });

  assert.deepEqual([copy.ext, copy.subType, copy.setting, copy.pushInfo, copy.teamSpecializationInfo], ['mine', 7, undefined, undefined, undefined]);
  assert.notEqual(copy.idClient, source.idClient);
  assert.deepEqual([arrived.idServer, arrived.attach], [copy.idServer, source.attach]);
});

test('M4: what is too long fails with a code, and the line lives on', async () => {
  const [sender] = await two();

  const long = await sender.msg.sendTextMsg(text(bob.account, 'x'.repeat(5_001))).then(assert.fail, (error) => error);
  const huge = await sender.msg.sendTextMsg(text(bob.account, 'x'.repeat(100_000))).then(assert.fail, (error) => error);
  assert.deepEqual([long.code, long.msg.status, long.fault.name], [405, 'sendFailed', 'body_too_long']);
  assert.deepEqual([huge.code, huge.msg.status], [405, 'sendFailed'], 'a frame past the limit does not leave');

  const sent = await sender.msg.sendTextMsg(text(bob.account, 'x'.repeat(5_000)));
  assert.deepEqual([sent.status, sender.status], ['sent', 'logined']);
});

test('wrong arguments fail before anything is sent', async () => {
  const [nim] = await two();

  for (const call of [
    () => nim.msg.sendTextMsg(),
    () => nim.msg.sendTextMsg({ scene: 'p2p', body: 'x' }),
    () => nim.msg.resendMsg({}),
    () => nim.msg.recallMsg({ msg: { idClient: 'never sent' } }),
    () => nim.msg.sendImageMsg({ scene: 'p2p', to: bob.account }),
    () => nim.msg.deleteSelfMsgs({ msgs: [] }),
  ]) await assert.rejects(call, { code: 414 });
});

test('S7: a message to oneself is sent, and arrives at the other device', async () => {
  const [nim] = await two();
  const other = await clients.connect(ann, { deviceId: 'other' });
  const { msg: echoed } = record(nim, 'msg');
  const arrived = next(other, 'msg');

  const sent = await nim.msg.sendTextMsg(text(ann.account, 'note to self'));

  assert.deepEqual([sent.status, sent.sessionId], ['sent', `p2p-${ann.account}`]);
  assert.equal((await arrived).idServer, sent.idServer);
  assert.deepEqual(echoed, []);
});

test('file messages are sent by the address of the file', async () => {
  const [sender, receiver] = await two();
  const arrived = next(receiver, 'msg');
  const attach = { url: 'https://example.org/a.png', name: 'a.png', size: 12, w: 3, h: 4 };

  await sender.msg.sendImageMsg({ scene: 'p2p', to: bob.account, attach });

  const msg = await arrived;
  assert.deepEqual([msg.type, msg.attach], ['image', attach]);
});

test('A4: history in both directions, by type, in pages', async () => {
  const [sender, receiver] = await two();
  for (let at = 1; at <= 5; at += 1) await sender.msg.sendTextMsg(text(bob.account, `m${at}`));
  await sender.msg.sendTipMsg(text(bob.account, 'tip'));
  const bodies = (msgs) => msgs.map((msg) => msg.body);
  const ask = (options) => receiver.msgLog.getHistoryMsgs({ scene: 'p2p', to: ann.account, ...options });

  assert.deepEqual(bodies(await ask({})), ['tip', 'm5', 'm4', 'm3', 'm2', 'm1']);
  assert.deepEqual(bodies(await ask({ asc: true, limit: 2 })), ['m5', 'tip']);
  assert.deepEqual(bodies(await ask({ msgTypes: ['tip'] })), ['tip']);
  const [first, second] = await ask({ reverse: true, limit: 2 });
  assert.deepEqual([first.body, second.body], ['m1', 'm2']);
  assert.deepEqual(bodies(await ask({ endTime: second.time, lastMsgId: second.idServer })), ['m1']);
  const page = await receiver.msgLog.getHistoryPage({ scene: 'p2p', to: ann.account, limit: 4 });
  assert.equal(page.more, true);
});
