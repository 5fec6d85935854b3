import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Code, errorOf, isKnownFault } from '../../../main/js/posthouse/faults.js';

test('every fault of the gateway has a code of the page', () => {
  const source = readFileSync(new URL('../../../main/java/io/posthouse/model/Fault.java', import.meta.url), 'utf8');
  const codes = [...source.matchAll(/^ {4}[A-Z_]+\((\d+), Retry/gm)].map((match) => Number(match[1]));

  assert.ok(codes.length > 20);
  assert.deepEqual(codes.filter((code) => !isKnownFault(code)), []);
});

test('a fault of a newer gateway keeps its number', () => {
  const error = errorOf({ code: 777, name: 'new_one', text: 'something new', retry: 'later' });

  assert.equal(error.code, Code.INTERNAL);
  assert.equal(error.fault.code, 777);
  assert.equal(error.isRetryable, true);
});
