import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let clients;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

test('replies are in the thread of their root, whatever they answer to, and are found by their ids', async () => {
  const [ann, bob] = [await clients.connect(await gateway.account('ann')), await clients.connect(await gateway.account('bob'))];
  const root = await ann.msg.sendTextMsg({ to: bob.account, body: 'root' });
  const reply = await bob.msg.sendTextMsg({ to: ann.account, body: 'reply', replyMsg: root });
  const answer = await ann.msg.sendTextMsg({ to: bob.account, body: 'answer', replyMsg: reply });
  const asked = {
    scene: 'p2p',
    threadMsgFromAccount: root.from,
    threadMsgToAccount: root.to,
    threadMsgIdServer: root.idServer,
    threadMsgTime: root.time,
  };

  const { threadMsg, msgs, total, timetag, more } = await bob.msgExtend.getThreadMsgs({ ...asked, reverse: true });

  assert.equal(threadMsg.idServer, root.idServer);
  assert.deepEqual(msgs.map((msg) => msg.body), ['reply', 'answer']);
  assert.deepEqual([total, timetag, more], [2, answer.time, false]);
  assert.equal(msgs[1].threadMessageInfo.replyMsgIdServer, reply.idServer);
  const [page] = [await bob.msgExtend.getThreadMsgs({ ...asked, limit: 1 })];
  assert.deepEqual([page.msgs.map((msg) => msg.body), page.more], [['answer'], true]);
  assert.deepEqual((await ann.msgExtend.getMsgsByIdServer({ reqMsgs: [answer, root] })).map((msg) => msg.body), ['answer', 'root']);
  await ann.msg.recallMsg({ msg: root });
  await assert.rejects(bob.msgExtend.getThreadMsgs(asked), { code: 404 });
});

test('more messages than fit one frame are found by their ids', async () => {
  const [ann, bob] = [await clients.connect(await gateway.account('ann')), await clients.connect(await gateway.account('bob'))];
  const long = 'x'.repeat(5_000);
  const sent = [];
  for (let i = 0; i < 30; i += 1) sent.push(await ann.msg.sendTextMsg({ to: bob.account, body: `${i}${long}`.slice(0, 5_000) }));

  const found = await bob.msgExtend.getMsgsByIdServer({ reqMsgs: sent });

  assert.deepEqual(found.map((msg) => msg.idServer), sent.map((msg) => msg.idServer));
});

test('a text is found in all sessions, in the order of time, and on and on', async () => {
  const [ann, bob, cleo] = [await clients.connect(await gateway.account('ann')), await gateway.account('bob'), await gateway.account('cleo')];
  for (let i = 0; i < 12; i += 1) await ann.msg.sendTextMsg({ to: (i % 2 ? bob : cleo).account, body: `Nadel ${i} 针` });
  await ann.msg.sendTextMsg({ to: bob.account, body: 'hay' });
  const bodies = (msgs) => msgs.map((msg) => msg.body);
  const newest = Array.from({ length: 12 }, (_, i) => `Nadel ${11 - i} 针`);

  assert.deepEqual(bodies(await ann.msgLog.ftsCloudMsgLogs({ keyword: 'NADEL', msglogsLimit: 100 })), newest);
  assert.deepEqual(bodies(await ann.msgLog.ftsCloudMsgLogs({ keyword: '针', orderRule: 'ASC', msglogsLimit: 3 })), ['Nadel 0 针', 'Nadel 1 针', 'Nadel 2 针']);
  const page = await ann.msgLog.ftsCloudMsgLogsPage({ keyword: 'nadel', msglogsLimit: 4, p2pSessionList: [bob.account] });
  assert.deepEqual([bodies(page.msgs), page.more], [['Nadel 11 针', 'Nadel 9 针', 'Nadel 7 针', 'Nadel 5 针'], true]);
  const rest = await ann.msgLog.ftsCloudMsgLogsPage({ keyword: 'nadel', p2pSessionList: [bob.account], toTime: page.searchedTo });
  assert.deepEqual([bodies(rest.msgs), rest.more], [['Nadel 3 针', 'Nadel 1 针'], false]);
  const bySession = await ann.msgLog.ftsCloudMsgLogsAggWithSession({ keyword: 'nadel', sessionLimit: 2, msglogsLimit: 2 });
  assert.deepEqual(bodies(bySession), ['Nadel 11 针', 'Nadel 9 针', 'Nadel 10 针', 'Nadel 8 针']);
});

test('long messages that are found are all found, though a frame does not hold them', async () => {
  const [ann, bob] = [await clients.connect(await gateway.account('ann')), await gateway.account('bob')];
  const long = 'x'.repeat(4_900);
  for (let i = 0; i < 30; i += 1) await ann.msg.sendTextMsg({ to: bob.account, body: `${i} ${long}` });

  const found = await ann.msgLog.ftsCloudMsgLogs({ keyword: 'xxx', msglogsLimit: 30 });

  assert.deepEqual(found.map((msg) => parseInt(msg.body, 10)), Array.from({ length: 30 }, (_, i) => 29 - i));
});
