/** Days as tables write them. Pure. */
import { dayOf } from './calendar.ts';

/** A date as it stands: its three numbers in the order of writing. */
export interface WrittenDate {
  readonly form: 'year-first' | 'day-first' | 'either';
  readonly numbers: readonly [number, number, number];
}

const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ,])/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:$|[T ,])/;

/** The numbers of a date, with or without a time after it; null for what is none. */
export function writtenDate(text: string): WrittenDate | null {
  const first = yearFirst.exec(text);
  if (first) return { form: 'year-first', numbers: numbersOf(first[1], first[2], first[3]) };
  const last = yearLast.exec(text);
  if (!last) return null;
  // Nobody writes points between the numbers with the month first.
  const form = last[2] === '.' ? 'day-first' : 'either';
  return { form, numbers: numbersOf(last[1], last[3], last[4]) };
}

function numbersOf(...texts: readonly (string | undefined)[]): [number, number, number] {
  return [Number(texts[0]), Number(texts[1]), Number(texts[2])];
}

type Order = 'day-first' | 'month-first';

/** The day that is written, in the order that its table has; null when the calendar has none. */
export function dayWritten({ form, numbers }: WrittenDate, order: Order): number | null {
  const [a, b, c] = numbers;
  if (form === 'year-first') return dayOf(a, b, c);
  return form === 'day-first' || order === 'day-first' ? dayOf(c, b, a) : dayOf(c, a, b);
}

/**
 * Whether a table writes the day or the month first: the order in which each date is a day of the calendar,
 * or else the one in which more rows follow each other day by day. Null where both are as likely.
 */
export function orderOf(dates: readonly WrittenDate[]): Order | null {
  const open = dates.filter(({ form }) => form === 'either');
  if (open.length === 0) return 'day-first';
  const days = daysIn(open, 'day-first');
  const months = daysIn(open, 'month-first');
  if (days.includes(null) !== months.includes(null)) {
    return days.includes(null) ? 'month-first' : 'day-first';
  }
  // The eleventh of November is the same day in both.
  if (days.every((day, place) => day === months[place])) return 'day-first';
  const neighbours = neighboursIn(days) - neighboursIn(months);
  if (neighbours === 0) return null;
  return neighbours > 0 ? 'day-first' : 'month-first';
}

function daysIn(dates: readonly WrittenDate[], order: Order): readonly (number | null)[] {
  return dates.map((date) => dayWritten(date, order));
}

function neighboursIn(days: readonly (number | null)[]): number {
  return days.filter((day, place) => {
    const before = days[place - 1];
    return day !== null && typeof before === 'number' && Math.abs(day - before) === 1;
  }).length;
}
