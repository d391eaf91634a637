const units: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago an instant was, in the largest unit that fits; one that is still to come is now. */
export function agoOf(instant: string, nowMs: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = (nowMs - Date.parse(instant)) / 1_000;
  const [unit, size] = units.find(([, each]) => seconds >= each) ?? ['second', Infinity];
  return format.format(-Math.floor(Math.max(seconds, 0) / size), unit);
}

/** The instant itself, to the minute. */
export function momentOf(instant: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  return format.format(new Date(instant));
}
