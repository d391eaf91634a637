/** Numbers, shares, days and times of a walk as they are read. Pure. */
export function numberSaid(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** A share from 0 to 1 as a whole percentage. */
export function shareSaid(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
}

/** A day of the calendar, the same wherever the reader is. */
export function daySaid(day: string, locale: string): string {
  const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(day));
}

/** A time of day, in the reader's own zone. */
export function hourSaid(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(instant));
}
