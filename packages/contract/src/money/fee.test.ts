import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MoneyErrorCode } from './error.ts';
import { type FeeSchedule, feeOn, grossUp } from './fee.ts';
import { type Money, subtract } from './money.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const refuses = (code: MoneyErrorCode, call: () => unknown) =>
  assert.throws(call, { name: 'MoneyError', code });
const schedule = (basisPoints: number, fixed: number): FeeSchedule => ({
  basisPoints,
  fixed: usd(fixed),
});

const FEES: [charge: number, basisPoints: number, fixed: number, fee: number][] = [
  [10_000, 290, 30, 320],
  [10_330, 290, 30, 330], // 299.57
  [100, 0, 0, 0],
  [100, 0, 30, 30],
  [0, 290, 30, 30],
  [1, 5_000, 0, 1], // 0.5
  [50, 100, 0, 1], // 0.5
  [49, 100, 0, 0], // 0.49
  [1, 290, 30, 30], // more than the charge
  [MAX - 1, 0, 1, 1],
];

for (const [charge, basisPoints, fixed, fee] of FEES) {
  test(`asks a fee of ${fee} on ${charge} at ${basisPoints} basis points and ${fixed}`, () => {
    assert.deepEqual(feeOn(usd(charge), schedule(basisPoints, fixed)), usd(fee));
  });
}

const CHARGES: [gift: number, basisPoints: number, fixed: number, charge: number][] = [
  [10_000, 290, 30, 10_330], // fee 299.57 + 30 = 330
  [500, 290, 30, 546], // fee 15.834 + 30 = 46
  [500, 0, 0, 500],
  [500, 0, 30, 530],
  [0, 0, 0, 0],
  [0, 290, 0, 0],
  [0, 9_999, 0, 0],
  [0, 290, 30, 31], // a fee of 0.899 + 30 leaves nothing, which is the gift
  [1, 5_000, 0, 2], // a charge of 1 would lose 0.5, rounded to all of it
  [1, 9_999, 0, 5_001], // 5000.4999 rounds down to 5000
  [1, 100, 0, 1], // 0.01 rounds to nothing
  [99, 100, 0, 100],
  [MAX, 0, 0, MAX],
];

for (const [gift, basisPoints, fixed, charge] of CHARGES) {
  test(`charges ${charge} for ${gift} at ${basisPoints} basis points and ${fixed}`, () => {
    assert.deepEqual(grossUp(usd(gift), schedule(basisPoints, fixed)), usd(charge));
  });
}

const schedules = fc
  .tuple(
    fc.oneof(fc.nat({ max: 9_999 }), fc.constantFrom(0, 1, 4_999, 5_000, 5_001, 9_998, 9_999)),
    fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 10 ** 9 })),
  )
  .map(([basisPoints, fixed]) => schedule(basisPoints, fixed));
const gifts = fc.oneof(fc.nat({ max: 200 }), fc.nat({ max: 10 ** 11 })).map(usd);
const net = (charge: Money, fees: FeeSchedule) => subtract(charge, feeOn(charge, fees)).amount;

test('charges enough for the gift to arrive whole', () => {
  fc.assert(
    fc.property(gifts, schedules, (gift, fees) => {
      assert.ok(net(grossUp(gift, fees), fees) >= gift.amount);
    }),
    { numRuns: 5000 },
  );
});

test('charges not a unit more than it must', () => {
  fc.assert(
    fc.property(gifts, schedules, (gift, fees) => {
      const charge = grossUp(gift, fees).amount;
      if (charge > 0) assert.ok(net(usd(charge - 1), fees) < gift.amount);
    }),
    { numRuns: 5000 },
  );
});

test('agrees with a search from zero upwards', () => {
  for (const fees of [schedule(290, 30), schedule(0, 0), schedule(5_000, 1), schedule(9_000, 3)]) {
    let charge = 0;
    for (let gift = 0; gift <= 200; gift += 1) {
      while (net(usd(charge), fees) < gift) charge += 1;
      assert.equal(grossUp(usd(gift), fees).amount, charge);
    }
  }
});

test('never asks less for a larger gift', () => {
  fc.assert(
    fc.property(gifts, schedules, (gift, fees) => {
      const more = usd(gift.amount + 1);
      assert.ok(grossUp(more, fees).amount > grossUp(gift, fees).amount);
    }),
  );
});

for (const basisPoints of [-1, 10_000, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
  test(`refuses a fee of ${basisPoints} basis points`, () => {
    refuses('rate_invalid', () => feeOn(usd(1), schedule(basisPoints, 0)));
    refuses('rate_invalid', () => grossUp(usd(1), schedule(basisPoints, 0)));
  });
}

test('refuses amounts below zero', () => {
  refuses('amount_negative', () => feeOn(usd(-1), schedule(0, 0)));
  refuses('amount_negative', () => feeOn(usd(1), schedule(0, -1)));
  refuses('amount_negative', () => grossUp(usd(-1), schedule(0, 0)));
  refuses('amount_negative', () => grossUp(usd(1), schedule(0, -1)));
});

test('refuses a fixed fee in another currency', () => {
  const euros = { basisPoints: 290, fixed: { amount: 30, currency: 'EUR' } };
  refuses('currency_mismatch', () => feeOn(usd(1), euros));
  refuses('currency_mismatch', () => grossUp(usd(1), euros));
});

test('refuses what is no money', () => {
  refuses('amount_not_integer', () => feeOn(usd(0.5), schedule(0, 0)));
  refuses('amount_not_integer', () => grossUp(usd(0.5), schedule(0, 0)));
  refuses('amount_not_integer', () => grossUp(usd(1), schedule(0, 0.5)));
  refuses('currency_unknown', () => grossUp({ amount: 1, currency: 'XXX' }, schedule(0, 0)));
});

test('refuses a charge that does not fit', () => {
  refuses('amount_overflow', () => grossUp(usd(MAX), schedule(1, 0)));
  refuses('amount_overflow', () => grossUp(usd(MAX), schedule(0, 1)));
  refuses('amount_overflow', () => grossUp(usd(MAX - 1), schedule(9_999, 0)));
  refuses('amount_overflow', () => feeOn(usd(MAX), schedule(9_999, MAX)));
});
