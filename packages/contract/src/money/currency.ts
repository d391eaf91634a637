import { decimalsOf, isListed } from '#currencies';
import type { Currency } from './currencies.ts';
import { MoneyError } from './error.ts';

export type { Currency };

/** Whether `text` is the code of an active currency. Capitals only: `'usd'` is not one. */
export function isCurrency(text: string): text is Currency {
  return isListed(text);
}

/**
 * How many decimal digits the currency's minor unit has: 0 for JPY, 2 for USD, 3 for KWD.
 *
 * @throws {@link MoneyError} `currency_unknown`
 */
export function exponentOf(currency: string): number {
  const exponent = decimalsOf(currency);
  if (exponent < 0) {
    throw new MoneyError('currency_unknown', `"${currency}" is no ISO 4217 code in use.`);
  }
  return exponent;
}
