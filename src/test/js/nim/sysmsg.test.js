import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

const told = (client, name) => new Promise((resolve) => { client.nim.on(name, resolve); });

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: custom notifications reach who is connected, and wait only if they are to`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const sender = clients.make(ann, { needReconnect: false });
    await sender.nim.connect();
    const send = (attach, needSaveOffline) => sender.nim.systemMessage.sendCustomSysMsg(
      { type: 'customP2p', to: bob.account, attach: JSON.stringify({ attach }), setting: { needSaveOffline } });
    await send('nobody is there', false);
    await send('wait', true);

    const first = clients.make(bob, { needReconnect: false });
    const waited = told(first, 'syncSysMsgs');
    await first.nim.connect();
    const kept = await waited;
    const live = told(first, 'sysMsg');
    await send('typing', false);
    const now = await live;

    assert.equal(kept.length, 1);
    assert.equal(`${kept[0].type} ${kept[0].from}`, `customP2p ${ann.account}`);
    assert.match(JSON.stringify(kept[0].attach), /wait/);
    assert.deepEqual([now.type, now.from, now.to], ['customP2p', ann.account, bob.account]);
    assert.match(JSON.stringify(now.attach), /typing/);
  });

  test(`${version}: a custom notification of a team reaches its members and nobody else`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob, carl] = [await gateway.account('ann'), await gateway.account('bob'), await gateway.account('carl')];
    const [sender, member, other] = [ann, bob, carl].map((who) => clients.make(who, { needReconnect: false }));
    for (const client of [sender, member, other]) await client.nim.connect();
    const { teamId } = await sender.nim.team.createTeam({ type: 'advanced', name: 'T', accounts: [bob.account] });
    const heard = told(member, 'sysMsg');
    const send = (client) => client.nim.systemMessage.sendCustomSysMsg({ type: 'customTeam', to: teamId, attach: '{}' });

    await send(sender);

    assert.equal((await heard).type, 'customTeam');
    await assert.rejects(send(other), { code: 804 });
  });

  test(`${version}: who is blocked is told so`, async () => {
    clients = new NimClients(gateway, version);
    const [ann, bob] = [await gateway.account('ann'), await gateway.account('bob')];
    const [sender, receiver] = [ann, bob].map((who) => clients.make(who, { needReconnect: false }));
    for (const client of [sender, receiver]) await client.nim.connect();
    await receiver.nim.user.setBlack({ account: ann.account, isAdd: true });

    const sending = sender.nim.systemMessage.sendCustomSysMsg({ type: 'customP2p', to: bob.account, attach: '{}' });

    await assert.rejects(sending, { code: 7101 });
  });
}
