// What is taken back of the gifts that a round-up became.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DonationState, Id } from '@kindcart/contract';
import { type KeptGift, takeBack } from './rules.ts';

const ids: readonly [Id<'donation'>, Id<'donation'>] = [
  'don_01k9p4m8q2fz3t6v8w0x2y4z6b',
  'don_01k9p4m8q2fz3t6v8w0x2y4z6a',
];
const gift = (at: 0 | 1, amount: number, refunded = 0): KeptGift => ({
  donationId: ids[at],
  amount,
  refunded,
  paymentVersion: 1,
});

const cases: readonly [
  what: string,
  gifts: readonly KeptGift[],
  amount: number,
  taken: readonly [at: 0 | 1, amount: number, before: DonationState, after: DonationState][],
][] = [
  ['nothing', [gift(0, 50)], 0, []],
  ['part of one', [gift(0, 50)], 20, [[0, 20, 'succeeded', 'partially_refunded']]],
  ['the rest of one', [gift(0, 50, 20)], 30, [[0, 30, 'partially_refunded', 'refunded']]],
  ['a whole one', [gift(0, 50), gift(1, 7)], 50, [[0, 50, 'succeeded', 'refunded']]],
  [
    'the newest, and then the one before',
    [gift(0, 50), gift(1, 40)],
    60,
    [
      [0, 50, 'succeeded', 'refunded'],
      [1, 10, 'succeeded', 'partially_refunded'],
    ],
  ],
  [
    'the one before, as the newest is gone',
    [gift(0, 50, 50), gift(1, 40)],
    1,
    [[1, 1, 'succeeded', 'partially_refunded']],
  ],
];

for (const [what, gifts, amount, taken] of cases) {
  test(`takes back ${what}`, () => {
    assert.deepEqual(
      takeBack(gifts, amount).map((each) => [
        ids.indexOf(each.gift.donationId),
        each.amount,
        each.stateBefore,
        each.state,
      ]),
      taken,
    );
  });
}

test('refuses to take back more than was passed on', () => {
  assert.throws(() => takeBack([gift(0, 50), gift(1, 40, 40)], 51), /1 of 51/);
});
