import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import NIMSDK from '../../../main/js/posthouse.js';
import { BadLine } from '../support/proxy.js';
import { Clients, next, record, settle, until } from '../support/clients.js';
import { runExample } from '../support/examples.js';
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
  ann = await gateway.account('ann');
  bob = await gateway.account('bob');
  return [await clients.connect(ann), await clients.connect(bob)];
}

/** A client that an example makes itself is ended like the others. */
class Adopted extends NIMSDK {
  constructor(options) {
    super(options);
    clients.adopt(this);
    Adopted.last = this;
  }
}

test('the page: sending text, tip, custom and geo messages', async () => {
  const [nim, receiver] = await two();
  const { msg: received } = record(receiver, 'msg');

  const printed = await runExample('send', { Receiver_ACCOUNT_ID: bob.account }, { nim });
  await settle(nim, receiver);

  const [text, tip, custom, geo] = received;
  assert.deepEqual(received.slice(0, 4).map((msg) => msg.type), ['text', 'tip', 'custom', 'geo']);
  assert.deepEqual([text.body, tip.body], ['this is a text', 'this is a text']);
  assert.deepEqual(custom.attach, { a: 1 });
  assert.deepEqual(geo.attach, { lng: 120.18201069999999, lat: 30.2006603, title: 'Hangzhou' });
  for (const msg of received) {
    assert.deepEqual([msg.scene, msg.sessionId, msg.from, msg.to, msg.flow, msg.status],
      ['p2p', `p2p-${ann.account}`, ann.account, bob.account, 'in', 'unread']);
    assert.match(msg.idServer, /^\d+$/);
    assert.ok(msg.time > 1_600_000_000_000 && msg.idClient);
  }
  const [[words, before]] = printed.log;
  assert.equal(words, 'Get msg before send');
  assert.equal(before.idClient, text.idClient, 'onSendBefore gets the message');
});

test('the page: receiving', async () => {
  const [sender] = await two();
  const options = clients.options(bob, { deviceId: 'another' });

  const printed = await runExample('receive', {}, { NIMSDK: Adopted, options });
  const sent = await settle(sender, Adopted.last);

  assert.deepEqual(printed.log, [['Receive msg: ', sent]]);
});

test('the page: resending after a failure', async () => {
  const line = await BadLine.to(gateway.port);
  try {
    ann = await gateway.account('ann');
    bob = await gateway.namedAccount('xiaodong1');
    const receiver = await clients.connect(bob);
    const nim = await clients.connect(ann, { url: line.url, requestTimeoutMillis: 500 });
    const { msg: received } = record(receiver, 'msg');
    let later;

    line.stallAnswers();
    const printed = await runExample('resend', {}, { nim, setTimeout: (run, millis) => { later = { run, millis }; } });
    const failed = printed.error[0][1];
    assert.equal(printed.error[0][0], 'sendFailed');
    assert.deepEqual([failed.code, failed.msg.status], [408, 'sendFailed']);
    await until('the first attempt has arrived, though its answer has not', () => received.length === 1);
    line.cut();
    await next(nim, 'syncdone');
    assert.equal(later.millis, 5000);
    await later.run();
    await settle(nim, receiver);

    assert.equal(received.filter((msg) => msg.body === 'test2').length, 1, 'S2: delivered once');
    assert.equal(received[0].idClient, failed.msg.idClient, 'S4: a resend re-uses idClient');
  } finally {
    await line.stop();
  }
});

test('the page: forwarding', async () => {
  const [nim, receiver] = await two();
  const carl = await gateway.account('carl');
  const other = await clients.connect(carl);
  const original = next(receiver, 'msg');
  const copy = next(other, 'msg');

  await runExample('forward', { Receiver_ACCOUNT_ID: bob.account, Other_Receiver_ACCOUNT_ID: carl.account }, { nim });

  const [first, second] = [await original, await copy];
  assert.equal(second.body, 'this is a text');
  assert.equal(second.from, ann.account);
  assert.notEqual(second.idClient, first.idClient, 'S4: a forward is a new message');
  assert.notEqual(second.idServer, first.idServer);
});

test('the page: recalling', async () => {
  const [nim, receiver] = await two();
  const { msg: received } = record(receiver, 'msg');
  const told = next(receiver, 'sysMsg');

  await runExample('recall', { Receiver_ACCOUNT_ID: bob.account }, { nim });

  const recall = await told;
  assert.deepEqual([recall.type, recall.content, recall.from], ['recallMsgP2p', 'recall msg', ann.account]);
  assert.equal(recall.recallMessageInfo.idServer, received[0].idServer);
  const left = await receiver.msgLog.getHistoryMsgs({ scene: 'p2p', to: ann.account });
  assert.deepEqual(left, [], 'R4: in no history');
});

test('the page: a receipt for each message on arrival', async () => {
  const [sender] = await two();
  const options = clients.options(bob, { deviceId: 'another' });
  await runExample('receipt', {}, { NIMSDK: Adopted, options });

  const receipt = next(sender, 'msgReceipts');
  const sent = await sender.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'read me' });

  const [told] = await receipt;
  assert.equal(told.sessionId, `p2p-${bob.account}`);
  assert.equal(told.msgReceiptTime, sent.time);
  assert.equal(sent.status, 'receipt', 'C1: the status of the sent message changes');
});

test('the page: the notifications of a team', async () => {
  const [owner, nim] = await two();
  const printed = await runExample('notifications', {}, { nim });
  const { teamId } = await owner.team.createTeam({ name: 'Night mail', accounts: [bob.account] });
  await owner.team.addTeamManagers({ teamId, accounts: [bob.account] });
  await owner.team.muteTeamMember({ teamId, account: bob.account, mute: true });
  await owner.team.updateTeamInfo({ teamId, name: 'Day mail' });
  await owner.team.transferTeam({ teamId, account: bob.account });
  await owner.team.leaveTeam({ teamId });
  await nim.team.dismissTeam({ teamId });
  await until('all seven are told', () => printed.log.length === 7);

  assert.deepEqual(printed.log.map(([words]) => words), [
    'addTeamMembers', 'updateTeamManagers', 'updateTeamMembersMute', 'updateTeam', 'transferTeam', 'removeTeamMembers', 'dismissTeam',
  ].map((name) => `收到 ${name} 事件:`), 'T2: the seven of the page, in the order they happened');
  assert.deepEqual(printed.log.slice(0, -1).map(([, told]) => (told.team ?? told).teamId), Array(6).fill(teamId));
  assert.deepEqual(printed.log.at(-1)[1], { teamId });
});
