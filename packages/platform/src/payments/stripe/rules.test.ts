import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { fromStripeAmount, toStripeAmount } from './rules.ts';

const cases: readonly [currency: string, amount: number, stripe: number | null][] = [
  ['USD', 1_099, 1_099],
  ['JPY', 500, 500],
  ['CNY', 1, 1],
  ['ISK', 500, 50_000],
  ['MGA', 500_000, 5_000],
  ['MGA', 500_050, null],
  ['KWD', 5_120, 5_120],
  ['KWD', 5_124, null],
  ['UGX', 500, null],
];

for (const [currency, amount, stripe] of cases) {
  test(`${amount} minor units of ${currency} are ${stripe ?? 'nothing'} at Stripe`, () => {
    assert.equal(toStripeAmount({ amount, currency }), stripe);
  });
}

const currencies = ['USD', 'EUR', 'CNY', 'JPY', 'ISK', 'MGA', 'KWD', 'HUF', 'TWD', 'XOF'] as const;

test('comes back from Stripe as it went, whatever the decimals', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...currencies),
      fc.integer({ min: 1, max: 99_999_999 }),
      (currency, amount) => {
        const stripe = toStripeAmount({ amount, currency });
        if (stripe === null) return;
        assert.deepEqual(fromStripeAmount(stripe, currency.toLowerCase()), { amount, currency });
      },
    ),
  );
});

test('throws at a part of a minor unit, which Stripe never says', () => {
  assert.throws(() => fromStripeAmount(50_050, 'isk'), RangeError);
});
