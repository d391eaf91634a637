import { MoneyError } from './error.ts';
import { type Money, moneyFrom, mustMatch, natural, unitsOf } from './money.ts';

/**
 * Splits a total by weights so that nothing is lost or made: the parts add up to the total.
 *
 * By largest remainder: each part is rounded down, then the units left over go, one each, to the
 * parts that lost most by it; on a tie the earlier one has it. So every part is less than one unit
 * from its exact share, and a zero weight gets zero. A negative total gives the mirror image.
 *
 * @throws {@link MoneyError} `weights_invalid` when a weight is not a whole number of 0 or more, or
 *   all of them are zero
 */
export function allocate(total: Money, weights: readonly (number | bigint)[]): Money[] {
  const exact = weights.map((weight) => natural(weight, 'weights_invalid'));
  const allWeight = exact.reduce((a, b) => a + b, 0n);
  if (allWeight === 0n) throw new MoneyError('weights_invalid', 'No weight is above zero.');

  const units = unitsOf(total);
  const sign = units < 0n ? -1n : 1n;
  const parts = exact.map((weight) => {
    const product = sign * units * weight;
    return { units: product / allWeight, remainder: product % allWeight };
  });

  let left = parts.reduce((rest, part) => rest - part.units, sign * units);
  for (const part of parts.toSorted(byRemainder)) {
    if (left === 0n) break;
    part.units += 1n;
    left -= 1n;
  }
  return parts.map((part) => moneyFrom(sign * part.units, total.currency));
}

// The larger remainder comes first. Sorting keeps the order of equals, which is the rule for ties.
function byRemainder(a: { remainder: bigint }, b: { remainder: bigint }): number {
  if (a.remainder === b.remainder) return 0;
  return a.remainder > b.remainder ? -1 : 1;
}

/**
 * So many ten-thousandths of an amount: 250 basis points are 2.5 %, 20 000 are twice as much.
 * Rounded half away from zero, so that 0.5 becomes 1 and −0.5 becomes −1.
 *
 * @throws {@link MoneyError} `rate_invalid` when the basis points are not a whole number of 0 or more;
 *   `amount_overflow`
 */
export function share(of: Money, basisPoints: number): Money {
  const rate = natural(basisPoints, 'rate_invalid');
  return moneyFrom(divideRounded(unitsOf(of) * rate, 10_000n), of.currency);
}

/** Rounds half away from zero. BigInt division drops the fraction, so half a divisor is added first. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor : divisor;
  return (2n * dividend + half) / (2n * divisor);
}

/** A refund of a whole, and a part that was given because of that whole, such as a match or a fee. */
export type PartialRefund = {
  readonly whole: Money;
  readonly part: Money;
  /** Of the whole, before this refund. */
  readonly refundedBefore: Money;
  /** Of the whole, with this refund. */
  readonly refundNow: Money;
};

/**
 * How much of `part` goes back when `refundNow` of `whole` does.
 *
 * Cumulative: what should have gone back by now, rounded half away from zero, less what went back
 * before. Roundings therefore never pile up: whatever the sizes and the order of the refunds, once
 * the whole is refunded exactly the part has gone back, and on the way there never more than it.
 * With a whole of zero there is nothing to refund, and nothing goes back.
 *
 * To split a refund in two, reverse one part and `subtract` it from the refund; reversing both could
 * round both up.
 *
 * @throws {@link MoneyError} `refund_too_large`, `amount_negative`, `currency_mismatch`
 */
export function reverseShare({ whole, part, refundedBefore, refundNow }: PartialRefund): Money {
  for (const other of [part, refundedBefore, refundNow]) mustMatch(whole, other);
  const before = natural(unitsOf(refundedBefore), 'amount_negative');
  const now = natural(unitsOf(refundNow), 'amount_negative');
  natural(before + now, 'refund_too_large', whole.amount);

  // Of a whole of zero only zero can be refunded, and any divisor but zero makes zero of that.
  const all = unitsOf(whole) || 1n;
  const reversedAt = (refunded: bigint) => divideRounded(unitsOf(part) * refunded, all);
  return moneyFrom(reversedAt(before + now) - reversedAt(before), part.currency);
}
