/** Keeps tests of walks on one day. */
import { setTimeout as delay } from 'node:timers/promises';
import { addDays, type Challenge, dayAt, dayStartMs } from '@kindcart/contract';

const minuteMs = 60_000;

/** For the hook that waits, which would end with the runner's own limit: more than the wait can be. */
export const midnightTimeoutMs = 8 * minuteMs;

/**
 * Resolves once the day of a challenge is neither young nor about to end: a day that has just begun is too short for
 * a hundred steps, and no walk may fall on two days.
 */
export async function awayFromMidnight({ timeZone }: Pick<Challenge, 'timeZone'>): Promise<void> {
  for (;;) {
    const nowMs = Date.now();
    const day = dayAt(nowMs, timeZone);
    const isBegun = nowMs - dayStartMs(day, timeZone) > 2 * minuteMs;
    const isEnding = dayStartMs(addDays(day, 1), timeZone) - nowMs < 4 * minuteMs;
    if (isBegun && !isEnding) return;
    await delay(1_000);
  }
}
