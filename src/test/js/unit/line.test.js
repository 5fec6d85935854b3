import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { Line } from '../../../main/js/posthouse/line.js';

let server;
let sockets;

before(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  sockets = server.clients;
});
after(() => {
  for (const socket of sockets) socket.terminate();
  server.close();
});

/** A line to a server that says nothing by itself. */
async function silentLine() {
  const accepted = once(server, 'connection');
  let close;
  const closed = new Promise((resolve) => { close = resolve; });
  const url = `ws://127.0.0.1:${server.address().port}`;
  const line = await Line.open(url, WebSocket, 1_000, { onEvent() {}, onClosed: close });
  const [socket] = await accepted;
  return { line, socket, closed };
}

test('a line without a sign of life is dropped', async () => {
  const { line, closed } = await silentLine();
  const waiting = line.request('history', {}, 60_000);

  line.keepAlive(10, 50, () => assert.fail('nothing was answered'));

  assert.equal((await closed).code, 1006);
  await assert.rejects(waiting, { code: 415 });
});

test('a refused ping is a sign of life', async () => {
  const { line, socket, closed } = await silentLine();
  let pings = 0;
  socket.on('message', (data) => {
    pings += 1;
    socket.send(JSON.stringify({ id: JSON.parse(data).id, error: { code: 205, name: 'rate_limited', text: 'x', retry: 'later' } }));
    if (pings === 5) socket.close(4001, 'enough');
  });

  line.keepAlive(5, 1_000, () => assert.fail('all were refused'));

  assert.equal((await closed).code, 4001);
});

test('an answer that comes after its time is dropped', async () => {
  const { line, socket } = await silentLine();
  const asked = once(socket, 'message');

  await assert.rejects(line.request('history', {}, 20), { code: 408 });
  socket.send(JSON.stringify({ id: JSON.parse((await asked)[0]).id, ok: {} }));
  const answered = once(socket, 'message').then(([data]) => socket.send(JSON.stringify({ id: JSON.parse(data).id, ok: { time: 1 } })));

  assert.deepEqual(await line.request('clear', {}, 1_000), { time: 1 });
  await answered;
  line.drop('done', 1000);
});

test('a frame past the limit does not leave', async () => {
  const { line, socket } = await silentLine();
  line.limitFrames(1_000);
  let heard = 0;
  socket.on('message', () => { heard += 1; });

  await assert.rejects(line.request('send', { body: 'ä'.repeat(500) }, 1_000), { code: 405 });
  const small = once(socket, 'message');
  line.note('ack', { marks: {} });
  await small;

  assert.equal(heard, 1);
  line.drop('done', 1000);
});

test('what is no frame ends the line for good', async () => {
  const { socket, closed } = await silentLine();

  socket.send('this is no JSON');

  assert.equal((await closed).code, 4500);
});

test('a port where nobody listens fails with a code', async () => {
  await assert.rejects(Line.open('ws://127.0.0.1:1', WebSocket, 1_000, {}), { code: 415 });
});
