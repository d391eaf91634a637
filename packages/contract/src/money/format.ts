import { exponentOf } from './currency.ts';
import type { Money } from './money.ts';
import { money } from './money.ts';

/** How `formatMoney` writes. */
export type FormatMoneyOptions = {
  /** Leaves out decimals that are all zero: $5 instead of $5.00. For suggested amounts. */
  readonly withoutZeroFraction?: boolean;
};

/** The exact machine decimal, with all the currency's digits: `"5.00"`, `"-0.05"`, `"500"`. */
export function formatDecimal(value: Money): `${number}`;
export function formatDecimal(value: Money): string {
  const { amount, currency } = money(value.amount, value.currency);
  const exponent = exponentOf(currency);
  const digits = `${Math.abs(amount)}`.padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const fraction = exponent ? `.${digits.slice(point)}` : '';
  return `${amount < 0 ? '-' : ''}${digits.slice(0, point)}${fraction}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits}`;
  let found = formatters.get(key);
  if (!found) {
    // A server meets many locales; a page meets one or two.
    if (formatters.size >= 256) formatters.clear();
    found = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formatters.set(key, found);
  }
  return found;
}

/** The amount for people, as the locale writes it: `"$1,234.50"`, `"1.234,50 €"`. */
export function formatMoney(value: Money, locale: string, options?: FormatMoneyOptions): string {
  const exponent = exponentOf(value.currency);
  const whole = value.amount % 10 ** exponent === 0;
  const digits = options?.withoutZeroFraction && whole ? 0 : exponent;
  return formatter(locale, value.currency, digits).format(formatDecimal(value));
}
