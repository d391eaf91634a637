import { exponentOf } from './currency.ts';
import { type Money, money } from './money.ts';

/** How {@link formatMoney} writes. */
export type FormatMoneyOptions = {
  /** Leaves out decimals that are all zeros, for suggested amounts: $5, but still $5.50. */
  readonly withoutZeroFraction?: boolean;
};

/**
 * The exact decimal for machines, with all of the currency's digits: `"5.00"`, `"-0.05"`, `"500"`.
 * `parseAmount` reads it back.
 *
 * @throws {@link MoneyError} `currency_unknown`, `amount_not_integer`, `amount_overflow`
 */
export function formatDecimal(value: Money): `${number}`;
// TypeScript cannot see that the pieces below make a numeral, which is what Intl asks for.
export function formatDecimal(value: Money): string {
  const { amount, currency } = money(value.amount, value.currency);
  const exponent = exponentOf(currency);
  const digits = `${Math.abs(amount)}`.padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const decimals = exponent > 0 ? `.${digits.slice(point)}` : '';
  return `${amount < 0 ? '-' : ''}${digits.slice(0, point)}${decimals}`;
}

/**
 * The amount for people, as the locale writes it: `"$1,234.50"`, `"1.234,50 €"`, `"￥500"`.
 * Intl is given a decimal string, which it writes exactly; no float is involved.
 *
 * @param locale - a BCP 47 language tag
 * @throws {@link MoneyError} as `formatDecimal`, and RangeError when the locale is no language tag
 */
export function formatMoney(value: Money, locale: string, options?: FormatMoneyOptions): string {
  const decimal = formatDecimal(value);
  const hidesFraction = options?.withoutZeroFraction && /\.0+$/.test(decimal);
  const digits = hidesFraction ? 0 : exponentOf(value.currency);
  return numberFormat(locale, value.currency, digits).format(decimal);
}

const FORMATS_MAX = 256;
const formats = new Map<string, Intl.NumberFormat>();

/** The one maker of number formats. Making one is slow, so they are kept. */
export function numberFormat(
  locale: string,
  currency: string,
  digits: number,
  currencyDisplay: 'symbol' | 'narrowSymbol' | 'name' = 'symbol',
): Intl.NumberFormat {
  const key = [locale, currency, digits, currencyDisplay].join();
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    // A page has one or two locales, but a server writes in whatever its readers ask for.
    if (formats.size >= FORMATS_MAX) formats.clear();
    formats.set(key, format);
  }
  return format;
}
