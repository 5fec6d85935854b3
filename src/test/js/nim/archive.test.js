import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS, plain } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: replies are in the thread of their root, whatever they answer to`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await clients.connect(await gateway.account('ann')), await clients.connect(await gateway.account('bob'))];
    const say = (from, to, body, replyMsg) => from.nim.msg.sendTextMsg({ scene: 'p2p', to: to.account, body, ...(replyMsg && { replyMsg }) });
    const root = await say(ann, bob, 'root');
    const reply = await say(bob, ann, 'reply', root);
    const answer = await say(ann, bob, 'answer', reply);
    await say(ann, bob, 'beside');
    const asked = {
      scene: 'p2p',
      threadMsgFromAccount: root.from,
      threadMsgToAccount: root.to,
      threadMsgIdServer: root.idServer,
      threadMsgTime: root.time,
    };
    const thread = async (options) => plain(await bob.nim.msgExtend.getThreadMsgs({ ...asked, ...options }));

    const whole = await thread({ limit: 100, reverse: true });
    const newest = await thread({ limit: 1, reverse: false });
    const next = await thread({ limit: 1, reverse: false, lastMsgId: newest.msgs[0].idServer });

    assert.equal(whole.threadMsg.body, 'root');
    assert.deepEqual(whole.msgs.map((msg) => msg.body), ['reply', 'answer']);
    assert.deepEqual([whole.total, whole.timetag], [2, answer.time]);
    assert.equal(whole.msgs[1].threadMessageInfo.replyMsgIdServer, reply.idServer);
    assert.equal(whole.msgs[1].threadMessageInfo.threadMsgIdServer, root.idServer);
    assert.deepEqual([...newest.msgs, ...next.msgs].map((msg) => msg.body), ['answer', 'reply']);
    await ann.nim.msg.recallMsg({ msg: root });
    await assert.rejects(bob.nim.msgExtend.getThreadMsgs({ ...asked, limit: 100 }), { code: 404 });
  });

  test(`${version}: messages are found by their ids, in teams too`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await clients.connect(await gateway.account('ann')), await clients.connect(await gateway.account('bob'))];
    const { teamId } = await ann.nim.team.createTeam({ type: 'advanced', name: 'T', accounts: [bob.account] });
    const one = plain(await ann.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'one' }));
    const two = plain(await ann.nim.msg.sendTextMsg({ scene: 'team', to: teamId, body: 'two' }));
    const name = ({ scene, from, to, idServer, time }) => ({ scene, from, to, idServer, time });

    const found = plain(await bob.nim.msgExtend.getMsgsByIdServer({ reqMsgs: [name(two), name(one), { ...name(one), time: one.time + 1 }] }));

    assert.deepEqual(found.map((msg) => [msg.body, msg.scene, msg.idServer]), [['two', 'team', two.idServer], ['one', 'p2p', one.idServer]]);
  });
}
