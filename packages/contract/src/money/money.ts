import { exponentOf } from './currency.ts';
import { MoneyError } from './error.ts';

/**
 * A sum of money: `amount` in the currency's minor unit, always whole, and the ISO 4217 code.
 * ¥500 is `{ amount: 500, currency: 'JPY' }` and $5 is `{ amount: 500, currency: 'USD' }`.
 */
export type Money = { readonly amount: number; readonly currency: string };

/**
 * Makes a checked `Money`. Every function of this folder returns through here.
 *
 * @param amount - whole minor units between −(2^53 − 1) and 2^53 − 1
 * @throws {@link MoneyError} `currency_unknown`, `amount_not_integer`, `amount_overflow`
 */
export function money(amount: number, currency: string): Money {
  exponentOf(currency);
  if (!Number.isSafeInteger(amount)) {
    throw Math.abs(amount) > Number.MAX_SAFE_INTEGER
      ? new MoneyError('amount_overflow', `An amount in ${currency} went beyond ±(2^53 − 1).`)
      : new MoneyError('amount_not_integer', `${amount} is not a whole number of minor units.`);
  }
  // Adding zero turns −0 into 0, so that equal amounts are also identical ones.
  return { amount: amount + 0, currency };
}

/** The way back from exact arithmetic. A huge bigint becomes a huge number, which `money` refuses. */
export function moneyFrom(amount: bigint, currency: string): Money {
  return money(Number(amount), currency);
}

/** The amount for exact arithmetic, checked, since a `Money` off the wire is only a shape. */
export function minorUnits({ amount, currency }: Money): bigint {
  return BigInt(money(amount, currency).amount);
}

/** Refuses amounts in two currencies. */
export function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new MoneyError(
      'currency_mismatch',
      `Amounts in ${a.currency} and ${b.currency} cannot be combined.`,
    );
  }
}

/** a + b. @throws {@link MoneyError} `currency_mismatch`, `amount_overflow` */
export function add(a: Money, b: Money): Money {
  return sum([a, b], a.currency);
}

/** a − b. @throws {@link MoneyError} `currency_mismatch`, `amount_overflow` */
export function subtract(a: Money, b: Money): Money {
  return add(a, negate(b));
}

/** The same amount with the other sign. */
export function negate({ amount, currency }: Money): Money {
  return money(-amount, currency);
}

/** The total of a list, in any order; zero of the currency when the list is empty. */
export function sum(list: readonly Money[], currency: string): Money {
  let total = 0n;
  for (const item of list) {
    sameCurrency({ amount: 0, currency }, item);
    total += minorUnits(item);
  }
  return moneyFrom(total, currency);
}

/** Below zero when a < b, zero when they are equal, above zero when a > b: fits `Array.sort`. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.amount === b.amount) return 0;
  return a.amount < b.amount ? -1 : 1;
}

/** Whether both are the same amount of the same currency. ¥0 is not $0. */
export function equal(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.amount === b.amount;
}

/** Whether the amount is zero. */
export function isZero({ amount }: Money): boolean {
  return amount === 0;
}
