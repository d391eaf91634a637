/** Months as a merchant counts them. Pure. */

interface Local {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  /** The wall clock's time as if it was UTC, in milliseconds. */
  readonly wallMs: number;
}

function localOf(time: Date, timeZone: string): Local {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const read = (type: string) =>
    Number.parseInt(parts.find((part) => part.type === type)?.value ?? '', 10);
  const [year, month] = [read('year'), read('month')];
  const wallMs = Date.UTC(
    year,
    month - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return { year, month, wallMs };
}

/** The year at the time, where the merchant is. */
export function yearAt(time: Date, timeZone: string): number {
  return localOf(time, timeZone).year;
}

/** When the month of the time is over, where the merchant is. */
export function monthOver(time: Date, timeZone: string): Date {
  const { year, month } = localOf(time, timeZone);
  const wantedMs = Date.UTC(year, month, 1);
  // The offset of a guess may be that before or after a clock change; the second guess has the right one.
  let guessMs = wantedMs;
  for (let tries = 0; tries < 2; tries += 1) {
    guessMs = wantedMs - (localOf(new Date(guessMs), timeZone).wallMs - guessMs);
  }
  return new Date(guessMs);
}

const halfMonthMs = 15 * 24 * 60 * 60_000;

/** The end of the month that was to be over then, once the merchant counts in another zone. */
export function movedMonthOver(over: Date, timeZone: string): Date {
  return monthOver(new Date(over.getTime() - halfMonthMs), timeZone);
}
