// What makes a total whole: a table of what pages meet, and what holds for any total and step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { add } from './money.ts';
import { roundUpOf } from './round-up.ts';

const cases: readonly [
  total: number,
  currency: string,
  stepUnits: number | undefined,
  adds: number,
][] = [
  [15_850, 'CNY', undefined, 50],
  [15_801, 'CNY', undefined, 99],
  [15_899, 'CNY', undefined, 1],
  [15_800, 'CNY', undefined, 100],
  [0, 'CNY', undefined, 100],
  [1, 'USD', undefined, 99],
  [15_850, 'CNY', 1_000, 150],
  [16_000, 'CNY', 1_000, 1_000],
  [1_980, 'JPY', undefined, 20],
  [2_000, 'JPY', undefined, 100],
  [12_340, 'KRW', 1_000, 660],
  [1_234, 'KWD', undefined, 766],
  [5, 'EUR', 1, 1],
];

for (const [amount, currency, stepUnits, adds] of cases) {
  test(`rounds ${amount} ${currency} up by ${adds}, to ${stepUnits ?? 'what is usual'}`, () => {
    assert.deepEqual(roundUpOf({ amount, currency }, stepUnits), { amount: adds, currency });
  });
}

const refusals: readonly [
  amount: number,
  currency: string,
  stepUnits: number | undefined,
  code: string,
][] = [
  [-1, 'CNY', undefined, 'amount_negative'],
  [1.5, 'CNY', undefined, 'amount_not_integer'],
  [1, 'XXX', undefined, 'currency_unknown'],
  [1, 'CNY', 0, 'amount_negative'],
  [1, 'CNY', -100, 'amount_negative'],
  [1, 'CNY', 0.5, 'amount_not_integer'],
  [Number.NaN, 'CNY', undefined, 'amount_not_integer'],
];

for (const [amount, currency, stepUnits, code] of refusals) {
  test(`refuses ${amount} ${currency} by ${stepUnits}: ${code}`, () => {
    assert.throws(() => roundUpOf({ amount, currency }, stepUnits), { code });
  });
}

test('ends at a multiple of the step, above the total and no more than a step away', () => {
  const totals = fc.integer({ min: 0, max: 10 ** 12 });
  const steps = fc.integer({ min: 1, max: 10 ** 6 });
  fc.assert(
    fc.property(totals, steps, (amount, step) => {
      const total = { amount, currency: 'CNY' };
      const given = roundUpOf(total, step);
      assert.ok(given.amount > 0 && given.amount <= step);
      assert.equal(add(total, given).amount % step, 0);
    }),
  );
});
