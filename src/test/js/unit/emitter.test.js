import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../../main/js/posthouse/emitter.js';

test('a handler that throws does not keep the others from hearing', (t) => {
  const emitter = new Emitter();
  const report = t.mock.method(console, 'error', () => {});
  const heard = [];
  emitter.on('msg', () => { throw new Error('the app is broken'); }).on('msg', (text) => heard.push(text));

  emitter.emit('msg', 'hello');

  assert.deepEqual(heard, ['hello']);
  assert.equal(report.mock.callCount(), 1);
});

test('once hears once, off hears no more, also when called from a handler', () => {
  const emitter = new Emitter();
  const heard = [];
  const once = () => heard.push('once');
  const removed = () => heard.push('removed');
  emitter.once('msg', once).on('msg', () => emitter.off('msg', removed)).on('other', removed);

  emitter.emit('msg');
  emitter.emit('msg');
  emitter.off('other', removed);
  emitter.emit('other');

  assert.deepEqual(heard, ['once']);
});
