/** Days of the calendar as numbers: the days since 1 January 1970. Pure. */

export const dayMs = 86_400_000;

/** The days that are wanted, `YYYY-MM-DD`, both included. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

/** The number of a day that the calendar has; null for any other. */
export function dayOf(year: number, month: number, day: number): number | null {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  // A day beyond the month's end would become one of the next.
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere && year >= 1970 && year <= 9999 ? ms / dayMs : null;
}

export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Reads `YYYY-MM-DD`; null when the calendar has no such day. */
export function readDay(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

/** Tells the day of instants in a time zone. The zone is asked once for each quarter of an hour. */
export function dayInZone(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const known = new Map<number, number>();
  return (instantMs) => {
    const quarter = Math.floor(instantMs / 900_000);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const parts = new Map(
      format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]),
    );
    const day = dayOf(parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0) ?? 0;
    known.set(quarter, day);
    return day;
  };
}
