// Exact amounts: nothing is lost by two shares of one another, by adding up, or on paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactPerUnit, exactShare, exactText, parseExact, toExact, wholeUnits } from './exact.ts';

const texts: readonly [exact: bigint, text: string][] = [
  [0n, '0'],
  [1n, '0.00000001'],
  [-1n, '-0.00000001'],
  [150_000_000n, '1.5'],
  [-150_000_000n, '-1.5'],
  [toExact(7), '7'],
  [toExact(Number.MAX_SAFE_INTEGER), '9007199254740991'],
];

for (const [exact, text] of texts) {
  test(`writes ${exact} hundred-millionths as ${text}, and reads it`, () => {
    assert.equal(exactText(exact), text);
    assert.equal(parseExact(text), exact);
  });
}

test('reads what a database writes with all its zeros', () => {
  assert.equal(parseExact('1.50000000'), 150_000_000n);
  assert.equal(parseExact('-0.00000000'), 0n);
});

for (const text of ['', '.5', '1.', '1e3', '１', '1.000000001', ' 1', '--1', 'NaN', '1,5']) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseExact(text), RangeError);
  });
}

test('takes three thousandths of two minor units as they are', () => {
  assert.equal(exactText(exactShare(toExact(2), 30)), '0.006');
});

const units = fc.integer({ min: 0, max: 1_000_000_000_000 });
const basisPoints = fc.integer({ min: 1, max: 10_000 });

test('takes two shares of any amount without a rest', () => {
  fc.assert(
    fc.property(units, basisPoints, basisPoints, (amount, rule, part) => {
      const exact = exactShare(exactShare(toExact(amount), rule), part);
      assert.equal(exact, BigInt(amount) * BigInt(rule) * BigInt(part));
    }),
  );
});

test('refuses a share that it could only round', () => {
  assert.throws(() => exactShare(exactShare(exactShare(toExact(1), 1), 1), 1), RangeError);
});

test('splits into shares that add up to all of it', () => {
  fc.assert(
    fc.property(units, basisPoints, fc.integer({ min: 1, max: 9_999 }), (amount, rule, part) => {
      const given = exactShare(toExact(amount), rule);
      assert.equal(exactShare(given, part) + exactShare(given, 10_000 - part), given);
    }),
  );
});

test('rounds down to whole units, below zero too, and leaves less than one', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (exact) => {
      const rest = exact - toExact(wholeUnits(exact));
      assert.ok(rest >= 0n && rest < exactPerUnit);
    }),
  );
});

test('writes what it reads', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (exact) => {
      assert.equal(parseExact(exactText(exact)), exact);
    }),
  );
});
