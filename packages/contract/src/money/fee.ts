import { share } from './allocate.ts';
import { MoneyError } from './error.ts';
import type { Money } from './money.ts';
import { add, minorUnits, moneyFrom } from './money.ts';

/** What a payment costs: `basisPoints` (0 to 9999) of the charge, and a fixed sum. */
export type FeeSchedule = { readonly basisPoints: number; readonly fixed: Money };

function check(amount: Money, { basisPoints, fixed }: FeeSchedule): void {
  if (!Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints > 9999) {
    throw new MoneyError('rate_invalid', `A fee must be 0 to 9999 basis points: ${basisPoints}.`);
  }
  if (amount.amount < 0 || fixed.amount < 0) {
    throw new MoneyError('amount_negative', 'Neither a charge nor its fee can be below zero.');
  }
}

/** The fee that a charge costs: its share rounded half away from zero, and the fixed sum. */
export function feeOn(charge: Money, schedule: FeeSchedule): Money {
  check(charge, schedule);
  return add(share(charge, schedule.basisPoints), schedule.fixed);
}

/** The smallest charge that leaves at least `gift` after its fee. */
export function grossUp(gift: Money, schedule: FeeSchedule): Money {
  check(gift, schedule);
  const net = minorUnits(add(gift, schedule.fixed));
  const kept = 10_000n - BigInt(schedule.basisPoints);
  const charge = net === 0n ? 0n : (10_000n * net - 5_000n) / kept + 1n;
  return moneyFrom(charge, gift.currency);
}
