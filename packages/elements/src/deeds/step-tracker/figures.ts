/** Shares and times of a walk as they are read. Pure. */

/** A share from 0 to 1 as a whole percentage. */
export function shareSaid(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
}

/** A time of day, in the reader's own zone. */
export function hourSaid(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(instant));
}
