import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next, record, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let clients;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

const two = async () => [await gateway.account('ann'), await gateway.account('bob')];

test('a custom notification reaches who is connected, under its type too', async () => {
  const [ann, bob] = await two();
  const [sender, receiver] = [await clients.connect(ann), await clients.connect(bob)];
  const [plain, typed] = [next(receiver, 'sysMsg'), next(receiver, 'customP2p')];

  await sender.systemMessage.sendCustomSysMsg({ type: 'customP2p', to: bob.account, attach: 'typing', content: 'words' });

  const { time, ...told } = await plain;
  assert.deepEqual(told, {
    type: 'customP2p',
    from: ann.account,
    to: bob.account,
    attach: 'typing',
    content: 'words',
    setting: { needSaveOffline: false },
    state: 'none',
    feature: 'default',
  });
  assert.equal((await typed).time, time);
});

test('D3, D5: one that is saved waits until a device has it', async () => {
  const [ann, bob] = await two();
  const sender = await clients.connect(ann);
  const send = (attach, needSaveOffline) => sender.systemMessage.sendCustomSysMsg(
    { type: 'customP2p', to: bob.account, attach, setting: { needSaveOffline } });
  await send('lost', false);
  await send('kept', true);
  const waiting = async (deviceId) => {
    const nim = clients.make(bob, { deviceId });
    const { syncSysMsgs } = record(nim, 'syncSysMsgs');
    await nim.connect();
    await nim.destroy();
    return syncSysMsgs.flat().map(({ attach }) => attach);
  };

  assert.deepEqual(await waiting('phone'), ['kept']);
  await until('no device is told it again', async () => (await waiting('web')).length === 0);
});

test('T3: a team hears what a member tells it, and nobody else may', async () => {
  const [ann, bob] = await two();
  const carl = await gateway.account('carl');
  const [sender, member, other] = [await clients.connect(ann), await clients.connect(bob), await clients.connect(carl)];
  const { teamId } = await sender.team.createTeam({ name: 'T', accounts: [bob.account] });
  const heard = next(member, 'customTeam');
  const send = (nim) => nim.systemMessage.sendCustomSysMsg(
    { type: 'customTeam', to: teamId, attach: 'a', setting: { needSaveOffline: true } });

  await send(sender);

  assert.match((await heard).idServer, /^\d+$/);
  await assert.rejects(send(other), { code: 804 });
});

test('S5: who is blocked is told so', async () => {
  const [ann, bob] = await two();
  const [sender, receiver] = [await clients.connect(ann), await clients.connect(bob)];
  await receiver.user.setBlack({ account: ann.account, isAdd: true });

  const sending = sender.systemMessage.sendCustomSysMsg({ type: 'customP2p', to: bob.account, attach: 'a' });

  await assert.rejects(sending, { code: 7101 });
});

test('a broadcast is told to who is connected, and to a device that comes later until it has it', async () => {
  const [ann, bob] = await two();
  const online = await clients.connect(ann);
  const live = next(online, 'broadcastMsgs');

  const { id, time } = await gateway.broadcast({ body: 'hear', from: ann.account, life: 'PT1H' });

  assert.deepEqual(await live, [{ id, fromAccid: ann.account, body: 'hear', time }]);
  const device = { deviceId: 'the-same' };
  const later = clients.make(bob, device);
  const waited = next(later, 'broadcastMsgs');
  await later.connect();
  assert.deepEqual(await waited, [{ id, fromAccid: ann.account, body: 'hear', time }]);
  await later.disconnect();
  const again = clients.make(bob, device);
  const { broadcastMsgs: heard } = record(again, 'broadcastMsgs');
  await again.connect();
  const last = next(again, 'broadcastMsgs', ([msg]) => msg.body === 'and see');
  await gateway.broadcast({ body: 'and see', life: 'PT1H' });
  await last;
  assert.deepEqual(heard.flat().map((msg) => msg.body), ['and see']);
});
