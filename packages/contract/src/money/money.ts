import { exponentOf } from './currency.ts';
import { MoneyError, type MoneyErrorCode } from './error.ts';

/**
 * A sum of money: a whole number of the currency's minor units, and its ISO 4217 code.
 * ¥500 is `{ amount: 500, currency: 'JPY' }`, and $5 is `{ amount: 500, currency: 'USD' }`.
 *
 * It is plain data, as it travels in JSON, so anybody can write one down. Every calculation here
 * checks what it is given and what it gives: the answer is exact, or a {@link MoneyError}.
 */
export type Money = { readonly amount: number; readonly currency: string };

/**
 * Makes a checked sum of money.
 *
 * @param amount - whole minor units, from −(2^53 − 1) to 2^53 − 1
 * @throws {@link MoneyError} `currency_unknown`, `amount_not_integer`, `amount_overflow`
 */
export function money(amount: number, currency: string): Money {
  exponentOf(currency);
  if (!Number.isSafeInteger(amount)) {
    const code =
      Math.abs(amount) > Number.MAX_SAFE_INTEGER ? 'amount_overflow' : 'amount_not_integer';
    throw new MoneyError(code, `${amount} ${currency} is not a whole number within ±(2^53 − 1).`);
  }
  // Adding zero turns −0 into 0, so that equal sums are also identical.
  return { amount: amount + 0, currency };
}

/** a + b. @throws {@link MoneyError} `currency_mismatch`, `amount_overflow`, or as `money` */
export function add(a: Money, b: Money): Money {
  mustMatch(a, b);
  // Two safe integers whose sum is unsafe never round back to a safe one, so `money` sees it.
  return money(a.amount + b.amount, a.currency);
}

/** a − b. @throws {@link MoneyError} `currency_mismatch`, `amount_overflow`, or as `money` */
export function subtract(a: Money, b: Money): Money {
  mustMatch(a, b);
  return money(a.amount - b.amount, a.currency);
}

/** The same amount on the other side of zero. @throws {@link MoneyError} as `money` */
export function negate({ amount, currency }: Money): Money {
  return money(-amount, currency);
}

/**
 * The total of a list, whatever its order; zero when it is empty, which is why the currency is asked
 * for. Only the total must fit, not the steps to it.
 *
 * @throws {@link MoneyError} `currency_mismatch`, `amount_overflow`, or as `money`
 */
export function sum(list: readonly Money[], currency: string): Money {
  const zero = money(0, currency);
  let total = 0n;
  for (const item of list) {
    mustMatch(zero, item);
    total += BigInt(item.amount);
  }
  return moneyFrom(total, currency);
}

/**
 * −1 when a < b, 0 when they are equal, 1 when a > b: what `Array.sort` asks for.
 *
 * @throws {@link MoneyError} `currency_mismatch`, or as `money`
 */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  mustMatch(a, b);
  if (a.amount === b.amount) return 0;
  return a.amount < b.amount ? -1 : 1;
}

/** Whether both are the same amount of the same currency. ¥0 is not $0. Never throws. */
export function equal(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.amount === b.amount;
}

/** Whether there is nothing in it. Never throws. */
export function isZero({ amount }: Money): boolean {
  return amount === 0;
}

/** Refuses what is no sum of money, and two sums of different currencies. */
export function mustMatch(a: Money, b: Money): void {
  money(a.amount, a.currency);
  money(b.amount, b.currency);
  if (a.currency !== b.currency) {
    throw new MoneyError('currency_mismatch', `${a.currency} and ${b.currency} do not mix.`);
  }
}

/** Into exact arithmetic: the checked minor units. */
export function unitsOf({ amount, currency }: Money): bigint {
  return BigInt(money(amount, currency).amount);
}

/** Out of exact arithmetic. A bigint beyond the limit stays beyond it as a number, and is refused. */
export function moneyFrom(units: bigint, currency: string): Money {
  return money(Number(units), currency);
}

/** Refuses any number but a whole one from 0 to `max`. */
export function natural(value: number | bigint, code: MoneyErrorCode, max = Infinity): bigint {
  if (!(value >= 0 && value <= max) || (typeof value === 'number' && !Number.isInteger(value))) {
    throw new MoneyError(code, `${value} is not a whole number from 0 to ${max}.`);
  }
  return BigInt(value);
}
