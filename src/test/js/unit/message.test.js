import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftMessage, newId, readMessage, readRecall, writeMessage } from '../../../main/js/posthouse/message.js';

const device = { clientType: 'Web', deviceId: 'd1' };
const wire = { scene: 'p2p', from: 'ann', to: 'bob', type: 'custom', idClient: 'c', idServer: '1', seq: 1, time: 5 };

test('an attach that is JSON becomes an object and goes out again to the letter', () => {
  const attach = '{"a": 1,  "big": 12345678901234567890}';
  const received = readMessage({ ...wire, attach }, 'bob');
  assert.equal(received.attach.a, 1);

  const again = writeMessage(draftMessage('custom', { to: 'carol', attach: received.attach }, 'bob', device));
  assert.equal(again.attach, attach);
});

test('an attach that the app has changed goes out changed', () => {
  const received = readMessage({ ...wire, attach: '{"a": 1}' }, 'bob');
  received.attach.a = 2;

  const again = writeMessage(draftMessage('custom', { to: 'carol', attach: received.attach }, 'bob', device));
  assert.equal(again.attach, '{"a":2}');
});

test('an attach that is no JSON object stays a text', () => {
  for (const attach of ['hello', '5', 'null', '"x"', '{']) assert.equal(readMessage({ ...wire, attach }, 'bob').attach, attach);
});

test('flow, target and session follow from who reads', () => {
  const mine = readMessage(wire, 'ann');
  const theirs = readMessage(wire, 'bob');
  const toMyself = readMessage({ ...wire, to: 'ann' }, 'ann');

  assert.deepEqual([mine.flow, mine.target, mine.sessionId], ['out', 'bob', 'p2p-bob']);
  assert.deepEqual([theirs.flow, theirs.target, theirs.sessionId], ['in', 'ann', 'p2p-ann']);
  assert.deepEqual([toMyself.flow, toMyself.target, toMyself.sessionId], ['in', 'ann', 'p2p-ann']);
});

test('a receiver is written in lower case, as the gateway stores accounts', () => {
  assert.equal(draftMessage('text', { to: 'Bob', body: 'x' }, 'ann', device).sessionId, 'p2p-bob');
});

test('ids are 32 hex digits', () => {
  assert.match(newId(), /^[0-9a-f]{32}$/);
  assert.notEqual(newId(), newId());
});

test('a recall is the system message of the page', () => {
  const recall = { scene: 'p2p', from: 'ann', to: 'bob', messageFrom: 'ann', idServer: '1', idClient: 'c', messageTime: 5, seq: 2, time: 9, ps: 'sorry' };

  assert.deepEqual(readRecall(recall, 'default'), {
    type: 'recallMsgP2p', time: 9, from: 'ann', to: 'bob', state: 'none', feature: 'default', content: 'sorry',
    recallMessageInfo: { idClient: 'c', idServer: '1', createTime: 5, fromNick: undefined, from: 'ann', opeAccount: 'ann' },
  });
});
