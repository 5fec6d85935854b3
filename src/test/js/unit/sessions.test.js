import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMessage } from '../../../main/js/posthouse/message.js';
import { Sessions } from '../../../main/js/posthouse/sessions.js';

const ID = 'p2p-ann';
const read = (wire) => readMessage(wire, 'bob');
const state = (fields) => ({ sessionId: ID, scene: 'p2p', to: 'ann', unread: 0, readTime: 0, highSeq: 0, time: 0, ...fields });

function incoming(seq, fields = {}) {
  return { scene: 'p2p', from: 'ann', to: 'bob', type: 'text', body: `m${seq}`, idClient: `c${seq}`, idServer: `${seq}0`, seq, time: seq * 10, ...fields };
}

function receive(sessions, wire) {
  const message = sessions.hold(read(wire));
  return { message, session: sessions.arrive(message) };
}

test('C3: a message of the other counts as unread once, however it is told', () => {
  const sessions = new Sessions('bob');
  sessions.apply(state({ unread: 2, highSeq: 2, time: 20 }), read);

  assert.equal(receive(sessions, incoming(2)).session.unread, 2, 'it is in the count that the gateway gave');
  assert.equal(receive(sessions, incoming(3)).session.unread, 3);
});

test('C3: own messages and those that ask not to count do not', () => {
  const sessions = new Sessions('bob');

  assert.equal(receive(sessions, incoming(1, { from: 'bob', to: 'ann' })).session.unread, 0);
  assert.equal(receive(sessions, incoming(2, { setting: { needUpdateSession: false } })).session.unread, 0);
});

test('C3: a recall takes an unread message out of the count, and a read one not', () => {
  const sessions = new Sessions('bob');
  sessions.apply(state({ readTime: 10, highSeq: 1 }), read);
  receive(sessions, incoming(2));
  const recall = (of, seq) => sessions.recall(ID, { idServer: `${of}0`, messageFrom: 'ann', messageTime: of * 10, seq, time: seq * 10 });

  assert.equal(recall(2, 3).unread, 0);
  assert.equal(receive(sessions, incoming(4)).session.unread, 1);
  assert.equal(recall(1, 5).unread, 1, 'the first was read before');
});

test('C3: what arrived after the gateway counted is counted on top', () => {
  const sessions = new Sessions('bob');
  receive(sessions, incoming(1));
  receive(sessions, incoming(2));

  const { session } = sessions.apply(state({ unread: 0, readTime: 10, highSeq: 1, time: 15 }), read);
  assert.equal(session.unread, 1);
});

test('C1: a receipt moves every message it covers, and none back', () => {
  const sessions = new Sessions('bob');
  const mine = [1, 2, 3].map((seq) => receive(sessions, incoming(seq, { from: 'bob', to: 'ann' })).message);

  sessions.receipt(ID, true, 20);
  assert.deepEqual(mine.map((message) => message.status), ['receipt', 'receipt', 'sent']);

  sessions.receipt(ID, true, 10);
  assert.deepEqual(mine.map((message) => message.status), ['receipt', 'receipt', 'sent']);
});

test('a read mark turns the messages the app holds from unread to read', () => {
  const sessions = new Sessions('bob');
  const { message } = receive(sessions, incoming(1));
  assert.equal(message.status, 'unread');

  sessions.apply(state({ readTime: 10, highSeq: 1 }), read);
  assert.equal(message.status, 'read');
});

test('S5: a refused message stays refused', () => {
  const sessions = new Sessions('bob');
  const { message } = receive(sessions, incoming(1, { from: 'bob', to: 'ann', refused: true }));

  sessions.receipt(ID, true, 100);
  assert.equal(message.status, 'refused');
});

test('an account may hold dashes', () => {
  const sessions = new Sessions('bob');

  assert.equal(sessions.recall('p2p-mary-ann', { idServer: '1', messageFrom: 'mary-ann', messageTime: 1, seq: 1, time: 2 }).to, 'mary-ann');
});
