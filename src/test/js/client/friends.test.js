import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Clients, next } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let clients;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
afterEach(() => clients.endAll());

test('a card has all its fields', async () => {
  const ann = await clients.connect(await gateway.account('ann'));
  const card = { nick: 'Ann', signature: 'hi', gender: 'male', email: 'a@example.com', birth: '2000-01-01', tel: '1' };

  const updated = await ann.user.updateMyNameCard(card);

  for (const [field, value] of Object.entries(card)) assert.equal(updated[field], value, field);
});

test('who is added is told, and so is the other device of who added', async () => {
  const identity = await gateway.account('ann');
  const ann = await clients.connect(identity);
  const pad = await clients.connect(identity, { deviceId: 'pad' });
  const bob = await clients.connect(await gateway.account('bob'));
  const synced = next(pad, 'syncFriend');
  const request = next(bob, 'friendRequest');

  await ann.friend.addFriend({ account: bob.account, ps: 'hello' });

  const { type, account, friend } = await synced;
  assert.deepEqual([type, account, friend.valid], ['addFriend', bob.account, true]);
  const { from, to, content, attach } = await request;
  assert.deepEqual([from, to, content, attach], [ann.account, bob.account, 'hello', { vt: 1, type: 'addFriend' }]);
  const { since } = await ann.friend.getFriendsSince({ since: 0 });
  await ann.friend.updateFriend({ account: bob.account, alias: 'Bobby' });
  assert.deepEqual((await ann.friend.getFriends()).map(({ alias }) => alias), ['Bobby']);
  const gone = next(bob, 'deleteFriend');
  await ann.friend.deleteFriend({ account: bob.account, delAlias: true });
  assert.equal((await gone).from, ann.account);
  const changed = await ann.friend.getFriendsSince({ since });
  assert.deepEqual([changed.whole, changed.friends.map(({ account: who, valid }) => [who, valid])], [false, [[bob.account, false]]]);
});

test('an application waits for who is away, and is passed', async () => {
  const identity = await gateway.account('ann');
  const bob = await clients.connect(await gateway.account('bob'));
  await bob.friend.applyFriend({ account: identity.account, ps: 'please' });
  const ann = clients.make(identity);
  const request = next(ann, 'friendRequest');
  await ann.connect();

  const { from, content, feature, attach } = await request;
  assert.deepEqual([from, content, feature, attach.type], [bob.account, 'please', 'leave', 'applyFriend']);
  const passed = next(bob, 'friendRequest');
  await ann.friend.passFriendApply({ account: bob.account });
  assert.equal((await passed).attach.type, 'passFriendApply');
  assert.deepEqual((await bob.friend.getFriends()).map(({ account }) => account), [ann.account]);
});
