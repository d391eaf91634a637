/**
 * When a monthly or yearly gift is charged. All of it is counted in UTC and from one anchor, so that
 * a gift of the 31st is charged on the 28th of February and on the 31st of March again.
 */
import * as z from 'zod/mini';

export const intervals = ['month', 'year'] as const;
export const intervalSchema = z.enum(intervals);
export type Interval = z.infer<typeof intervalSchema>;

const monthsOf = { month: 1, year: 12 } as const;

/**
 * The time so many months after another: the same day and time of day, or the last day of a month
 * that is too short for it.
 */
export function addMonths(from: Date, months: number): Date {
  const month = from.getUTCMonth() + months;
  const to = new Date(from);
  // First to a day that every month has, so that a short month does not run over into the next.
  to.setUTCDate(1);
  to.setUTCMonth(month);
  const daysInMonth = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), daysInMonth));
  return to;
}

/** When the period of this number begins; the first, number 0, begins at the anchor. */
export function periodStart(anchor: Date, interval: Interval, number: number): Date {
  return addMonths(anchor, number * monthsOf[interval]);
}

/** When the first period begins that begins after the time, and after the anchor itself. */
export function nextPeriodStart(anchor: Date, interval: Interval, after: Date): Date {
  const monthsBetween =
    (after.getUTCFullYear() - anchor.getUTCFullYear()) * 12 +
    after.getUTCMonth() -
    anchor.getUTCMonth();
  const near = Math.max(1, Math.floor(monthsBetween / monthsOf[interval]));
  const start = periodStart(anchor, interval, near);
  return start > after ? start : periodStart(anchor, interval, near + 1);
}

/** The name of a period, one for each: the day in UTC on which it begins, such as `2027-02-28`. */
export function periodName(start: Date): string {
  return start.toISOString().slice(0, 10);
}

/** After how many days from the first failure a charge is tried again. */
export const retryDays = [3, 5, 7] as const;

const dayMs = 24 * 60 * 60 * 1_000;

/** When a charge is tried again after so many tries failed; null when it is not any more. */
export function retryAt(firstFailedAt: Date, failedTries: number): Date | null {
  const days = retryDays[failedTries - 1];
  return days === undefined ? null : new Date(firstFailedAt.getTime() + days * dayMs);
}
