/** What the gateway says by itself of super teams, caps and cleared histories, to the vendor's own SDK. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { NimClients, plain, VERSIONS } from '../support/nim.js';

const ROAMING_MAX = 3;

let gateway;
let clients;

before(async () => { gateway = await Gateway.start({ POSTHOUSE_SYNC_ROAMING_PER_SESSION_MAX: String(ROAMING_MAX) }); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

/** What the client was told by one command, in order: the values of `r`. */
const told = (client, sid, cid) => client.frames
  .filter((frame) => frame.from === 'gateway' && frame.text.includes(`"sid":${sid},"cid":${cid},`))
  .map((frame) => JSON.parse(frame.text.slice(frame.text.indexOf('{'))).r);

/** A device that the gateway knows again, watched from its first event on. */
async function come(identity, deviceId) {
  const client = clients.make(identity, { deviceId, isFixedDeviceId: true }, {}, new Map([['__NIM_DEVC_ID__', deviceId]]));
  const heard = client.record('syncRoamingMsgs', 'syncSysMsgs', 'sysMsg', 'clearServerHistoryMsgs', 'deleteSelfMsgs', 'mySuperTeamMembers');
  const synced = client.next('syncdone');
  await client.nim.connect();
  await synced;
  return { client, heard };
}

const beats = (client) => client.frames.filter((frame) => frame.from === 'client' && frame.text === '2::').length;

/** Two in a super team, each with one device. */
async function village(version, options = {}) {
  clients = new NimClients(gateway, version);
  const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
  const { team: { teamId } } = await gateway.team({ scene: 'superTeam', owner: ann.account, name: 'Village', accounts: [bob.account], ...options });
  return { ann, bob, teamId, anns: await come(ann, 'anns-phone'), bobs: await come(bob, 'bobs-phone') };
}

for (const version of Object.keys(VERSIONS)) {
  test(`${version}, 4_17, 4_20, C3, D4: a super team's roaming messages come after how far they were read`, async () => {
    const { bob, teamId, anns, bobs } = await village(version);
    const arrived = bobs.client.next('msg', (msg) => msg.type === 'text');
    const sent = await anns.client.nim.msg.sendTextMsg({ scene: 'superTeam', to: teamId, body: 'hear ye' });
    const [msg] = await arrived;
    await bobs.client.nim.session.resetSessionUnreadCount({ id: msg.sessionId });
    const seen = beats(bobs.client);
    await until('what tells that it has arrived', () => beats(bobs.client) > seen || told(bobs.client, 21, 3).length > 0 && seen > 0);
    await bobs.client.nim.disconnect();

    const { client, heard } = await come(bob, 'bobs-desk');

    const roaming = heard.syncRoamingMsgs.find((sync) => sync.sessionId === `superTeam-${teamId}`);
    assert.deepEqual(roaming.msgs.filter((one) => one.type === 'text').map((one) => [one.idServer, one.body, one.status]), [[sent.idServer, 'hear ye', 'read']]);
    assert.equal(told(client, 4, 17).length, 1, 'one packet of the super team');
    assert.ok(told(client, 4, 20)[0][0].m_map[teamId] >= sent.time, 'the read mark');
    assert.deepEqual(told(client, 21, 109).flatMap(([teams]) => teams.map((team) => team['1'])), [teamId]); // 0.x tells the app nothing of it
    assert.deepEqual(heard.mySuperTeamMembers.flat().map((member) => member.account), [bob.account]);
  });

  test(`${version}, 4_18: applications and custom notifications of a super team wait for who is away`, async () => {
    const { ann, bob, teamId, anns, bobs } = await village(version, { joinMode: 'needVerify' });
    const cleo = await gateway.account('cleo');
    const { client: cleos } = await come(cleo, 'cleos-phone');
    await anns.client.nim.disconnect();
    await cleos.nim.superTeam.applySuperTeam({ teamId, ps: 'let me in' });
    await bobs.client.nim.systemMessage.sendCustomSysMsg(
      { type: 'customSuperTeam', to: teamId, attach: '{"a":1}', setting: { needSaveOffline: true } });

    const { client, heard } = await come(ann, 'anns-phone');

    await until('both', () => heard.syncSysMsgs.flat().length === 2);
    const notices = heard.syncSysMsgs.flat().map((notice) => [notice.type, notice.from, notice.to]);
    assert.deepEqual(notices.sort(), [['applySuperTeam', cleo.account, teamId], ['customSuperTeam', bob.account, teamId]]);
    assert.ok(told(client, 4, 18).length > 0);
  });

  test(`${version}, 21_117, R3: the sender's other device hears of a recall in a super team`, async () => {
    const { ann, teamId, anns } = await village(version);
    const desk = await come(ann, 'anns-desk');
    const sent = await anns.client.nim.msg.sendTextMsg({ scene: 'superTeam', to: teamId, body: 'a slip' });

    await anns.client.nim.msg.recallMsg({ msg: sent });

    await until('the recall', () => desk.heard.sysMsg.length === 1);
    const [notice] = desk.heard.sysMsg;
    assert.deepEqual([notice.type, notice.recallMessageInfo.idServer], ['recallMsgSuperTeam', sent.idServer]);
    assert.equal(told(desk.client, 21, 117).length, 1);
  });

  test(`${version}, 4_24, A4: a history cleared on one device is told to the other at its next login`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const { client: bobs } = await come(bob, 'bobs-phone');
    const before = await come(ann, 'anns-desk');
    const arrived = before.client.next('msg');
    await bobs.nim.msg.sendTextMsg({ scene: 'p2p', to: ann.account, body: 'one' });
    await arrived;
    await until('the card that the SDK asks for', () => told(before.client, 3, 7).length > 0);
    await before.client.nim.disconnect();
    const phone = await come(ann, 'anns-phone');
    const seen = beats(phone.client);
    await phone.client.nim.msgLog.clearHistoryMsgsFromServer({ scene: 'p2p', to: bob.account, isSyncSelf: true });
    await until('the phone to have been asked what it has', () => beats(phone.client) > seen);
    await phone.client.nim.disconnect();

    const { client, heard } = await come(ann, 'anns-desk');

    await until('4_24', () => heard.clearServerHistoryMsgs.length > 0);
    assert.equal(told(client, 4, 24).length, 1);
    assert.match(JSON.stringify(heard.clearServerHistoryMsgs), new RegExp(bob.account));
    assert.deepEqual(plain(await client.nim.msgLog.getHistoryMsgs({ scene: 'p2p', to: bob.account })), []);
  });

  test(`${version}, 7_124, A4: what was deleted for oneself on one device is told to the other at its next login`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const desk = await come(ann, 'anns-desk');
    const sent = await desk.client.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'a slip' });
    await desk.client.nim.disconnect();
    const phone = await come(ann, 'anns-phone');
    await phone.client.nim.msg.deleteSelfMsgs({ msgs: [phone.client.own(plain(sent))] });

    const { heard } = await come(ann, 'anns-desk');

    await until('the deletion', () => heard.deleteSelfMsgs.length > 0);
    assert.deepEqual(heard.deleteSelfMsgs.flat().map((one) => [one.idServer, one.idClient]), [[sent.idServer, sent.idClient]]);
  });

  test(`${version}, 4_22, D6: where roaming messages were cut, the history goes on below the one that is named`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const { client: anns } = await come(ann, 'anns-phone');
    const { client: bobs } = await come(bob, 'bobs-phone');
    const words = ['one', 'two', 'three', 'four', 'five'];
    for (const body of words) await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body });
    await until('all to be acknowledged', () => bobs.frames.filter((frame) => frame.from === 'client' && /"SID":4,"CID":5/.test(frame.text)).length >= words.length);
    await bobs.nim.disconnect();

    const { client, heard } = await come(bob, 'bobs-desk');
    const [[[cut]]] = told(client, 4, 22);
    const rest = await client.nim.msgLog.getHistoryMsgs({ scene: 'p2p', to: ann.account, lastMsgId: cut['12'], endTime: +cut['7'] });

    const roaming = heard.syncRoamingMsgs.flatMap((sync) => sync.msgs);
    assert.deepEqual(roaming.map((msg) => msg.body), words.slice(-ROAMING_MAX));
    assert.equal(cut['12'], roaming[0].idServer, 'the oldest that was told');
    assert.deepEqual(plain(rest).map((msg) => msg.body), words.slice(0, -ROAMING_MAX).reverse());
  });
}
