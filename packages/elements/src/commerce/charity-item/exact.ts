import { exponentOf } from '@kindcart/contract/money';

/**
 * An exact amount for people, as the locale writes it, with all the digits that it has and those of its
 * currency at least: `1.5` minor units of CNY are `CN¥0.015`.
 *
 * The contract's comes with the elements of a cart, which nobody who opens this needs.
 *
 * @param exact - minor units as a decimal of up to 8 places
 */
export function formatExact(exact: string, currency: string, locale: string): string {
  const exponent = exponentOf(currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent + 8,
  }).format(majorUnits(exact, exponent));
}

/** The point moved by string arithmetic, so that no float is involved. */
function majorUnits(exact: string, exponent: number): `${number}`;
// TypeScript cannot see that the pieces below make a numeral, which is what Intl asks for.
function majorUnits(exact: string, exponent: number): string {
  const [whole = '', fraction = ''] = exact.split('.');
  const digits = whole.padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  return `${digits.slice(0, point)}.${digits.slice(point)}${fraction}0`;
}
