/**
 * Steps out of cadence: what a sensor tells of an instant is taken to hold between two packets. Pure; an
 * instant is in milliseconds of any clock that does not go backwards.
 */
import type { Measurement } from './measurement.ts';

/** What was counted so far. */
export interface Count {
  /** With its fraction; what is shown and given are whole steps. */
  readonly steps: number;
  /** The packet that the next one is counted from; null before the first and after a break. */
  readonly last: { readonly atMs: number; readonly cadencePerMin: number } | null;
}

export const nothingCounted: Count = { steps: 0, last: null };

/**
 * How long two packets may be apart. Sensors tell about once a second; of a longer silence nobody knows
 * what happened in it, so that nothing is counted.
 */
export const silenceMsMost = 4_000;

/** Counts the time since the last packet, at the mean of both cadences. */
export function countOn(count: Count, { cadencePerMin }: Measurement, atMs: number): Count {
  const last = { atMs, cadencePerMin };
  if (count.last === null) return { ...count, last };
  const apartMs = atMs - count.last.atMs;
  // A packet that comes no later than the one before it adds no time, and is no start to count from.
  if (apartMs <= 0) return count;
  if (apartMs > silenceMsMost) return { ...count, last };
  const meanPerMin = (count.last.cadencePerMin + cadencePerMin) / 2;
  return { steps: count.steps + (meanPerMin * apartMs) / 60_000, last };
}

/** What stays when the sensor is gone: the steps, and nothing to count on from. */
export function broken(count: Count): Count {
  return { ...count, last: null };
}

/** Steps as they are shown and given. A fraction that floats have lost is none. */
export function wholeSteps({ steps }: Count): number {
  return Math.floor(steps + 1e-6);
}
