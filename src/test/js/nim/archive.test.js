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

  test(`${version}: a text is found in all sessions or in some, in both orders`, async () => {
    clients = new NimClients(gateway, version);
    const ann = await clients.connect(await gateway.account('ann'));
    const [bob, cleo] = [await gateway.account('bob'), await gateway.account('cleo')];
    const { teamId } = await ann.nim.team.createTeam({ type: 'advanced', name: 'T', accounts: [bob.account] });
    const say = (scene, to, body) => ann.nim.msg.sendTextMsg({ scene, to, body });
    await say('p2p', bob.account, 'Hello one');
    await say('p2p', cleo.account, '你好 hello two');
    await say('team', teamId, 'HELLO three');
    await say('p2p', bob.account, 'hay');
    await ann.nim.msg.sendTipMsg({ scene: 'p2p', to: bob.account, body: 'hello tip' });
    const search = async (options) => plain(await ann.nim.msgLog.ftsCloudMsgLogs(ann.own({ keyword: 'hello', ...options }))).map((msg) => msg.body);

    assert.deepEqual(await search({}), ['hello tip', 'HELLO three', '你好 hello two', 'Hello one']);
    assert.deepEqual(await search({ orderRule: 'ASC', msglogsLimit: 2 }), ['Hello one', '你好 hello two']);
    assert.deepEqual(await search({ keyword: '你好' }), ['你好 hello two']);
    assert.deepEqual(await search({ p2pSessionList: [bob.account], teamSessionList: [teamId] }), ['hello tip', 'HELLO three', 'Hello one']);
    assert.deepEqual(await search({ msgTypeList: ['tip'] }), ['hello tip']);
    assert.deepEqual(await search({ senderList: [bob.account] }), []);
    const bySession = plain(await ann.nim.msgLog.ftsCloudMsgLogsAggWithSession(ann.own({ keyword: 'hello', sessionLimit: 2, msglogsLimit: 5 })));
    assert.deepEqual(bySession.map((msg) => msg.body), ['hello tip', 'Hello one', 'HELLO three']);
    const [first] = plain(await ann.nim.msgLog.ftsCloudMsgLogs(ann.own({ keyword: 'hello one' })));
    assert.deepEqual([first.scene, first.flow, first.sessionId], ['p2p', 'out', `p2p-${bob.account}`]);
  });
}
