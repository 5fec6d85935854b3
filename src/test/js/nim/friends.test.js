import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Gateway } from '../support/gateway.js';
import { NimClients, VERSIONS, plain } from '../support/nim.js';

let gateway;
let clients;

before(async () => { gateway = await Gateway.start(); });
after(() => gateway?.stop());
afterEach(() => clients?.endAll());

const one = async (waiting) => plain((await waiting)[0]);

for (const version of Object.keys(VERSIONS)) {
  test(`${version}: a name card has all its fields, for the other devices and the others`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const ann = await clients.connect(identity);
    const pad = await clients.connect(identity);
    const bob = await clients.connect(await gateway.account('bob'));
    const card = { nick: 'Ann', signature: 'hi', gender: 'female', email: 'a@example.com', birth: '2000-01-01', tel: '123', ext: 'x' };
    const told = pad.next('updateMyNameCard');

    await ann.nim.user.updateMyNameCard(card);

    const seen = await one(told);
    const [asked] = plain(await bob.nim.user.getUsersNameCardFromServer({ accounts: [identity.account] }));
    for (const [field, value] of Object.entries(card)) {
      assert.equal(seen[field], value, field);
      assert.equal(asked[field], value, field);
    }
  });

  test(`${version}: who is added is a friend on both sides, and each device is told`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const ann = await clients.connect(identity);
    const pad = await clients.connect(identity);
    const bob = await clients.connect(await gateway.account('bob'));
    const synced = pad.next('syncFriend');
    const request = bob.next('sysMsg');

    await ann.nim.friend.addFriend({ account: bob.account, ps: 'hello' });

    assert.equal((await one(synced)).type, 'addFriend');
    const { type, from, to, content, attach } = await one(request);
    assert.deepEqual([type, from, to, content, attach.type], ['friendRequest', identity.account, bob.account, 'hello', 'addFriend']);
    assert.deepEqual(plain(await ann.nim.friend.getFriends()).map((friend) => [friend.account, friend.valid]), [[bob.account, true]]);
    assert.deepEqual(plain(await bob.nim.friend.getFriends()).map((friend) => [friend.account, friend.valid]), [[identity.account, true]]);

    const updated = pad.next('syncFriend');
    await ann.nim.friend.updateFriend({ account: bob.account, alias: 'Bobby', ext: 'x' });
    assert.deepEqual((({ alias, ext }) => [alias, ext])((await one(updated)).friend), ['Bobby', 'x']);

    const deleted = pad.next('syncFriend');
    const gone = bob.next('sysMsg');
    await ann.nim.friend.deleteFriend({ account: bob.account, delAlias: true });
    assert.deepEqual(await one(deleted), { type: 'deleteFriend', account: bob.account });
    assert.deepEqual((({ type: kind, from: by }) => [kind, by])(await one(gone)), ['deleteFriend', identity.account]);
    assert.deepEqual(plain(await bob.nim.friend.getFriends()), []);
  });

  test(`${version}: an application waits for who is away, once, and is passed or rejected`, async () => {
    clients = new NimClients(gateway, version);
    const identity = await gateway.account('ann');
    const bob = await clients.connect(await gateway.account('bob'));
    const cleo = await clients.connect(await gateway.account('cleo'));
    await bob.nim.friend.applyFriend({ account: identity.account, ps: 'please' });
    await cleo.nim.friend.applyFriend({ account: identity.account });

    const ann = clients.make(identity);
    const heard = ann.record('syncSysMsgs');
    const done = ann.next('syncdone');
    await ann.nim.connect();
    await done;

    const requests = heard.syncSysMsgs.flat();
    assert.deepEqual(requests.map(({ from, content }) => [from, content ?? '']), [[bob.account, 'please'], [cleo.account, '']]);
    assert.equal(requests[0].attach.type, 'applyFriend');
    const passed = bob.next('sysMsg');
    const rejected = cleo.next('sysMsg');
    await ann.nim.friend.passFriendApply({ account: bob.account });
    await ann.nim.friend.rejectFriendApply({ account: cleo.account, ps: 'no' });
    assert.equal((await one(passed)).attach.type, 'passFriendApply');
    assert.deepEqual((({ attach, content }) => [attach.type, content])(await one(rejected)), ['rejectFriendApply', 'no']);
    await assert.rejects(ann.nim.friend.passFriendApply({ account: cleo.account }), { code: 404 });
    await ann.end();

    const again = clients.make(identity);
    const later = again.record('syncSysMsgs', 'friends', 'users');
    const ready = again.next('syncdone');
    await again.nim.connect();
    await ready;
    assert.deepEqual(later.friends[0].map(({ account }) => account), [bob.account]);
    assert.deepEqual(later.users[0].map(({ account }) => account), [bob.account]);
    assert.deepEqual(later.syncSysMsgs, [], 'what was acknowledged does not come again');
  });

  test(`${version}: who is blocked is not heard, and cannot tell`, async () => {
    clients = new NimClients(gateway, version);
    const ann = await clients.connect(await gateway.account('ann'));
    const bob = await clients.connect(await gateway.account('bob'));
    const heard = bob.record('sysMsg');
    await bob.nim.user.setBlack({ account: ann.account, isAdd: true });

    await ann.nim.friend.applyFriend({ account: bob.account });
    await ann.nim.friend.addFriend({ account: bob.account });

    await bob.nim.user.setBlack({ account: ann.account, isAdd: false });
    const told = bob.next('sysMsg');
    await ann.nim.friend.deleteFriend({ account: bob.account, delAlias: false });
    await ann.nim.friend.applyFriend({ account: bob.account, ps: 'now' });
    assert.equal((await one(told)).content, 'now');
    assert.equal(heard.sysMsg.length, 1, 'nothing was told while blocked');
  });
}
