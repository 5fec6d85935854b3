import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rewritten } from '../support/matrix.js';

test('the tables of versions in nim.md say what the SDKs themselves have; `node matrix.js` writes them', () => {
  const page = readFileSync(new URL('../../../docs/nim.md', import.meta.url), 'utf8');

  assert.deepEqual(page.split('\n'), rewritten(page).split('\n'));
});
