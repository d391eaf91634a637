/**
 * Days of the calendar, such as `2027-03-28`, in a time zone of the IANA database. A day begins when the
 * clocks there first show it, so it may last 23 or 25 hours, or begin after midnight. No dependency.
 */

const dayMs = 24 * 60 * 60_000;
/** More than any place is away from UTC. */
const offsetMaxMs = 16 * 60 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}

/** Whether days can be counted by it, as by `Asia/Shanghai`. Intl takes offsets too, which are no place's time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // A RangeError is its way of saying that it knows no such zone.
    return false;
  }
}

/**
 * The day that it is there at an instant, in milliseconds since the Unix epoch.
 *
 * @throws RangeError when there is no such time zone
 */
export function dayAt(timeMs: number, timeZone: string): string {
  const parts = formatOf(timeZone).formatToParts(timeMs);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** The day so many days later; earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days the second is after the first; negative when it is before. */
export function daysBetween(from: string, until: string): number {
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;
}

/** When the day begins there, in milliseconds since the Unix epoch. */
export function dayStartMs(day: string, timeZone: string): number {
  const utcMs = Date.parse(`${day}T00:00:00Z`);
  // It has not begun at the one, and has at the other; between them it begins once.
  let before = utcMs - offsetMaxMs;
  let begun = utcMs + offsetMaxMs;
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2);
    if (dayAt(middle, timeZone) < day) before = middle;
    else begun = middle;
  }
  return begun;
}

/** How long the day lasts there: 24 hours, but for those on which the clocks are changed. */
export function dayLengthMs(day: string, timeZone: string): number {
  return dayStartMs(addDays(day, 1), timeZone) - dayStartMs(day, timeZone);
}

/** How much of the day has passed there: nothing of one to come, all of one that is over. */
export function dayPassedMs(day: string, timeZone: string, nowMs: number): number {
  const startMs = dayStartMs(day, timeZone);
  return Math.max(0, Math.min(nowMs, dayStartMs(addDays(day, 1), timeZone)) - startMs);
}
