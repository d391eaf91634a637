import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allocate, reverseShare, share } from './allocate.ts';
import type { MoneyErrorCode } from './error.ts';
import { add, equal, type Money, negate, subtract, sum } from './money.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const yen = (amount: number): Money => ({ amount, currency: 'JPY' });
const amountsOf = (list: readonly Money[]) => list.map(({ amount }) => amount);
const refuses = (code: MoneyErrorCode, call: () => unknown) =>
  assert.throws(call, { name: 'MoneyError', code });

const totals = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1000, max: 1000 })).map(usd);
const weights = fc
  .array(fc.oneof(fc.nat({ max: 10 }), fc.maxSafeNat()), { minLength: 1, maxLength: 20 })
  .filter((list) => list.some((weight) => weight > 0));

const SPLITS: [total: number, weights: (number | bigint)[], parts: number[]][] = [
  [100, [1], [100]],
  [100, [1, 1], [50, 50]],
  [101, [1, 1], [51, 50]],
  [100, [1, 1, 1], [34, 33, 33]],
  [101, [1, 1, 1], [34, 34, 33]],
  [5, [3, 7], [2, 3]], // 1.5 and 3.5 tie, so the earlier one has the unit
  [5, [7, 3], [4, 1]],
  [-819, [0, 3, 10, 5], [0, -137, -455, -227]], // 136.5 and 227.5 tie
  [-819, [0, 10, 5, 3], [0, -455, -228, -136]],
  [100, [70, 20, 10], [70, 20, 10]],
  [1, [1, 2, 3], [0, 0, 1]],
  [10, [0, 1, 0, 1], [0, 5, 0, 5]],
  [1, [0, 1, 1], [0, 1, 0]],
  [0, [1, 2], [0, 0]],
  [-101, [1, 1], [-51, -50]],
  [-100, [1, 1, 1], [-34, -33, -33]],
  [2, [1, 1, 1, 1, 1], [1, 1, 0, 0, 0]],
  [7, [2n, 1n], [5, 2]],
  [7, [2, 1n], [5, 2]],
  [MAX, [1, 1], [2 ** 52, 2 ** 52 - 1]],
  [MAX, [MAX, MAX, MAX], [3002399751580331, 3002399751580330, 3002399751580330]],
  [10, [10n ** 30n, 10n ** 30n], [5, 5]],
];

for (const [total, parts, expected] of SPLITS) {
  test(`splits ${total} by ${parts.join(':')} into ${expected.join(', ')}`, () => {
    assert.deepEqual(amountsOf(allocate(usd(total), parts)), expected);
  });
}

test('splits so that the parts add up to the total', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      assert.deepEqual(sum(allocate(total, list), 'USD'), total);
    }),
    { numRuns: 2000 },
  );
});

test('gives every part less than a unit more or less than its exact share', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      const all = list.reduce((a, b) => a + BigInt(b), 0n);
      allocate(total, list).forEach((part, index) => {
        const exactTimesAll = BigInt(total.amount) * BigInt(list[index] ?? 0);
        const off = BigInt(part.amount) * all - exactTimesAll;
        assert.ok(off < all && off > -all);
      });
    }),
    { numRuns: 2000 },
  );
});

test('gives a part of no weight nothing', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      const withZeros = list.flatMap((weight) => [0, weight]);
      const parts = allocate(total, withZeros);
      assert.ok(parts.every((part, index) => index % 2 === 1 || equal(part, usd(0))));
      assert.deepEqual(
        parts.filter((_, index) => index % 2 === 1),
        allocate(total, list),
      );
    }),
  );
});

test('splits a negative total as the mirror image', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      assert.deepEqual(allocate(negate(total), list), allocate(total, list).map(negate));
    }),
  );
});

test('gives the same parts to the same weights in any order, but for who has the unit of a tie', () => {
  const shuffledWeights = weights.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(totals, shuffledWeights, (total, [list, shuffled]) => {
      const all = list.reduce((a, b) => a + BigInt(b), 0n);
      const different = [...new Set(list)];
      const remainders = different.map((weight) => (BigInt(total.amount) * BigInt(weight)) % all);
      fc.pre(new Set(remainders).size === different.length);
      const sorted = (parts: Money[]) => amountsOf(parts).sort((a, b) => a - b);
      assert.deepEqual(sorted(allocate(total, shuffled)), sorted(allocate(total, list)));
    }),
    { numRuns: 1000 },
  );
});

test('never gives a larger weight less', () => {
  fc.assert(
    fc.property(totals, weights, (total, list) => {
      const parts = allocate(total, list);
      const rows = list.map((weight, index) => ({
        weight,
        size: Math.abs(parts[index]?.amount ?? 0),
      }));
      const byWeight = rows.toSorted((a, b) => a.weight - b.weight || a.size - b.size);
      assert.deepEqual(
        byWeight.map(({ size }) => size),
        rows.map(({ size }) => size).toSorted((a, b) => a - b),
      );
    }),
  );
});

test('splits alike when all weights are multiplied', () => {
  fc.assert(
    fc.property(totals, weights, fc.bigInt({ min: 1n, max: 10n ** 20n }), (total, list, by) => {
      const multiplied = list.map((weight) => BigInt(weight) * by);
      assert.deepEqual(allocate(total, multiplied), allocate(total, list));
    }),
  );
});

test('refuses weights that say nothing', () => {
  refuses('weights_invalid', () => allocate(usd(1), []));
  refuses('weights_invalid', () => allocate(usd(1), [0]));
  refuses('weights_invalid', () => allocate(usd(0), [0, 0n]));
});

for (const weight of [-1, -1n, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
  test(`refuses a weight of ${weight}`, () => {
    refuses('weights_invalid', () => allocate(usd(1), [1, weight]));
  });
}

test('refuses to split what is no money', () => {
  refuses('amount_not_integer', () => allocate(usd(0.5), [1]));
  refuses('currency_unknown', () => allocate({ amount: 1, currency: 'XAU' }, [1]));
});

const SHARES: [of: number, basisPoints: number, is: number][] = [
  [10_000, 290, 290],
  [100, 10_000, 100],
  [100, 20_000, 200],
  [100, 0, 0],
  [0, 290, 0],
  [1, 5_000, 1], // 0.5
  [-1, 5_000, -1],
  [1, 4_999, 0],
  [-1, 4_999, 0],
  [3, 5_000, 2], // 1.5
  [-3, 5_000, -2],
  [5, 5_000, 3], // 2.5, which a banker would make 2
  [333, 3_333, 111], // 110.9889
  [MAX, 10_000, MAX],
  [MAX, 1, 900719925474], // 900719925474.0991
  [-MAX, 5_000, -(2 ** 52)],
];

for (const [of, basisPoints, is] of SHARES) {
  test(`takes ${is} as ${basisPoints} basis points of ${of}`, () => {
    assert.deepEqual(share(usd(of), basisPoints), usd(is));
  });
}

test('rounds a share to within half a unit, and mirrors it below zero', () => {
  fc.assert(
    fc.property(totals, fc.nat({ max: 10_000 }), (of, basisPoints) => {
      const off =
        BigInt(share(of, basisPoints).amount) * 10_000n - BigInt(of.amount) * BigInt(basisPoints);
      assert.ok(off <= 5_000n && off >= -5_000n);
      assert.deepEqual(share(negate(of), basisPoints), negate(share(of, basisPoints)));
    }),
    { numRuns: 1000 },
  );
});

for (const basisPoints of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
  test(`refuses a share of ${basisPoints} basis points`, () => {
    refuses('rate_invalid', () => share(usd(1), basisPoints));
  });
}

test('refuses a share that does not fit', () => {
  refuses('amount_overflow', () => share(usd(MAX), 10_001));
  refuses('amount_overflow', () => share(usd(MAX), MAX));
});

const reversed = (whole: number, part: number, before: number, now: number) =>
  reverseShare({
    whole: usd(whole),
    part: usd(part),
    refundedBefore: usd(before),
    refundNow: usd(now),
  }).amount;

const REVERSALS: [whole: number, part: number, before: number, now: number, back: number][] = [
  [1000, 500, 0, 1000, 500],
  [1000, 500, 0, 500, 250],
  [1000, 500, 500, 500, 250],
  [1000, 500, 0, 0, 0],
  [1000, 0, 0, 700, 0],
  // A third, three times: 33.3 rounds to 33, 66.7 to 67 in all, and 100 in all.
  [300, 100, 0, 100, 33],
  [300, 100, 100, 100, 34],
  [300, 100, 200, 100, 33],
  // A part larger than its whole, as a match of two for one.
  [100, 200, 0, 33, 66],
  // One unit of match on three units of gift: it goes back with the middle one.
  [3, 1, 0, 1, 0],
  [3, 1, 1, 1, 1],
  [3, 1, 2, 1, 0],
  [1000, -500, 0, 333, -167], // −166.5
  [0, 0, 0, 0, 0],
  [0, 5, 0, 0, 0],
  [MAX, MAX, 0, MAX, MAX],
  [MAX, MAX, MAX - 1, 1, 1],
];

for (const [whole, part, before, now, back] of REVERSALS) {
  test(`takes back ${back} of ${part} when ${now} of ${whole} follow ${before}`, () => {
    assert.equal(reversed(whole, part, before, now), back);
  });
}

// A whole, a part given for it, and the whole cut into refunds.
const histories = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: MAX })),
    fc.oneof(fc.nat({ max: 50 }), fc.maxSafeNat()),
  )
  .chain(([whole, part]) =>
    fc.record({
      whole: fc.constant(whole),
      part: fc.constant(part),
      cuts: fc.array(fc.nat({ max: whole }), { maxLength: 8 }),
    }),
  )
  .map(({ whole, part, cuts }) => {
    const marks = [...cuts, whole].sort((a, b) => a - b);
    return {
      whole: usd(whole),
      part: usd(part),
      refunds: marks.map((mark, index) => usd(mark - (marks[index - 1] ?? 0))),
    };
  });

function replay(whole: Money, part: Money, refunds: readonly Money[]): Money[] {
  let refundedBefore = usd(0);
  return refunds.map((refundNow) => {
    const back = reverseShare({ whole, part, refundedBefore, refundNow });
    refundedBefore = add(refundedBefore, refundNow);
    return back;
  });
}

test('takes back exactly the part once the whole is refunded, whatever the order', () => {
  fc.assert(
    fc.property(histories, ({ whole, part, refunds }) => {
      assert.deepEqual(sum(replay(whole, part, refunds), 'USD'), part);
      assert.deepEqual(sum(replay(whole, part, refunds.toReversed()), 'USD'), part);
    }),
    { numRuns: 2000 },
  );
});

test('never takes back less than nothing, nor more than is left', () => {
  fc.assert(
    fc.property(histories, ({ whole, part, refunds }) => {
      let left = part;
      for (const back of replay(whole, part, refunds)) {
        left = subtract(left, back);
        assert.ok(back.amount >= 0 && left.amount >= 0);
      }
    }),
    { numRuns: 1000 },
  );
});

test('splits every refund in two parts that add up to it, and end at their own whole', () => {
  fc.assert(
    fc.property(histories, fc.nat({ max: 10_000 }), ({ whole, refunds }, basisPoints) => {
      const gift = share(whole, basisPoints);
      const gifts = replay(whole, gift, refunds);
      const rests = refunds.map((refund, index) => subtract(refund, gifts[index] ?? usd(0)));
      assert.ok(rests.every(({ amount }) => amount >= 0));
      assert.deepEqual(sum(rests, 'USD'), subtract(whole, gift));
    }),
    { numRuns: 1000 },
  );
});

test('refuses refunds that cannot be', () => {
  refuses('refund_too_large', () => reversed(100, 50, 0, 101));
  refuses('refund_too_large', () => reversed(100, 50, 60, 41));
  refuses('refund_too_large', () => reversed(0, 0, 0, 1));
  refuses('refund_too_large', () => reversed(-1, 0, 0, 0));
  refuses('refund_too_large', () => reversed(MAX, 1, MAX, MAX));
  refuses('amount_negative', () => reversed(100, 50, -1, 1));
  refuses('amount_negative', () => reversed(100, 50, 1, -1));
  refuses('amount_not_integer', () => reversed(100, 50, 0.5, 0.5));
});

test('refuses a refund in other currencies', () => {
  const fine = { whole: usd(4), part: usd(2), refundedBefore: usd(1), refundNow: usd(1) };
  for (const key of Object.keys(fine)) {
    refuses('currency_mismatch', () => reverseShare({ ...fine, [key]: yen(1) }));
  }
});
