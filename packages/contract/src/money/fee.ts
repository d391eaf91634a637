import { share } from './allocate.ts';
import { add, type Money, moneyFrom, natural, unitsOf } from './money.ts';

/** What a payment costs: a share of the charge, in basis points from 0 to 9999, and a fixed sum. */
export type FeeSchedule = { readonly basisPoints: number; readonly fixed: Money };

/**
 * The fee on a charge: its share, rounded half away from zero, plus the fixed sum. On a very small
 * charge the fee may be more than the charge.
 *
 * @throws {@link MoneyError} `rate_invalid`, `amount_negative`, `currency_mismatch`, `amount_overflow`
 */
export function feeOn(charge: Money, schedule: FeeSchedule): Money {
  check(charge, schedule);
  return add(share(charge, schedule.basisPoints), schedule.fixed);
}

/**
 * The smallest charge that leaves at least `gift` once its fee is paid: what a donor who covers the
 * fee is asked for.
 *
 * With n = gift + fixed, wanted is the smallest c for which c − round(c·b / 10000) ≥ n. For c ≥ 0
 * the left side is ⌈(c·(10000 − b) − 5000) / 10000⌉, and a rounded-up number reaches the whole
 * number n just when the number itself is above n − 1. So c·(10000 − b) > 10000·n − 5000, whose
 * smallest solution is ⌊(10000·n − 5000) / (10000 − b)⌋ + 1. No floats, no search.
 *
 * @throws {@link MoneyError} as `feeOn`
 */
export function grossUp(gift: Money, schedule: FeeSchedule): Money {
  check(gift, schedule);
  const n = unitsOf(add(gift, schedule.fixed));
  if (n === 0n) return gift;
  const kept = 10_000n - BigInt(schedule.basisPoints);
  return moneyFrom((10_000n * n - 5_000n) / kept + 1n, gift.currency);
}

function check(amount: Money, { basisPoints, fixed }: FeeSchedule): void {
  natural(basisPoints, 'rate_invalid', 9999);
  natural(unitsOf(amount), 'amount_negative');
  natural(unitsOf(fixed), 'amount_negative');
}
