/** Counts down to the end of a hold, a second at a time. */
import { type Clock, platformClock } from '../ports.ts';

/** The last whole seconds at which a countdown is said aloud: five minutes and one. */
const announcedSeconds = [300, 60] as const;

/** Whole seconds until then, zero from then on. */
export function secondsLeft(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1_000));
}

/**
 * Whether a listener should be told how little is left, between two looks at the countdown.
 *
 * @param before - seconds left at the look before; undefined at the first
 */
export function isToAnnounce(before: number | undefined, now: number): boolean {
  if (before === undefined) return false;
  return now > 0 && announcedSeconds.some((mark) => before > mark && now <= mark);
}

/** Calls `tick` as each whole second passes, until the time is over; the function it returns ends that. */
export function countDown(
  untilMs: number,
  tick: (secondsLeft: number) => void,
  clock: Clock = platformClock,
): () => void {
  let callOff: (() => void) | undefined;
  const next = () => {
    const leftMs = untilMs - clock.nowMs();
    tick(secondsLeft(untilMs, clock.nowMs()));
    if (leftMs > 0) callOff = clock.after(leftMs % 1_000 || 1_000, next);
  };
  next();
  return () => callOff?.();
}
