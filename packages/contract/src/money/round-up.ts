import { exponentOf } from './currency.ts';
import { MoneyError } from './error.ts';
import { type Money, money, moneyFrom, natural, unitsOf } from './money.ts';

/**
 * What makes a total whole: the amount up to the next multiple of a step. A total that is whole
 * already is rounded up to the next one, so that there is always something to give.
 *
 * @param stepUnits - in minor units; left out, one unit of the currency, or 100 where it has no smaller
 *   one, as for JPY and KRW
 * @throws {@link MoneyError} `currency_unknown`, `amount_not_integer`, `amount_overflow`,
 *   `amount_negative`
 */
export function roundUpOf(total: Money, stepUnits?: number): Money {
  const units = unitsOf(total);
  if (units < 0n) throw new MoneyError('amount_negative', `${units} is below zero.`);
  const { amount } = money(stepUnits ?? defaultStep(total.currency), total.currency);
  const step = natural(amount, 'amount_negative');
  if (step === 0n) throw new MoneyError('amount_negative', 'A step of 0 leads nowhere.');
  return moneyFrom(step - (units % step), total.currency);
}

function defaultStep(currency: string): number {
  const exponent = exponentOf(currency);
  return exponent === 0 ? 100 : 10 ** exponent;
}
