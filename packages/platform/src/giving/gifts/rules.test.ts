// What the public sees of a gift: never more than the donor said it may.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idTimeMs, isId } from '@kindcart/contract';
import * as fc from 'fast-check';
import { testId } from '../../testing/platform.ts';
import { giftIdOf } from './gift-id.ts';
import { byAmountLeft, type GiftFacts, giftLeft, isSettled, toGift } from './rules.ts';

const givenAt = '2026-11-23T08:00:00.000Z';

/** A gift of 1,000 with 34 on top for the fee. */
function gift(changes: Partial<GiftFacts> = {}): GiftFacts {
  return {
    id: testId('donation'),
    currency: 'USD',
    giftAmount: 1_000,
    feeCoverAmount: 34,
    refundedAmount: 0,
    disputedAmount: 0,
    donorName: 'Ada Lovelace',
    anonymous: false,
    message: 'For the taps.',
    nameHidden: false,
    messageHidden: false,
    createdAt: new Date(givenAt),
    ...changes,
  };
}

const faces: readonly [
  what: string,
  changes: Partial<GiftFacts>,
  donorName: string | null,
  message: string | null,
][] = [
  ['shows name and message', {}, 'Ada Lovelace', 'For the taps.'],
  ['keeps the name of who is anonymous', { anonymous: true }, null, 'For the taps.'],
  ['keeps a name that is hidden', { nameHidden: true }, null, 'For the taps.'],
  ['keeps a message that is hidden', { messageHidden: true }, 'Ada Lovelace', null],
  ['has no name where none was given', { donorName: null }, null, 'For the taps.'],
  ['takes a name of spaces for none', { donorName: ' \u3000' }, null, 'For the taps.'],
  ['takes a message of spaces for none', { message: '\n ' }, 'Ada Lovelace', null],
];

for (const [what, changes, donorName, message] of faces) {
  test(what, () => {
    const facts = gift(changes);
    const amount = { amount: 1_000, currency: 'USD' };
    assert.deepEqual(toGift(facts, giftIdOf(facts.id)), {
      id: giftIdOf(facts.id),
      amount,
      donorName,
      message,
      givenAt,
    });
  });
}

const parts: readonly [refunded: number, left: number][] = [
  [0, 1_000],
  [1, 999],
  [517, 500],
  [1_033, 1],
  [1_034, 0],
];

for (const [refunded, left] of parts) {
  test(`says that ${left} are left when ${refunded} of 1,034 went back`, () => {
    assert.equal(giftLeft(gift({ refundedAmount: refunded })), left);
  });
}

test('has nothing left of a gift that the bank of the donor took back', () => {
  assert.equal(giftLeft(gift({ disputedAmount: 1_034 })), 0);
  assert.equal(giftLeft(gift({ refundedAmount: 517, disputedAmount: 1_034 })), 0);
});

test('knows a donation by an id that is the same each time and has nothing of it but the time', () => {
  const [one, other] = [testId('donation'), testId('donation')];
  const id = giftIdOf(one);
  assert.ok(isId('gift', id));
  assert.equal(giftIdOf(one), id);
  assert.notEqual(giftIdOf(other), id);
  assert.equal(idTimeMs(id), idTimeMs(one));
  assert.notEqual(id.slice(-14), one.slice(-14));
});

const gifts = fc.array(
  fc.record({ given: fc.integer({ min: 1, max: 9 }), back: fc.integer({ min: 0, max: 9 }) }),
  { maxLength: 12 },
);

test('needs to read no further exactly when nothing below can be larger', () => {
  fc.assert(
    fc.property(gifts, fc.integer({ min: 1, max: 4 }), (made, limit) => {
      const all = made
        .map(({ given, back }) =>
          gift({ giftAmount: given, feeCoverAmount: 0, refundedAmount: Math.min(given, back) }),
        )
        .sort((a, b) => b.giftAmount - a.giftAmount);
      const wanted = [...all].sort(byAmountLeft).slice(0, limit).map(giftLeft);
      for (let count = 1; count <= all.length; count += 1) {
        const read = all.slice(0, count);
        if (!isSettled(read, limit)) continue;
        const found = [...read].sort(byAmountLeft).slice(0, limit).map(giftLeft);
        assert.deepEqual(found, wanted);
      }
    }),
  );
});
