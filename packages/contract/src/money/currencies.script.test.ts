import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalsOf, isListed } from './currencies.script.ts';
import * as whole from './currencies.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CODES = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)));

test('gives every currency the decimals of the whole table', () => {
  const wrong = CODES.filter(
    (code) => whole.isListed(code) && decimalsOf(code) !== whole.decimalsOf(code),
  );
  assert.deepEqual(wrong, []);
});

test('takes a code that it does not know at the platform’s word', () => {
  assert.equal(decimalsOf('QQQ'), 2);
});

for (const text of ['', 'US', 'usd', 'USDX', 'USD ', 'DAF EDA', '840', 'toString']) {
  test(`refuses ${JSON.stringify(text)}, which cannot be a code`, () => {
    assert.equal(decimalsOf(text), -1);
    assert.equal(isListed(text), false);
  });
}

test('knows the currencies that a donor may name, as the whole table does', () => {
  // Units of account and the digital bolívar on one side; codes lately replaced on the other.
  const differing = CODES.filter((code) => isListed(code) !== whole.isListed(code));
  const known = 'ANG BGN CLF CUC HRK SLL UYI UYW VED XDR XSU ZWL';
  assert.equal(differing.join(' '), known);
});
