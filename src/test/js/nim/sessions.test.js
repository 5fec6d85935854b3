import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS, plain } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

const firstOf = async (waiting) => plain((await waiting)[0]);
const withTops = { syncOptions: { stickTopSessions: true } };

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: a session on top is on top on all devices, and after a login`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const bob = await gateway.account('bob');
    const id = `p2p-${bob.account}`;
    const ann = await clients.connect(identity);
    const pad = await clients.connect(identity);
    const told = pad.next('updateSession');

    const session = plain(await ann.nim.session.addStickTopSession({ id, ext: 'x' }));

    assert.deepEqual([session.id, session.stickTopInfo.isStickOnTop, session.stickTopInfo.ext], [id, true, 'x']);
    assert.ok(session.stickTopInfo.updateTime >= session.stickTopInfo.createTime);
    assert.deepEqual((await firstOf(told)).stickTopInfo, session.stickTopInfo);
    const changed = pad.next('updateSession');
    assert.equal(plain(await ann.nim.session.updateStickTopSession({ id, ext: 'y' })).stickTopInfo.ext, 'y');
    assert.equal((await firstOf(changed)).stickTopInfo.ext, 'y');

    const later = await clients.connect(identity, {}, withTops);
    assert.equal(plain(later.nim.session.getSession({ id })).stickTopInfo.ext, 'y');

    const gone = pad.next('updateSession');
    assert.equal(plain(await ann.nim.session.deleteStickTopSession({ id })).stickTopInfo.isStickOnTop, false);
    assert.equal((await firstOf(gone)).stickTopInfo.isStickOnTop, false);
    await assert.rejects(ann.nim.session.updateStickTopSession({ id, ext: 'z' }), { code: 404 });
  });

  test(`${version}: what was taken down while the line was cut is on top no more`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const bob = await gateway.account('bob');
    const id = `p2p-${bob.account}`;
    const ann = await clients.connect(identity);
    await ann.nim.session.addStickTopSession({ id, ext: 'x' });
    const pad = await clients.connect(identity, {}, withTops);
    assert.equal(plain(pad.nim.session.getSession({ id })).stickTopInfo.isStickOnTop, true);
    pad.setOnline(false);
    await ann.nim.session.deleteStickTopSession({ id });

    const synced = pad.next('syncdone');
    pad.setOnline(true);
    await synced;

    assert.equal(plain(pad.nim.session.getSession({ id })).stickTopInfo.isStickOnTop, false);
  });

  test(`${version}: cloud sessions are paged, carry a text, and are gone until something new comes`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const [ann, pad] = [await clients.connect(identity), await clients.connect(identity)];
    const others = [await gateway.account('bob'), await gateway.account('cleo')];
    for (const { account } of others) await ann.nim.msg.sendTextMsg({ scene: 'p2p', to: account, body: `to ${account}` });
    const { teamId } = await ann.nim.team.createTeam({ type: 'advanced', name: 'T', accounts: [] });
    const [bobs, cleos] = others.map(({ account }) => `p2p-${account}`);
    const list = async (options) => plain(await ann.nim.cloudSession.queryCloudSessionList(options));

    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, maxTimestamp: first.sessionList[1].updateTime });

    assert.deepEqual(first.sessionList.map((session) => session.sessionId), [`team-${teamId}`, cleos]);
    assert.equal(first.hasMore, true);
    assert.deepEqual(second.sessionList.map((session) => session.sessionId), [bobs]);
    assert.equal(second.hasMore, false);
    const { isLastMsgRecalled, lastMsg } = second.sessionList[0].lastMsgInfo;
    assert.deepEqual([isLastMsgRecalled, lastMsg.body, lastMsg.flow], [false, `to ${others[0].account}`, 'out']);
    assert.equal((await list({ includedLastMsg: false })).sessionList[0].lastMsgInfo, undefined);
    assert.deepEqual((await list({ minTimestamp: first.sessionList[0].updateTime })).sessionList.map((session) => session.sessionId), [`team-${teamId}`]);

    const updated = pad.next('multiSyncUpdateCloudSession');
    await ann.nim.cloudSession.updateCloudSession({ sessionId: bobs, ext: 'x' });
    const { sessionId, ext } = await firstOf(updated);
    assert.deepEqual([sessionId, ext], [bobs, 'x']);
    assert.equal(plain(await pad.nim.cloudSession.queryCloudSession({ sessionId: bobs })).ext, 'x');

    await ann.nim.cloudSession.deleteCloudSessionList({ sessionIdList: [bobs, `team-${teamId}`] });
    assert.deepEqual((await list({})).sessionList.map((session) => session.sessionId), [cleos]);
    await assert.rejects(ann.nim.cloudSession.queryCloudSession({ sessionId: bobs }), { code: 404 });
    await ann.nim.msg.sendTextMsg({ scene: 'p2p', to: others[0].account, body: 'again' });
    assert.equal(plain(await pad.nim.cloudSession.queryCloudSession({ sessionId: bobs })).lastMsgInfo.lastMsg.body, 'again');
  });

  test(`${version}: messages that are to roam no more do not`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const bob = await gateway.account('bob');
    const ann = await clients.connect(identity);
    const send = (body) => ann.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.account, body });
    await send('before');
    await ann.nim.msgLog.deleteRoamingMsgs({ ids: [`p2p-${bob.account}`] });
    await send('after');

    const pad = clients.make(identity);
    const heard = pad.record('syncRoamingMsgs');
    const synced = pad.next('syncdone');
    await pad.nim.connect();
    await synced;

    assert.deepEqual(heard.syncRoamingMsgs.flatMap(({ msgs }) => msgs.map((msg) => msg.body)), ['after']);
    const history = plain(await pad.nim.msgLog.getHistoryMsgs({ scene: 'p2p', to: bob.account }));
    assert.deepEqual(history.map((msg) => msg.body), ['after', 'before']);
  });
}
