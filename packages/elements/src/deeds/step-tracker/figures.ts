/** A time of day, in the reader's own zone. */
export function hourSaid(instant: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(instant));
}
