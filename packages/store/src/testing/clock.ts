/** A clock that a test turns by hand. */
import type { Clock } from '../ports.ts';

export interface HandClock extends Clock {
  /** Lets so many milliseconds pass, and runs what falls due in them, in its order. */
  readonly pass: (ms: number) => void;
  /** How many things are to run later. */
  readonly pending: () => number;
  /** Every wait that was begun, in milliseconds. */
  readonly waits: readonly number[];
}

export function handClock(startMs = Date.parse('2026-11-23T08:00:00Z')): HandClock {
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const waits: number[] = [];
  let nowMs = startMs;
  const nextUntil = (endMs: number) =>
    [...timers].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
  return {
    nowMs: () => nowMs,
    after(ms, run) {
      waits.push(ms);
      const timer = { atMs: nowMs + ms, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(ms) {
      const endMs = nowMs + ms;
      for (let timer = nextUntil(endMs); timer; timer = nextUntil(endMs)) {
        timers.delete(timer);
        nowMs = timer.atMs;
        timer.run();
      }
      nowMs = endMs;
    },
    pending: () => timers.size,
    waits,
  };
}
