import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Seen } from '../../../main/js/posthouse/seen.js';

test('an entry is new once, in whatever order entries come', () => {
  const seen = new Seen();
  const order = [5, 3, 4, 9, 1, 2, 7, 8, 6];

  assert.deepEqual(order.map((seq) => seen.add('p2p-bob', seq)), order.map(() => true));
  assert.deepEqual(order.map((seq) => seen.add('p2p-bob', seq)), order.map(() => false));
});

test('conversations do not mix', () => {
  const seen = new Seen();
  seen.add('p2p-bob', 1);

  assert.equal(seen.add('p2p-carol', 1), true);
});

test('roaming messages below ten thousand offline ones are still new', () => {
  const seen = new Seen();
  for (let seq = 1_001; seq <= 11_000; seq += 1) seen.add('p2p-bob', seq);

  const older = Array.from({ length: 1_000 }, (_, at) => seen.add('p2p-bob', at + 1));
  assert.equal(older.filter(Boolean).length, 1_000);
});

test('memory is bounded, and what was joined counts as seen', () => {
  const seen = new Seen();
  for (let seq = 2; seq <= 1_002; seq += 2) seen.add('p2p-bob', seq);

  assert.equal(seen.add('p2p-bob', 3), false, 'a hole far below the newest is closed');
  assert.equal(seen.add('p2p-bob', 1_001), true, 'a hole near the newest is open');
});
