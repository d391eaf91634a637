import { exponentOf } from './currency.ts';
import { numberFormat } from './format.ts';

/** A decimal of minor units, as the platform says exact amounts: a minus, digits, a point, more digits. */
const pattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * An exact amount for people, with all of its digits and no fewer than the currency has: `"158.5"` of
 * CNY is ¥1.585, and `"0.02"` is ¥0.0002. Nothing is rounded.
 *
 * @param exact - minor units as a decimal, such as `"158.5"`
 * @param locale - a BCP 47 language tag
 * @throws RangeError when it is no such decimal
 * @throws {@link MoneyError} `currency_unknown`
 */
export function formatExact(exact: string, currency: string, locale: string): string {
  const [, sign, whole, fraction = ''] = pattern.exec(exact) ?? [];
  if (whole === undefined) throw new RangeError(`${JSON.stringify(exact)} is no exact amount.`);
  const exponent = exponentOf(currency);
  const digits = whole.padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const decimals = digits.slice(point) + fraction.replace(/0+$/, '');
  const decimal = `${sign}${digits.slice(0, point)}.${decimals || '0'}`;
  return numberFormat(locale, currency, decimals.length).format(numeral(decimal));
}

function numeral(decimal: string): `${number}`;
// TypeScript cannot see that the pieces above make a numeral, which is what Intl asks for.
function numeral(decimal: string): string {
  return decimal;
}
