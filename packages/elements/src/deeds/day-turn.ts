/** Notices when another day begins where a challenge is, and asks until what is shown is of that day. */
import { addDays, dayAt, dayStartMs } from '@kindcart/contract/days';

/** How often it looks in any case, in milliseconds: timers of a device that sleeps stand still. */
export const lookAgainMs = 60 * 60_000;

const firstAskMinMs = 2_000;
const firstAskMaxMs = 20_000;
const pauseFirstMs = 60_000;
const pauseMaxMs = 60 * 60_000;

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

/**
 * How long to wait before the platform is asked again, in milliseconds: at first a moment by chance, as midnight is
 * the same for all pages, and then twice as long each time.
 *
 * @param asked - how often it was asked already
 * @param chance - from 0 up to, not including, 1
 */
export function askPauseMs(asked: number, chance: number): number {
  if (asked === 0) return firstAskMinMs + chance * (firstAskMaxMs - firstAskMinMs);
  return Math.min(pauseFirstMs * 2 ** (asked - 1), pauseMaxMs);
}

/**
 * Asks again and again, ever more rarely.
 *
 * @param random - a number from 0 up to, not including, 1
 * @returns calls it off
 */
export function keepAsking(ask: () => void, random: () => number = Math.random): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (asked: number) => {
    timer = setTimeout(
      () => {
        wait(asked + 1);
        ask();
      },
      askPauseMs(asked, random()),
    );
  };
  wait(0);
  return () => clearTimeout(timer);
}
