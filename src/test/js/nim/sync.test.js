import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';
import { NimClients, plain, VERSIONS } from '../support/nim.js';

let gateway;
let clients;
let natives;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(async () => {
  await clients?.endAll();
  await natives?.endAll();
});

const SYNCED = ['syncOfflineMsgs', 'syncRoamingMsgs', 'syncSysMsgs', 'relations', 'syncMyNameCard'];
const named = (deviceId) => ({ deviceId, isFixedDeviceId: true });
const bodies = (given) => given.flatMap((sync) => sync.msgs.map((msg) => msg.body));

/** A client that is watched from its first event on. */
async function come(identity, options) {
  const kept = new Map(options ? [['__NIM_DEVC_ID__', options.deviceId]] : []); // where 10.8.1 has it from
  const client = clients.make(identity, options, {}, kept);
  const heard = client.record(...SYNCED);
  const synced = client.next('syncdone');
  await client.nim.connect();
  await synced;
  return { client, heard };
}

/** Says something for a while until it has reached the store that the client has it all. */
async function leave(client) {
  const settled = () => client.frames.filter((frame) => frame.from === 'client' && /"SID":4,"CID":5/.test(frame.text)).length > 0;
  await until('an acknowledgement', settled);
  await client.nim.disconnect();
}

for (const version of Object.keys(VERSIONS)) {
  test(`${version}, D3, D5: what came while away comes once`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const anns = await clients.connect(ann);
    for (const body of ['one', 'two']) await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body });

    const first = await come(bob, named('the-only-device'));
    await leave(first.client);
    const second = await come(bob, named('the-only-device'));

    assert.deepEqual(bodies(first.heard.syncOfflineMsgs), ['two', 'one']);
    assert.deepEqual(bodies(first.heard.syncRoamingMsgs), []);
    assert.deepEqual([bodies(second.heard.syncOfflineMsgs), bodies(second.heard.syncRoamingMsgs)], [[], []]);
  });

  test(`${version}, D4: what another device has comes as roaming messages, until this one has it`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const anns = await clients.connect(ann);
    await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'one' });
    const first = await come(bob, named('phone'));
    await leave(first.client);

    const second = await come(bob, named('desk'));
    // The SDK acknowledges no roaming message: the answer to the gateway's heartbeat does.
    await until('a heartbeat answered', () => second.client.frames.some((frame) => frame.from === 'client' && frame.text === '2::'));
    await second.client.nim.disconnect();
    const third = await come(bob, named('desk'));

    assert.deepEqual(bodies(second.heard.syncRoamingMsgs), ['one']);
    assert.deepEqual([bodies(third.heard.syncOfflineMsgs), bodies(third.heard.syncRoamingMsgs)], [[], []]);
  });

  test(`${version}, R3: a recall while away is told at the next login`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const anns = await clients.connect(ann);
    const msg = await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'a slip' });
    await anns.nim.msg.recallMsg({ msg });

    const { heard } = await come(bob);

    assert.deepEqual(bodies(heard.syncOfflineMsgs), []);
    assert.deepEqual(heard.syncSysMsgs.flat().map((notice) => [notice.type, notice.recallMessageInfo.idServer]), [['recallMsgP2p', msg.idServer]]);
  });

  test(`${version}, C1, C3: receipts and read marks are known before the messages come`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const [anns, bobs] = [await clients.connect(ann), await clients.connect(bob)];
    const arrived = bobs.next('msg');
    await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'read me' });
    const [msg] = await arrived;
    const told = anns.next('msgReceipts');
    await bobs.nim.msg.sendMsgReceipt({ msg });
    await bobs.nim.session.resetSessionUnreadCount({ id: msg.sessionId });
    await told;

    const [anew, again] = [await come(ann), await come(bob)];

    const status = (heard) => [...heard.syncRoamingMsgs, ...heard.syncOfflineMsgs].flatMap((sync) => sync.msgs).map((one) => one.status);
    assert.deepEqual(status(anew.heard), ['receipt']);
    assert.deepEqual(status(again.heard), ['read']);
  });

  test(`${version}, A2, S6: devices are told of each other, get copies, and push each other out`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const one = await clients.connect(ann);
    const two = clients.make(ann);
    const ports = two.next('multiPortLogin');
    const synced = two.next('syncdone');
    await two.nim.connect();
    await synced;
    const [[port]] = plain(await ports);
    const copy = two.next('msg');
    const sent = await one.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'copied' });
    const [msg] = await copy;
    const gone = one.next('kicked');
    const kicked = await two.nim.kick({ deviceIds: [port.deviceId] });
    const [reason] = await gone;

    assert.deepEqual([msg.flow, msg.status, msg.idServer], ['out', 'sent', sent.idServer]);
    assert.deepEqual([port.account, port.online], [ann.account, true]);
    assert.deepEqual(plain(kicked.deviceIds ?? kicked), [port.deviceId]);
    assert.equal(reason.reason, 'otherPlatformKick');
  });

  test(`${version}, A1: whose token is changed is kicked, and stays away`, async () => {
    clients = new NimClients(gateway, version);
    const ann = await gateway.account('ann');
    const anns = await clients.connect(ann);
    const gone = anns.next('kicked');

    await gateway.changeToken(ann.account);

    assert.equal((await gone)[0].reason, 'serverKick');
  });

  test(`${version}, D1, D2: after a cut line it comes back by itself and misses nothing`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const [anns, bobs] = [await clients.connect(ann), await clients.connect(bob)];
    const arrived = bobs.next('msg');
    await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'before' });
    await arrived;
    // The SDK asks for a new sender's card, and minds if the line goes meanwhile.
    await until('the card', () => bobs.frames.some((frame) => frame.from === 'gateway' && /"sid":3,"cid":7,/.test(frame.text)));
    const heard = bobs.record('msg', 'syncOfflineMsgs', 'syncRoamingMsgs');
    const away = bobs.next('willReconnect');
    bobs.cut();
    await away;
    await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'meanwhile' });
    await bobs.next('syncdone');
    const live = bobs.next('msg', (msg) => msg.body === 'after');
    await anns.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body: 'after' });
    await live;

    const all = [...bodies(heard.syncOfflineMsgs), ...bodies(heard.syncRoamingMsgs), ...heard.msg.map((msg) => msg.body)];
    assert.deepEqual(all, ['meanwhile', 'after']);
  });

  test(`${version}, A3: relations are told at login and to other devices`, async () => {
    clients = new NimClients(gateway, version);
    natives = new Clients(gateway);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const anns = await clients.connect(ann);
    const native = await natives.connect(ann);
    const told = anns.next('updateBlackList');
    await native.user.setBlack({ account: bob.account, isAdd: true });
    const [change] = await told;

    const { heard } = await come(ann);

    assert.deepEqual([change.account, change.isAdd], [bob.account, true]);
    assert.deepEqual(heard.relations[0].blackList.map((entry) => entry.account), [bob.account]);
  });
}
