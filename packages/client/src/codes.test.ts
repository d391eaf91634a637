import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors } from '@kindcart/contract';
import { isProblemCode } from './codes.ts';

const ownCodes = ['network_error', 'timeout', 'aborted', 'response_invalid'];

test('knows every code that an answer can carry, and not those that only a client makes', () => {
  for (const code of Object.keys(errors)) {
    assert.equal(isProblemCode(code), !ownCodes.includes(code), code);
  }
});

for (const value of [
  '',
  'toString',
  '__proto__',
  'constructor',
  'Internal',
  ' internal',
  1,
  null,
  {},
  ['internal'],
]) {
  test(`takes ${JSON.stringify(value)} for no code`, () => {
    assert.equal(isProblemCode(value), false);
  });
}
