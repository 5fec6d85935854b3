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
