/** Notices when another day begins where a challenge is. */
import { addDays, dayAt, dayStartMs } from '@kindcart/contract/days';

/** How often it looks in any case, in milliseconds: timers of a device that sleeps stand still. */
export const lookAgainMs = 60 * 60_000;

/** How long the day there still lasts, in milliseconds. */
export function restOfDayMs(nowMs: number, timeZone: string): number {
  return dayStartMs(addDays(dayAt(nowMs, timeZone), 1), timeZone) - nowMs;
}

/**
 * Runs something on every new day.
 *
 * @param timeZone - whose days, asked for each time
 * @param begun - runs once for each day that begins
 * @returns calls it off
 */
export function onEachDay(timeZone: () => string, begun: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let day = dayAt(Date.now(), timeZone());
  const wait = () => {
    timer = setTimeout(look, Math.min(restOfDayMs(Date.now(), timeZone()), lookAgainMs));
  };
  const look = () => {
    wait();
    const now = dayAt(Date.now(), timeZone());
    if (now === day) return;
    day = now;
    begun();
  };
  wait();
  return () => clearTimeout(timer);
}
