import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DonationState } from '@kindcart/contract';
import { nextReceipt, receiptNumber } from './rules.ts';

const cases: readonly [
  what: string,
  state: DonationState,
  refunded: number,
  receipted: number | null,
  voidFor: string | null,
  issueOf: number | null,
][] = [
  ['an unpaid gift has none', 'pending', 0, null, null, null],
  ['a declined gift has none', 'failed', 0, null, null, null],
  ['a paid gift gets one', 'succeeded', 0, null, null, 500],
  ['one that is right stays', 'succeeded', 0, 500, null, null],
  ['a part that went back replaces it', 'partially_refunded', 200, 500, 'partly_refunded', 300],
  ['the same again changes nothing', 'partially_refunded', 200, 300, null, null],
  ['another part replaces it again', 'partially_refunded', 499, 300, 'partly_refunded', 1],
  ['all that went back voids it', 'refunded', 500, 300, 'refunded', null],
  ['what is void stays void', 'refunded', 500, null, null, null],
  ['a refund that failed brings it back', 'succeeded', 0, null, null, 500],
  ['a refund that failed in part raises it', 'partially_refunded', 100, 300, 'refund_failed', 400],
];

for (const [what, state, refunded, receipted, voidFor, issueOf] of cases) {
  test(`finds that ${what}`, () => {
    const step = nextReceipt({ state, charge: 500, refunded, receipted });
    assert.deepEqual(step, { voidFor, issueOf });
  });
}

test('numbers test receipts so that none is taken for a real one', () => {
  assert.equal(receiptNumber(42, true), 'R-000042');
  assert.equal(receiptNumber(42, false), 'TEST-000042');
  assert.equal(receiptNumber(12_345_678, true), 'R-12345678');
});
