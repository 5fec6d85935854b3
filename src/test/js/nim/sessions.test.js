import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS, plain } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

const first = async (waiting) => plain((await waiting)[0]);
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
    assert.deepEqual((await first(told)).stickTopInfo, session.stickTopInfo);
    const changed = pad.next('updateSession');
    assert.equal(plain(await ann.nim.session.updateStickTopSession({ id, ext: 'y' })).stickTopInfo.ext, 'y');
    assert.equal((await first(changed)).stickTopInfo.ext, 'y');

    const later = await clients.connect(identity, {}, withTops);
    assert.equal(plain(later.nim.session.getSession({ id })).stickTopInfo.ext, 'y');

    const gone = pad.next('updateSession');
    assert.equal(plain(await ann.nim.session.deleteStickTopSession({ id })).stickTopInfo.isStickOnTop, false);
    assert.equal((await first(gone)).stickTopInfo.isStickOnTop, false);
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
}
