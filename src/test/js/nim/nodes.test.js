/** The SDK before two nodes, two processes on one Redis, behind a load balancer that sends handshake and socket to different ones (ADR 4). */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { Gateway } from '../support/gateway.js';
import { ALL_VERSIONS, NimClients } from '../support/nim.js';
import { Splitter } from '../support/splitter.js';

const REFUSED = ['7:::1+0'];
/** A message that the nodes' bus loses is found by its missing number (D2). */
const FOUND_MILLIS = 30_000;

let stranger;
let nodes = [];
let splitter;
let clients;

before(async () => {
  // It lends the others its Redis, where what it keeps has other names: a gateway of another store.
  stranger = await Gateway.start({ POSTHOUSE_STORE_KEY_PREFIX: 'another:' });
  const { port, password } = stranger.ownRedis;
  const settings = {
    POSTHOUSE_STORE_ENDPOINTS: `redis://127.0.0.1:${port}`,
    POSTHOUSE_STORE_PASSWORD: password,
    POSTHOUSE_SERVER_TRUST_FORWARDED_FOR: 'true',
  };
  const started = await Promise.allSettled([Gateway.start(settings), Gateway.start(settings)]);
  nodes = started.filter(({ value }) => value).map(({ value }) => value);
  for (const { reason } of started) if (reason) throw reason;
  splitter = await Splitter.before(nodes, stranger);
});
after(async () => {
  await splitter?.stop();
  await Promise.all([...nodes, stranger].map((gateway) => gateway?.stop()));
});
afterEach(() => clients?.endAll());

/** Logs in with the handshake on one node and the socket on the other. */
async function connect(identity, handshake) {
  splitter.asked = handshake;
  splitter.sockets = 1 - handshake;
  const from = splitter.passed.length;
  const client = await clients.connect(identity);
  return { client, way: splitter.passed.slice(from).map(({ path, node }) => [path.replace(/[?].*/, '').replace(/[^/]{52}$/, ''), node]) };
}

async function ticketOf(gateway) {
  const answer = await (await fetch(`${gateway.url}/socket.io/1/?t=1`)).text();
  return answer.slice(0, answer.indexOf(':'));
}

/** What a socket with this ticket is told: up to `1::`, with which it is let in, or until it is closed. */
async function told(gateway, ticket) {
  const frames = [];
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/socket.io/1/websocket/${ticket}`);
  await new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('message', (data) => {
      frames.push(data.toString());
      if (frames.at(-1) === '1::') socket.close();
    });
  });
  return frames;
}

for (const version of Object.keys(ALL_VERSIONS)) {
  test(`${version} shakes hands with one node and has its socket on the other`, async () => {
    clients = new NimClients(splitter, version);
    const ann = await connect(await nodes[0].account(`ann-${version}`), 0);
    const bob = await connect(await nodes[0].account(`bob-${version}`), 1);
    const heard = bob.client.next('msg', ({ body }) => body === 'over there', FOUND_MILLIS);

    await ann.client.nim.msg.sendTextMsg({ scene: 'p2p', to: bob.client.account, body: 'over there' });

    assert.equal((await heard)[0].from, ann.client.account);
    assert.deepEqual(ann.way, [['/lbs/webconf.jsp', 0], ['/socket.io/1/', 0], ['/socket.io/1/websocket/', 1]]);
    assert.deepEqual(bob.way, [['/lbs/webconf.jsp', 1], ['/socket.io/1/', 1], ['/socket.io/1/websocket/', 0]]);
  });
}

test('a ticket is good for one socket, on whichever node, and then on none', async () => {
  for (const [one, other] of [nodes, nodes.toReversed()]) {
    const ticket = await ticketOf(one);

    assert.deepEqual(await told(other, ticket), ['1::']);
    assert.deepEqual(await told(one, ticket), REFUSED, 'used on the other node');
    assert.deepEqual(await told(other, ticket), REFUSED, 'used here');
  }
});

test('a ticket of another store, and one that is forged, is refused by every node', async () => {
  const ours = await ticketOf(nodes[0]);
  const forged = [0, 15, 40].map((at) => ours.slice(0, at) + (ours[at] === 'A' ? 'B' : 'A') + ours.slice(at + 1));
  for (const ticket of [await ticketOf(stranger), ...forged]) {
    for (const node of nodes) assert.deepEqual(await told(node, ticket), REFUSED);
  }
  assert.deepEqual(await told(nodes[1], ours), ['1::'], 'guesses use nothing up');
});
