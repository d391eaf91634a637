import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DonationState } from '@kindcart/contract';
import { nextReceipt, receiptNumber } from './rules.ts';

const cases: readonly [
  what: string,
  state: DonationState,
  refunded: number,
  counts: number | null,
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

for (const [what, state, refunded, counts, voidFor, issueOf] of cases) {
  test(`finds that ${what}`, () => {
    const receipt = counts === null ? null : { amount: counts, disputed: 0 };
    const step = nextReceipt({ state, charge: 500, refunded, disputed: 0, counts: receipt });
    assert.deepEqual(step, { voidFor, issueOf });
  });
}

const disputes: readonly [
  what: string,
  refunded: number,
  disputed: number,
  counts: { amount: number; disputed: number } | null,
  voidFor: string | null,
  issueOf: number | null,
][] = [
  ['a bank that takes all voids it', 0, 500, { amount: 500, disputed: 0 }, 'disputed', null],
  [
    'a bank that takes more than is left too',
    100,
    500,
    { amount: 400, disputed: 0 },
    'disputed',
    null,
  ],
  ['none is issued over what a bank has', 0, 500, null, null, null],
  [
    'a part that a bank takes replaces it',
    0,
    200,
    { amount: 500, disputed: 0 },
    'partly_disputed',
    300,
  ],
  ['the same again changes nothing', 0, 200, { amount: 300, disputed: 200 }, null, null],
  ['a refund of the rest voids it', 300, 200, { amount: 300, disputed: 200 }, 'refunded', null],
  ['a dispute that is won brings it back', 0, 0, null, null, 500],
  ['a part that is won raises it', 0, 0, { amount: 300, disputed: 200 }, 'dispute_returned', 500],
  [
    'a refund of all after a win is a refund',
    500,
    0,
    { amount: 300, disputed: 200 },
    'refunded',
    null,
  ],
  [
    'a refund of most after a win is one',
    350,
    0,
    { amount: 300, disputed: 200 },
    'partly_refunded',
    150,
  ],
  [
    'a refund that failed is named beside a new dispute',
    0,
    100,
    { amount: 200, disputed: 0 },
    'refund_failed',
    400,
  ],
];

for (const [what, refunded, disputed, counts, voidFor, issueOf] of disputes) {
  test(`finds of disputes that ${what}`, () => {
    const state = refunded === 0 ? 'succeeded' : 'partially_refunded';
    const step = nextReceipt({ state, charge: 500, refunded, disputed, counts });
    assert.deepEqual(step, { voidFor, issueOf });
  });
}

test('numbers test receipts so that none is taken for a real one', () => {
  assert.equal(receiptNumber(42, true), 'R-000042');
  assert.equal(receiptNumber(42, false), 'TEST-000042');
  assert.equal(receiptNumber(12_345_678, true), 'R-12345678');
});
