import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next, record } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { NimClients, plain, VERSIONS } from '../support/nim.js';

let gateway;
let natives;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(async () => {
  await clients?.endAll();
  await natives?.endAll();
});

/** Two accounts, each on one client of this version. */
async function two(version) {
  clients = new NimClients(gateway, version);
  const [ann, bob] = [await gateway.account('ann', 'Ann'), await gateway.account('bob')];
  return [await clients.connect(ann), await clients.connect(bob), ann, bob];
}

for (const version of Object.keys(VERSIONS)) {
  test(`${version}, D1: what one says the other hears`, async () => {
    const [anns, bobs, ann, bob] = await two(version);
    const heard = bobs.next('msg');

    const sent = await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'hello' });

    const [msg] = await heard;
    assert.deepEqual([sent.status, sent.flow, sent.from], ['sent', 'out', ann.account]);
    assert.deepEqual([msg.body, msg.status, msg.flow, msg.fromNick, msg.sessionId], ['hello', 'unread', 'in', 'Ann', `p2p-${ann.account}`]);
    assert.deepEqual([msg.idServer, msg.time, msg.idClient], [sent.idServer, sent.time, sent.idClient]);
  });

  test(`${version}, M1: tips, custom messages and places`, async () => {
    const [anns, bobs, , bob] = await two(version);
    const heard = bobs.record('msg');
    const last = bobs.next('msg', (msg) => msg.type === 'geo');
    const to = { scene: 'p2p', to: bob.account };

    await anns.nim.msg.sendTipMsg({ ...to, body: 'this is a text' });
    await anns.nim.msg.sendCustomMsg({ ...to, attach: '{"a":1}' });
    await anns.nim.msg.sendGeoLocationMsg({ ...to, attach: { lng: 120.18, lat: 30.2, title: 'Hangzhou' } });

    await last;
    assert.deepEqual(heard.msg.map((msg) => msg.type), ['tip', 'custom', 'geo']);
    assert.deepEqual(heard.msg[1].attach, { a: 1 });
    assert.deepEqual(heard.msg[2].attach, { lng: 120.18, lat: 30.2, title: 'Hangzhou' });
  });

  test(`${version}, S2, S4: a resend comes once, a forward is a new message`, async () => {
    const [anns, bobs, , bob] = await two(version);
    const heard = bobs.record('msg');
    const first = await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'once' });

    const again = await anns.nim.msg.resendMsg({ msg: first });
    const arrived = bobs.next('msg', (msg) => msg.body === 'once' && msg.idServer !== first.idServer);
    const forwarded = await anns.nim.msg.forwardMsg({ scene: 'p2p', to: bob.account, msg: first });

    await arrived;
    assert.deepEqual([again.idServer, again.time], [first.idServer, first.time]);
    assert.notEqual(forwarded.idServer, first.idServer);
    assert.deepEqual(heard.msg.map((msg) => msg.idServer), [first.idServer, forwarded.idServer]);
  });

  test(`${version}, S2: a send whose answer is lost fails, and its resend reaches the other once`, async () => {
    const [anns, bobs, , bob] = await two(version);
    const heard = bobs.record('msg');
    anns.mute((frame) => /"SID":7,"CID":1,/.test(frame));
    const failed = anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'lost' });
    const error = await failed.then(assert.fail, (reason) => reason);
    anns.mute(false);

    const arrived = bobs.next('msg');
    const sent = await anns.nim.msg.resendMsg({ msg: error.msg });

    await arrived;
    assert.equal(error.msg.status, 'sendFailed');
    assert.deepEqual([sent.status, sent.idClient], ['sent', error.msg.idClient]);
    assert.equal(heard.msg.length, 1);
  });

  test(`${version}, C1: a receipt reaches the sender`, async () => {
    const [anns, bobs, , bob] = await two(version);
    const heard = bobs.next('msg');
    const sent = await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'read me' });
    const [msg] = await heard;

    const told = anns.next('msgReceipts');
    await bobs.nim.msg.sendMsgReceipt({ msg });

    const [[receipt]] = await told;
    assert.deepEqual([receipt.sessionId, receipt.msgReceiptTime], [`p2p-${bob.account}`, sent.time]);
    assert.equal(sent.status, 'receipt', 'the sender\'s own object of its last message');
  });

  test(`${version}, R1 to R4: a recall is told and leaves nothing`, async () => {
    const [anns, bobs, ann, bob] = await two(version);
    const heard = bobs.next('msg');
    const msg = await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'a slip' });
    await heard;

    const told = bobs.next('sysMsg');
    await anns.nim.msg.recallMsg({ msg, ps: 'recall msg' });

    const [notice] = await told;
    assert.deepEqual([notice.type, notice.content, notice.recallMessageInfo.idServer], ['recallMsgP2p', 'recall msg', msg.idServer]);
    assert.deepEqual(await historyOf(bobs, ann.account), []);
    await assert.rejects(anns.nim.msg.recallMsg({ msg }), { code: 404 });
  });

  test(`${version}, S5, R2: who is blocked is refused, and cannot recall`, async () => {
    const [anns, bobs, ann, bob] = await two(version);
    await bobs.nim.user.setBlack({ account: ann.account, isAdd: true });

    const error = await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'hello?' }).then(assert.fail, (reason) => reason);

    assert.deepEqual([error.code, error.msg.status], [7101, 'refused']);
    assert.deepEqual(await historyOf(bobs, ann.account), []);
    assert.deepEqual((await historyOf(anns, bob.account)).map((msg) => msg.status), ['refused']);
  });

  test(`${version}, A4: history by pages, by type and in both directions; deleted for oneself`, async () => {
    const [anns, , , bob] = await two(version);
    for (const body of ['one', 'two', 'three', 'four']) await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body });
    await anns.nim.msg.sendTipMsg({ scene: 'p2p', to: bob.account, body: 'a tip' });
    const ask = (options) => historyOf(anns, bob.account, options);

    const newest = await ask({ limit: 3 });
    const older = await ask({ limit: 3, endTime: newest[2].time, lastMsgId: newest[2].idServer });

    assert.deepEqual(bodies(newest), ['a tip', 'four', 'three']);
    assert.deepEqual(bodies(older), ['two', 'one']);
    assert.deepEqual(bodies(await ask({ reverse: true, limit: 2 })), ['one', 'two']);
    assert.deepEqual(bodies(await ask({ msgTypes: ['tip'] })), ['a tip']);
    await anns.nim.msg.deleteSelfMsgs({ msgs: [older[1]] });
    assert.deepEqual(bodies(await ask()), ['a tip', 'four', 'three', 'two']);
  });

  test(`${version}: a native client and this one in one conversation`, async () => {
    natives = new Clients(gateway);
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const anns = await natives.connect(ann);
    const bobs = await clients.connect(bob);
    const heard = record(anns, 'recallMsgP2p');

    const arrived = bobs.next('msg');
    const said = await anns.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'from native' });
    const [msg] = await arrived;
    const read = next(anns, 'msgReceipts');
    await bobs.nim.msg.sendMsgReceipt({ msg });
    await read;
    const answered = next(anns, 'msg');
    const reply = await bobs.nim.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'from the SDK', setting: { needRoaming: false } });
    const answer = await answered;
    const readToo = bobs.next('msgReceipts');
    await anns.msg.sendMsgReceipt({ msg: answer });
    const [[receipt]] = await readToo;
    assert.deepEqual([receipt.sessionId, +receipt.msgReceiptTime], [`p2p-${ann.account}`, +reply.time], 'C1');
    const recalled = next(anns, 'recallMsgP2p');
    await bobs.nim.msg.recallMsg({ msg: reply, ps: 'no' });
    await recalled;

    assert.deepEqual([msg.body, msg.idServer], ['from native', said.idServer]);
    assert.deepEqual([answer.body, answer.idServer, answer.fromClientType], ['from the SDK', reply.idServer, 'Web']);
    assert.equal(heard.recallMsgP2p.length, 1);
    assert.deepEqual(bodies(await historyOf(bobs, ann.account)), ['from native']);
    const taken = bobs.next('sysMsg');
    await anns.msg.recallMsg({ msg: said, ps: 'nor this' });
    assert.deepEqual((await taken).map((notice) => [notice.type, notice.content, notice.recallMessageInfo.idServer]), [['recallMsgP2p', 'nor this', said.idServer]], 'R3');
    assert.deepEqual(bodies(await historyOf(bobs, ann.account)), []);
  });
}

const bodies = (msgs) => msgs.map((msg) => msg.body);

async function historyOf(client, to, options = {}) {
  return plain(await client.nim.msgLog.getHistoryMsgs({ scene: 'p2p', to, ...options }));
}
