/** The page's examples as they are printed there, with the vendor's own SDK. Those that send files are with the files. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { runExample } from '../support/examples.js';
import { until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { NimClients, plain, VERSIONS } from '../support/nim.js';

let gateway;
let clients;

/** To whom the page resends. */
let xiaodong;

before(async () => {
  gateway = await Gateway.start();
  xiaodong = await gateway.namedAccount('xiaodong1');
});
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

async function two(version) {
  clients = new NimClients(gateway, version);
  const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
  return [await clients.connect(ann), await clients.connect(bob), ann, bob];
}

/** Only the first of them is connected. */
async function one(version) {
  clients = new NimClients(gateway, version);
  const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
  return [await clients.connect(ann), bob];
}

/** `NIMSDK` of an example that makes its client itself; the client is ended like the others. */
function sdkFor(identity) {
  const made = [];
  function NIMSDK(options) {
    const client = clients.make(identity, options);
    made.push({ client, synced: client.next('syncdone') }); // 10.8.1 connects before
    return client.nim;
  }
  return { NIMSDK, made };
}

for (const version of Object.keys(VERSIONS)) {
  test(`${version}, the page: sending text, tip, custom and geo messages`, async () => {
    const [{ nim }, receiver, ann, bob] = await two(version);
    const heard = receiver.record('msg');
    const last = receiver.next('msg', (msg) => msg.type === 'geo');

    const printed = await runExample('send', { Receiver_ACCOUNT_ID: bob.account }, { nim });
    await last;

    assert.deepEqual(heard.msg.map((msg) => [msg.type, msg.from, msg.flow]), ['text', 'tip', 'custom', 'geo'].map((type) => [type, ann.account, 'in']));
    assert.deepEqual(heard.msg.map((msg) => msg.body || msg.attach), [
      'this is a text', 'this is a text', { a: 1 }, { lng: 120.18201069999999, lat: 30.2006603, title: 'Hangzhou' }]);
    assert.equal(printed.log[0][0], 'Get msg before send');
    assert.equal(printed.log[0][1].idClient, heard.msg[0].idClient);
  });

  test(`${version}, the page: receiving`, async () => {
    const [sender, bob] = await one(version);
    const { NIMSDK, made } = sdkFor(bob);

    const printed = await runExample('receive', {}, { NIMSDK, options: {} });
    await made[0].synced;
    const arrived = made[0].client.next('msg');
    const sent = await sender.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'hello' });
    await arrived;

    assert.deepEqual(printed.log.map(([words, msg]) => [words, msg.idServer]), [['Receive msg: ', sent.idServer]]);
  });

  test(`${version}, the page: forwarding`, async () => {
    const [{ nim }, receiver, , bob] = await two(version);
    const carl = await gateway.account('carl');
    const other = await clients.connect(carl);
    const [original, copy] = [receiver.next('msg'), other.next('msg')];

    await runExample('forward', { Receiver_ACCOUNT_ID: bob.account, Other_Receiver_ACCOUNT_ID: carl.account }, { nim });

    const [[first], [second]] = [await original, await copy];
    assert.deepEqual([first.body, second.body], ['this is a text', 'this is a text']);
    assert.notEqual(second.idServer, first.idServer);
  });

  test(`${version}, the page: recalling`, async () => {
    const [{ nim }, receiver, ann, bob] = await two(version);
    const told = receiver.next('sysMsg');

    await runExample('recall', { Receiver_ACCOUNT_ID: bob.account }, { nim });

    const [recall] = await told;
    assert.deepEqual([recall.type, recall.content, recall.from], ['recallMsgP2p', 'recall msg', ann.account]);
    assert.deepEqual(plain(await receiver.nim.msgLog.getHistoryMsgs({ scene: 'p2p', to: ann.account })), []);
  });

  test(`${version}, the page: a receipt for each message on arrival`, async () => {
    const [sender, bob] = await one(version);
    const { NIMSDK, made } = sdkFor(bob);
    await runExample('receipt', {}, { NIMSDK, options: {} });
    await made[0].synced;

    const receipt = sender.next('msgReceipts');
    const sent = await sender.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'read me' });

    const [[told]] = await receipt;
    assert.deepEqual([told.sessionId, +told.msgReceiptTime, sent.status], [`p2p-${bob.account}`, +sent.time, 'receipt']);
  });

  test(`${version}, the page: the notifications of a team`, async () => {
    const [{ nim: owner }, { nim }, , bob] = await two(version);
    const printed = await runExample('notifications', {}, { nim });
    const made = await owner.team.createTeam({ type: 'advanced', name: 'Night mail', accounts: [bob.account] });
    const { teamId } = made.team ?? made;
    await owner.team.addTeamManagers({ teamId, accounts: [bob.account] });
    await owner.team.muteTeamMember({ teamId, account: bob.account, mute: true });
    await owner.team.updateTeamInfo({ teamId, name: 'Day mail' });
    await owner.team.transferTeam({ teamId, account: bob.account, leave: false });
    await owner.team.leaveTeam({ teamId });
    await nim.team.dismissTeam({ teamId });
    await until('all seven are told', () => printed.log.length === 7);

    assert.deepEqual(printed.log.map(([words]) => words), [
      'addTeamMembers', 'updateTeamManagers', 'updateTeamMembersMute', 'updateTeam', 'transferTeam', 'removeTeamMembers', 'dismissTeam',
    ].map((name) => `收到 ${name} 事件:`));
  });

  test(`${version}, the page: resending after a failure`, async () => {
    clients = new NimClients(gateway, version);
    const sender = await clients.connect(await gateway.account('ann'));
    const receiver = await clients.connect(xiaodong);
    const heard = receiver.record('msg');
    let later;

    sender.mute((frame) => /"SID":7,"CID":1,/.test(frame));
    const printed = await runExample('resend', {}, { nim: sender.nim, setTimeout: (run, millis) => { later = { run, millis }; } });
    sender.mute(false);
    const failed = printed.error[0][1];
    const arrived = receiver.next('msg');
    await later.run();
    await arrived;

    assert.deepEqual([printed.error[0][0], failed.msg.status, later.millis], ['sendFailed', 'sendFailed', 5000]);
    assert.deepEqual(heard.msg.map((msg) => [msg.body, msg.idClient]), [['test2', failed.msg.idClient]]);
  });
}
