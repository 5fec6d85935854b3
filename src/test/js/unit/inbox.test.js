import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Acknowledgements } from '../../../main/js/posthouse/acknowledgements.js';
import { Inbox } from '../../../main/js/posthouse/inbox.js';
import { Relations } from '../../../main/js/posthouse/relations.js';
import { Sessions } from '../../../main/js/posthouse/sessions.js';

let inbox;
let told;
let written;
let acknowledgements;

beforeEach(() => {
  told = [];
  written = [];
  acknowledgements = new Acknowledgements((marks) => written.push(marks), (changes) => written.push(changes));
  const state = { account: 'bob', sessions: new Sessions('bob'), relations: new Relations(), acknowledgements, refillLast() {}, giveUp() {} };
  state.acknowledgeBroadcasts = (ids) => written.push(ids);
  inbox = new Inbox(state, (name, argument) => told.push([name, argument]));
  inbox.onLogin({ epoch: 'e1' });
});

const names = () => told.map(([name]) => name);
const wire = (seq) => ({ scene: 'p2p', from: 'ann', to: 'bob', type: 'text', body: `m${seq}`, idClient: `c${seq}`, idServer: `${seq}0`, seq, time: seq * 10 });
const recall = (of, seq) => ({ scene: 'p2p', from: 'ann', to: 'bob', messageFrom: 'ann', idServer: `${of}0`, idClient: `c${of}`, messageTime: of * 10, messageSeq: of, seq, time: seq * 10 });

test('D2: what a healing gateway pushes twice is told once, and acknowledged all the same', () => {
  inbox.onEvent({ on: 'msg', msg: wire(1) });
  inbox.onEvent({ on: 'msg', msg: wire(1) });
  inbox.onEvent({ on: 'recall', recall: recall(1, 2) });
  inbox.onEvent({ on: 'recall', recall: recall(1, 2) });
  acknowledgements.flush();

  assert.deepEqual(names().filter((name) => name !== 'updateSession'), ['msg', 'sysMsg', 'recallMsgP2p']);
  assert.deepEqual(written, [{ 'p2p-ann': 20 }]);
});

test('D5: a sync repeats nothing that was told before the line dropped', () => {
  inbox.onEvent({ on: 'msg', msg: wire(1) });
  inbox.onLogin({ epoch: 'e1' });
  inbox.onEvent({ on: 'syncOfflineMsgs', sessionId: 'p2p-ann', msgs: [wire(1), wire(2)], cutBefore: 0 });
  inbox.onEvent({ on: 'syncOfflineMsgs', sessionId: 'p2p-ann', msgs: [wire(2)], cutBefore: 0 });

  const batches = told.filter(([name]) => name === 'syncOfflineMsgs').map(([, { msgs }]) => msgs.map((msg) => msg.body));
  assert.deepEqual(batches, [['m2']]);
});

test('D6: a cut is told even if nothing is left of it', () => {
  inbox.onEvent({ on: 'syncOfflineMsgs', sessionId: 'p2p-ann', msgs: [], cutBefore: 100 });

  assert.deepEqual(told, [['syncOfflineMsgs', { sessionId: 'p2p-ann', timetag: 0, msgs: [], cutBefore: 100 }]]);
});

test('a broadcast that comes twice is told once, and acknowledged all the same', () => {
  inbox.onEvent({ on: 'broadcastMsgs', msgs: [{ id: 1, from: 'ann', body: 'hear', time: 10 }] });
  inbox.onEvent({ on: 'broadcastMsgs', msgs: [{ id: 1, from: 'ann', body: 'hear', time: 10 }, { id: 2, body: 'and see', time: 20 }] });

  assert.deepEqual(told, [
    ['broadcastMsgs', [{ id: 1, fromAccid: 'ann', body: 'hear', time: 10 }]],
    ['broadcastMsgs', [{ id: 2, body: 'and see', time: 20 }]],
  ]);
  assert.deepEqual(written, [[1], [1, 2]]);
});

test('another epoch: cursors and what was told are forgotten', () => {
  inbox.onEvent({ on: 'msg', msg: wire(1) });
  inbox.onEvent({ on: 'synced', since: 500, changes: 3, epoch: 'e1' });
  assert.deepEqual(inbox.cursors(), { since: 500, changes: 3, epoch: 'e1' });
  assert.equal(inbox.onPing({ since: 600, changes: 3, epoch: 'e2' }), false);

  inbox.onLogin({ epoch: 'e2' });
  assert.deepEqual(inbox.cursors(), { since: 0, changes: 0, epoch: 'e2' });
  inbox.onEvent({ on: 'msg', msg: wire(1) });
  assert.equal(names().filter((name) => name === 'msg').length, 2);
});

test('another epoch: a broadcast with a number that is known is told', () => {
  inbox.onEvent({ on: 'broadcastMsgs', msgs: [{ id: 1, body: 'lost', time: 10 }] });
  inbox.onLogin({ epoch: 'e2' });
  inbox.onEvent({ on: 'broadcastMsgs', msgs: [{ id: 1, body: 'said since', time: 20 }] });

  assert.deepEqual(told.map(([, msgs]) => msgs[0].body), ['lost', 'said since']);
});

test('a ping moves the cursors on, and nothing moves them back', () => {
  inbox.onEvent({ on: 'synced', since: 500, changes: 3, epoch: 'e1' });

  assert.equal(inbox.onPing({ since: 900, changes: 4, epoch: 'e1' }), true);
  inbox.onPing({ since: 700, changes: 2, epoch: 'e1' });

  assert.deepEqual(inbox.cursors(), { since: 900, changes: 4, epoch: 'e1' });
});

test('an account change is told once', () => {
  const change = { on: 'change', number: 1, kind: 'relation', relation: 'black', account: 'ann', isOn: true, time: 5 };
  inbox.onEvent(change);
  inbox.onEvent(change);

  assert.deepEqual(told, [['updateBlackList', { account: 'ann', isAdd: true }]]);
});

test('events of a newer gateway are ignored', () => {
  for (const on of ['somethingNew', 'constructor', '__proto__', 'toString']) inbox.onEvent({ on });

  assert.deepEqual(told, []);
});

test('acknowledgements wait for the next login, and are not lost', () => {
  let isUp = false;
  const kept = [];
  const later = new Acknowledgements((marks) => isUp && kept.push(marks) > 0);
  later.add('p2p-ann', 20);
  later.add('p2p-ann', 10);
  later.release();
  assert.deepEqual(kept, []);

  isUp = true;
  later.release();
  later.release();
  assert.deepEqual(kept, [{ 'p2p-ann': 20 }]);
});

const typing = { scene: 'p2p', from: 'ann', to: 'bob', attach: 'typing', time: 5 };

test('custom notifications: a fleeting one is told and not acknowledged', () => {
  inbox.onEvent({ on: 'sysMsg', sysMsg: typing });
  acknowledgements.flush();

  assert.deepEqual(names(), ['sysMsg', 'customP2p']);
  assert.deepEqual(written, []);
});

test('D5: custom notifications that waited are told once and acknowledged each time', () => {
  const later = { ...typing, needSaveOffline: true };
  inbox.onEvent({ on: 'syncSysMsgs', number: 3, sysMsgs: [later] });
  inbox.onEvent({ on: 'sysMsg', number: 3, sysMsg: later });
  const kept = { ...later, scene: 'team', to: '7', seq: 4, idServer: '40', time: 50 };
  inbox.onEvent({ on: 'sysMsg', sysMsg: kept });
  inbox.onEvent({ on: 'syncSysMsgs', sessionId: 'team-7', sysMsgs: [kept] });
  acknowledgements.flush();

  assert.deepEqual(names(), ['syncSysMsgs', 'customP2p', 'sysMsg', 'customTeam']);
  assert.deepEqual(written, [3, { 'team-7': 50 }]);
  assert.equal(inbox.cursors().changes, 3);
});
