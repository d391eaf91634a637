/** Sums, numbers and days of good deeds as they are read. Pure. */
import { formatMoney, type Money } from '@kindcart/contract/money';

/** A sum, without decimals that are all zeros. */
export function moneySaid(value: Money, locale: string): string {
  return formatMoney(value, locale, { withoutZeroFraction: true });
}

export function numberSaid(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** A day of the calendar, the same wherever the reader is. */
export function daySaid(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(day),
  );
}
