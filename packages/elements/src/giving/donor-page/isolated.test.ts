import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { isolated } from './isolated.ts';

test('keeps the direction of a text to itself', () => {
  equal(isolated('\u202eevil'), '\u2068\u202eevil\u2069');
});
