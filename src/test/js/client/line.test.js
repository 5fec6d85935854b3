import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { WebSocket } from 'ws';
import Posthouse from '../../../main/js/posthouse.js';
import { BadLine } from '../support/proxy.js';
import { Clients, next, record, settle, until } from '../support/clients.js';
import { Gateway } from '../support/gateway.js';

let gateway;
let clients;
let line;

before(async () => {
  gateway = await Gateway.start();
  clients = new Clients(gateway);
});
after(() => gateway?.stop());
beforeEach(async () => { line = await BadLine.to(gateway.port); });
afterEach(async () => {
  await clients.endAll();
  await line.stop();
});

/** Ann behind the bad line, Bob beside the gateway. */
async function two(others) {
  const ann = await gateway.account('ann');
  const bob = await gateway.account('bob');
  return { ann, bob, nim: await clients.connect(ann, { url: line.url, ...others }), peer: await clients.connect(bob) };
}

const text = (to, body) => ({ scene: 'p2p', to, body });

test('a wrong token is one coded error, and the client does not try again', async () => {
  const { account } = await gateway.account('ann');
  const nim = clients.make({ account, token: 'not-the-token' });
  const heard = record(nim, 'willReconnect', 'disconnect');

  await assert.rejects(nim.connect(), { code: 302 });

  assert.deepEqual([nim.status, heard.willReconnect.length, heard.disconnect.length], ['unconnected', 0, 1]);
  assert.equal(heard.disconnect[0].isFinal, true);
});

test('without a gateway connecting fails with a code, and may be tried again', async () => {
  line.close();
  const nim = clients.make(await gateway.account('ann'), { url: line.url });
  await assert.rejects(nim.connect(), { code: 415 });

  line.open();
  await nim.connect();
  assert.equal(nim.status, 'logined');
});

test('a token may come from a function, anew at each login', async () => {
  const { account, token } = await gateway.account('ann');
  let calls = 0;
  const nim = await clients.connect({ account, token: async () => { calls += 1; return token; } }, { url: line.url });

  line.cut();
  await next(nim, 'syncdone');
  assert.equal(calls, 2);
});

test('a dropped line is noticed, told, and taken up again by itself', async () => {
  const { nim } = await two();
  const heard = record(nim, 'disconnect', 'willReconnect', 'logined');

  line.cut();
  assert.equal((await next(nim, 'willReconnect')).retryCount, 1);
  assert.equal(nim.status, 'waitReconnect');
  await next(nim, 'syncdone');

  assert.deepEqual([nim.status, heard.disconnect.length, heard.logined.length], ['logined', 1, 1]);
  assert.equal(heard.disconnect[0].isFinal, false);
  assert.equal(heard.logined[0].isReconnect, true);
});

test('while the gateway is away attempts go on with growing, jittered delays', async () => {
  const { nim } = await two({ reconnectDelayMillis: 8, reconnectDelayMaxMillis: 128 });
  const { willReconnect } = record(nim, 'willReconnect');

  line.close();
  await until('it has tried 8 times', () => willReconnect.length >= 8);
  line.open();
  await next(nim, 'syncdone');

  const durations = willReconnect.map(({ duration }) => duration);
  const ceilings = durations.map((_, at) => Math.min(128, 8 * 2 ** at));
  assert.ok(durations.every((duration, at) => duration <= ceilings[at]), `too long: ${durations}`);
  assert.ok(durations.some((duration) => duration > 8), `not growing: ${durations}`);
  assert.ok(durations.some((duration, at) => duration < ceilings[at]), `no jitter: ${durations}`);
});

test('connect tries at once while the client waits to come back', async () => {
  const { nim } = await two({ reconnectDelayMillis: 60_000, reconnectDelayMaxMillis: 60_000 });
  const waiting = next(nim, 'willReconnect');
  line.cut();
  await waiting;

  const synced = next(nim, 'syncdone');
  nim.connect();
  await synced;
  assert.equal(nim.status, 'logined');
});

test('a team whose making a dropped line took with it is made once, and told to who asked (T1)', async () => {
  const { nim, bob, peer } = await two();
  const made = next(peer, 'addTeamMembers');
  line.stallAnswers();
  const making = nim.team.createTeam({ name: 'Night mail', accounts: [bob.account] });
  const { team } = await made;

  line.cut();
  const { teamId, memberNum, left } = await making;

  assert.deepEqual([teamId, memberNum, left], [team.teamId, 2, []]);
  assert.deepEqual((await peer.team.getTeams()).map((one) => one.teamId), [teamId]);
  assert.deepEqual((await nim.team.getTeams()).map((one) => one.teamId), [teamId]);
});

test('a team whose making is not answered in time is asked for again, and not for ever', async () => {
  const { nim, bob, peer } = await two({ requestTimeoutMillis: 300 });
  const made = next(peer, 'addTeamMembers');
  line.stallAnswers();

  await assert.rejects(nim.team.createTeam({ name: 'Night mail', accounts: [bob.account] }), { code: 408 });

  await made;
  assert.equal((await peer.team.getTeams()).length, 1);
});

test('who leaves while a team is made waits for no answer', async () => {
  const { nim, bob, peer } = await two({ reconnectDelayMillis: 60_000, reconnectDelayMaxMillis: 60_000 });
  const made = next(peer, 'addTeamMembers');
  const waiting = next(nim, 'willReconnect');
  line.stallAnswers();
  const making = nim.team.createTeam({ name: 'Night mail', accounts: [bob.account] });
  await made;
  line.cut();
  await waiting;

  await nim.disconnect();

  await assert.rejects(making, { code: 415 });
});

test('what is in flight on a dropped line fails, and a resend delivers it once (S2)', async () => {
  const { nim, bob, peer } = await two();
  const { msg: received } = record(peer, 'msg');
  line.stallAnswers();
  const sending = nim.msg.sendTextMsg(text(bob.account, 'in flight')).then(assert.fail, (error) => error);
  await until('it has arrived', () => received.length === 1);

  line.cut();
  const failure = await sending;
  assert.deepEqual([failure.code, failure.isRetryable, failure.msg.status], [415, true, 'sendFailed']);
  await next(nim, 'syncdone');
  const sent = await nim.msg.resendMsg({ msg: failure.msg });
  await settle(nim, peer);

  assert.deepEqual([sent.status, sent.idClient, sent.idServer], ['sent', failure.msg.idClient, received[0].idServer]);
  assert.equal(received.filter((msg) => msg.body === 'in flight').length, 1);
});

test('a send without a line fails at once with the message', async () => {
  const { nim, bob } = await two();
  const waiting = next(nim, 'willReconnect');
  line.close();
  await waiting;

  const failure = await nim.msg.sendTextMsg(text(bob.account, 'hello')).then(assert.fail, (error) => error);
  assert.deepEqual([failure.code, failure.msg.status, failure.msg.body], [415, 'sendFailed', 'hello']);
});

test('D5: what arrives over many dropped lines is told once and in order', async () => {
  const { nim, ann, peer } = await two();
  const told = [];
  nim.on('msg', (msg) => told.push(msg.body));
  nim.on('syncOfflineMsgs', ({ msgs }) => told.push(...msgs.map((msg) => msg.body)));
  nim.on('syncRoamingMsgs', ({ msgs }) => told.push(...msgs.map((msg) => msg.body)));
  const wanted = Array.from({ length: 60 }, (_, at) => `m${at}`);

  for (const [at, body] of wanted.entries()) {
    await peer.msg.sendTextMsg(text(ann.account, body));
    if (at % 7 === 3) line.cut();
  }
  await until('all have been told', () => told.length >= wanted.length);
  await peer.msg.sendTextMsg(text(ann.account, 'the end'));
  await until('the end has been told', () => told.includes('the end'));

  assert.deepEqual(told, [...wanted, 'the end']);
});

test('what was recalled while the line was down is told as it comes back', async () => {
  const { nim, ann, peer } = await two();
  const arrived = next(nim, 'msg');
  const sent = await peer.msg.sendTextMsg(text(ann.account, 'wrong'));
  const msg = await arrived;
  const waiting = next(nim, 'willReconnect');
  line.close();
  await waiting;
  await peer.msg.recallMsg({ msg: sent, ps: 'sorry' });

  const told = next(nim, 'syncSysMsgs');
  line.open();
  const [recall] = await told;
  assert.deepEqual([recall.type, recall.content, recall.recallMessageInfo.idServer], ['recallMsgP2p', 'sorry', msg.idServer]);
  assert.equal(msg.status, 'deleted');
});

test('receipts that were sent while the line was down are told as it comes back (C1)', async () => {
  const { nim, ann, bob, peer } = await two();
  const arrived = next(peer, 'msg');
  const sent = await nim.msg.sendTextMsg(text(bob.account, 'read me'));
  const msg = await arrived;
  const waiting = next(nim, 'willReconnect');
  line.close();
  await waiting;
  await peer.msg.sendMsgReceipt({ msg });

  const told = next(nim, 'msgReceipts');
  line.open();
  assert.deepEqual((await told).map(({ sessionId }) => sessionId), [`p2p-${bob.account}`]);
  assert.equal(sent.status, 'receipt', ann.account);
});

test('two clients of one device: the one before is told why and stays away', async () => {
  const ann = await gateway.account('ann');
  const nim = await clients.connect(ann, { deviceId: 'the-same' });
  const kicked = next(nim, 'kicked');

  await clients.connect(ann, { deviceId: 'the-same' });

  assert.deepEqual([(await kicked).message, nim.status], ['replaced', 'unconnected']);
});

test('a changed token signs its devices out', async () => {
  const ann = await gateway.account('ann');
  const nim = await clients.connect(ann);
  const kicked = next(nim, 'kicked');

  await gateway.changeToken(ann.account);

  assert.deepEqual([(await kicked).reason, nim.status], ['serverKick', 'unconnected']);
});

test('a client that has left may come back, a destroyed one not', async () => {
  const nim = await clients.connect(await gateway.account('ann'));

  await nim.disconnect();
  assert.equal(nim.status, 'unconnected');
  await nim.connect();
  assert.equal(nim.status, 'logined');
  await nim.destroy();
  await assert.rejects(nim.connect(), { code: 415 });
});

test('options are checked: account, token, address, platform', () => {
  const good = { account: 'ann', token: 'x', url: 'http://127.0.0.1:1', WebSocket };
  assert.ok(new Posthouse(good));

  for (const bad of [{ account: '' }, { token: 5 }, { url: 'http://' }, { url: undefined }, { clientType: 'Toaster' }, { WebSocket: 5 }]) {
    assert.throws(() => new Posthouse({ ...good, ...bad }), { code: 414 });
  }
});

test('a device is kept where the platform can keep it', () => {
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  const options = { account: 'ann', token: 'x', url: 'http://127.0.0.1:1', WebSocket, storage };

  assert.equal(new Posthouse(options).deviceId, new Posthouse(options).deviceId);
  assert.notEqual(new Posthouse({ ...options, isFixedDeviceId: false }).deviceId, new Posthouse(options).deviceId);
});
