import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MoneyErrorCode } from './error.ts';
import { add, compare, equal, isZero, type Money, money, negate, subtract, sum } from './money.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const yen = (amount: number): Money => ({ amount, currency: 'JPY' });
const refuses = (code: MoneyErrorCode, call: () => unknown) =>
  assert.throws(call, { name: 'MoneyError', code });

// Amounts of every size, with zero, the limits and their neighbours more often than chance gives.
const amounts = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -100, max: 100 }),
  fc.constantFrom(0, 1, -1, MAX, -MAX, MAX - 1, 1 - MAX),
);
const dollars = amounts.map(usd);

/** What exact arithmetic says: the sum, or that it does not fit. */
function expectExact(units: bigint, call: () => Money): void {
  if (units > BigInt(MAX) || units < -BigInt(MAX)) refuses('amount_overflow', call);
  else assert.equal(BigInt(call().amount), units);
}

test('makes a sum of money from whole minor units and a currency', () => {
  assert.deepEqual(money(500, 'JPY'), { amount: 500, currency: 'JPY' });
  assert.deepEqual(money(-1, 'USD'), { amount: -1, currency: 'USD' });
  assert.deepEqual(money(MAX, 'KWD'), { amount: MAX, currency: 'KWD' });
  assert.deepEqual(money(-MAX, 'KWD'), { amount: -MAX, currency: 'KWD' });
});

test('knows one zero only', () => {
  assert.ok(Object.is(money(-0, 'USD').amount, 0));
  assert.ok(Object.is(negate(usd(0)).amount, 0));
  assert.ok(Object.is(add(usd(-0), usd(-0)).amount, 0));
  assert.ok(Object.is(subtract(usd(-0), usd(0)).amount, 0));
  assert.deepEqual(negate(usd(0)), usd(0));
});

const NOT_MONEY: [code: MoneyErrorCode, amount: number, currency: string][] = [
  ['amount_not_integer', 0.5, 'USD'],
  ['amount_not_integer', -1.25, 'USD'],
  ['amount_not_integer', Number.MIN_VALUE, 'USD'],
  ['amount_not_integer', Number.NaN, 'USD'],
  ['amount_overflow', MAX + 1, 'USD'],
  ['amount_overflow', -MAX - 1, 'USD'],
  ['amount_overflow', 1e300, 'USD'],
  ['amount_overflow', Number.POSITIVE_INFINITY, 'USD'],
  ['amount_overflow', Number.NEGATIVE_INFINITY, 'USD'],
  ['currency_unknown', 1, 'usd'],
  ['currency_unknown', 1, 'XXX'],
  ['currency_unknown', 1, ''],
  ['currency_unknown', Number.NaN, 'XXX'],
];

for (const [code, amount, currency] of NOT_MONEY) {
  test(`refuses ${amount} "${currency}" as ${code}, wherever it comes in`, () => {
    const bad = { amount, currency };
    const zero = { amount: 0, currency };
    refuses(code, () => money(amount, currency));
    refuses(code, () => add(bad, zero));
    refuses(code, () => add(zero, bad));
    refuses(code, () => subtract(bad, zero));
    refuses(code, () => subtract(zero, bad));
    refuses(code, () => compare(bad, zero));
    refuses(code, () => compare(zero, bad));
    refuses(code, () => negate(bad));
    refuses(code, () => sum([bad], currency));
  });
}

test('does not let two wrong amounts make a right one', () => {
  refuses('amount_not_integer', () => add(usd(0.5), usd(0.5)));
  refuses('amount_not_integer', () => subtract(usd(1.5), usd(0.5)));
  refuses('amount_overflow', () => subtract(usd(2 ** 60), usd(2 ** 60)));
});

test('refuses two currencies everywhere but in equal, which they are not', () => {
  refuses('currency_mismatch', () => add(usd(1), yen(1)));
  refuses('currency_mismatch', () => subtract(usd(1), yen(1)));
  refuses('currency_mismatch', () => compare(usd(0), yen(0)));
  refuses('currency_mismatch', () => sum([usd(1), yen(1)], 'USD'));
  refuses('currency_mismatch', () => sum([usd(1)], 'JPY'));
  assert.equal(equal(usd(0), yen(0)), false);
});

test('says what went wrong in a sentence', () => {
  const message = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      return String(error);
    }
    return 'nothing';
  };
  assert.equal(
    message(() => money(0.5, 'USD')),
    'MoneyError: 0.5 USD is not a whole number within ±(2^53 − 1).',
  );
  assert.equal(
    message(() => add(usd(1), yen(1))),
    'MoneyError: USD and JPY do not mix.',
  );
});

test('never changes what it is given', () => {
  const a = Object.freeze(usd(5));
  const list = Object.freeze([a, a]);
  assert.deepEqual(add(a, a), usd(10));
  assert.deepEqual(sum(list, 'USD'), usd(10));
  assert.deepEqual(negate(a), usd(-5));
  assert.deepEqual(a, usd(5));
});

test('carries nothing along but the amount and the currency', () => {
  const more = { amount: 1, currency: 'USD', note: 'from the wire' };
  assert.deepEqual(add(more, more), usd(2));
  assert.deepEqual(negate(more), usd(-1));
});

test('adds and subtracts exactly, or refuses', () => {
  fc.assert(
    fc.property(dollars, dollars, (a, b) => {
      expectExact(BigInt(a.amount) + BigInt(b.amount), () => add(a, b));
      expectExact(BigInt(a.amount) - BigInt(b.amount), () => subtract(a, b));
    }),
    { numRuns: 2000 },
  );
});

test('refuses the first amount that does not fit', () => {
  assert.deepEqual(add(usd(MAX - 1), usd(1)), usd(MAX));
  refuses('amount_overflow', () => add(usd(MAX), usd(1)));
  refuses('amount_overflow', () => add(usd(MAX), usd(MAX)));
  refuses('amount_overflow', () => subtract(usd(-MAX), usd(1)));
  refuses('amount_overflow', () => subtract(usd(-MAX), usd(MAX)));
  refuses('amount_overflow', () => sum([usd(MAX), usd(1)], 'USD'));
});

test('adds in any order and takes back what it added', () => {
  const half = fc.integer({ min: -(2 ** 50), max: 2 ** 50 }).map(usd);
  fc.assert(
    fc.property(half, half, half, (a, b, c) => {
      assert.deepEqual(add(a, b), add(b, a));
      assert.deepEqual(add(add(a, b), c), add(a, add(b, c)));
      assert.deepEqual(subtract(add(a, b), b), a);
      assert.deepEqual(add(a, negate(a)), usd(0));
      assert.deepEqual(subtract(a, b), add(a, negate(b)));
      assert.deepEqual(negate(negate(a)), a);
    }),
    { numRuns: 1000 },
  );
});

test('sums a list exactly, whatever its order, or refuses', () => {
  fc.assert(
    fc.property(fc.array(dollars), (list) => {
      const exact = list.reduce((total, { amount }) => total + BigInt(amount), 0n);
      expectExact(exact, () => sum(list, 'USD'));
      expectExact(exact, () => sum(list.toReversed(), 'USD'));
    }),
    { numRuns: 1000 },
  );
});

test('sums through steps that would not fit', () => {
  assert.deepEqual(sum([usd(MAX), usd(MAX), usd(-MAX)], 'USD'), usd(MAX));
});

test('sums nothing to zero of the currency asked for', () => {
  assert.deepEqual(sum([], 'JPY'), yen(0));
  refuses('currency_unknown', () => sum([], 'XXX'));
});

test('orders amounts as numbers are ordered', () => {
  fc.assert(
    fc.property(dollars, dollars, (a, b) => {
      assert.equal(compare(a, b), Math.sign(Number(BigInt(a.amount) - BigInt(b.amount))));
      assert.equal(compare(a, b) + compare(b, a), 0);
      assert.equal(compare(a, b) === 0, equal(a, b));
    }),
    { numRuns: 1000 },
  );
});

test('sorts a list', () => {
  assert.deepEqual(
    [usd(3), usd(-1), usd(0), usd(-1)].sort(compare).map(({ amount }) => amount),
    [-1, -1, 0, 3],
  );
});

test('tells zero from everything else', () => {
  assert.equal(isZero(usd(0)), true);
  assert.equal(isZero(usd(-0)), true);
  assert.equal(isZero(usd(1)), false);
  assert.equal(isZero(usd(-1)), false);
  assert.equal(isZero(usd(Number.NaN)), false);
});

test('tells equal amounts from others', () => {
  assert.equal(equal(usd(1), usd(1)), true);
  assert.equal(equal(usd(1), usd(-1)), false);
  assert.equal(equal(usd(1), usd(2)), false);
  assert.equal(equal(usd(1), yen(1)), false);
});
