import { MoneyError } from './error.ts';
import type { Money } from './money.ts';
import { add, minorUnits, moneyFrom, sameCurrency, subtract } from './money.ts';

function weightOf(weight: number | bigint): bigint {
  if ((typeof weight === 'number' && !Number.isSafeInteger(weight)) || weight < 0) {
    throw new MoneyError('weights_invalid', `A weight must be whole and not negative: ${weight}.`);
  }
  return BigInt(weight);
}

/** Splits `total` by weights, exactly, by largest remainder; ties go to the earlier one. */
export function allocate(total: Money, weights: readonly (number | bigint)[]): Money[] {
  const exact = weights.map(weightOf);
  const all = exact.reduce((a, b) => a + b, 0n);
  if (all === 0n) throw new MoneyError('weights_invalid', 'At least one weight must be above zero.');
  const units = minorUnits(total);
  const shares = exact.map((weight, index) => ({
    index,
    floor: ((units < 0n ? -units : units) * weight) / all,
    rest: ((units < 0n ? -units : units) * weight) % all,
  }));
  let left = shares.reduce((rest, { floor }) => rest - floor, units < 0n ? -units : units);
  for (const share of shares.toSorted((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : 0))) {
    if (left-- <= 0n) break;
    share.floor += 1n;
  }
  return shares.map(({ floor }) => moneyFrom(units < 0n ? -floor : floor, total.currency));
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor : divisor;
  return (2n * dividend + half) / (2n * divisor);
}

/** `basisPoints` ten-thousandths of an amount, rounded half away from zero. */
export function share(of: Money, basisPoints: number): Money {
  if (!Number.isSafeInteger(basisPoints) || basisPoints < 0) {
    throw new MoneyError('rate_invalid', `Basis points must be whole and not negative: ${basisPoints}.`);
  }
  return moneyFrom(divideRounded(minorUnits(of) * BigInt(basisPoints), 10_000n), of.currency);
}

/** How much of `part` goes back with a refund: the cumulative rule. */
export function reverseShare(refund: {
  readonly whole: Money;
  readonly part: Money;
  readonly refundedBefore: Money;
  readonly refundNow: Money;
}): Money {
  const { whole, part, refundedBefore, refundNow } = refund;
  sameCurrency(whole, part);
  const refunded = add(refundedBefore, refundNow);
  const left = subtract(whole, refunded);
  if (refundedBefore.amount < 0 || refundNow.amount < 0) {
    throw new MoneyError('amount_negative', 'A refund cannot be below zero.');
  }
  if (left.amount < 0) {
    throw new MoneyError('refund_too_large', 'More would be refunded than was given.');
  }
  if (refunded.amount === 0) return moneyFrom(0n, part.currency);
  const reversed = (upTo: Money) =>
    divideRounded(minorUnits(part) * minorUnits(upTo), minorUnits(whole));
  return moneyFrom(reversed(refunded) - reversed(refundedBefore), part.currency);
}
