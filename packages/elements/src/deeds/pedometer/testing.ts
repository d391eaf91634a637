/** Made-up and changed recordings, the same at each run. Pure. */
import type { Reading } from '../sources/recording.ts';
import { createPedometer } from './count.ts';

const gravity = 9.80665;

/** Steps of a recording. */
export function stepsOf(readings: readonly Reading[]): number {
  const pedometer = createPedometer();
  for (const { timeMs, x, y, z } of readings) pedometer.add(timeMs, x, y, z);
  return pedometer.finish();
}

/** Numbers from 0 to 1 that look like chance and come again with the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Chance around 0 with a spread of 1. */
export function bellOf(chance: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}

/** A recording of what `movement` says of each second, without gravity, at an uneven rate. */
export function record(
  { hz, seconds, beganMs = 0 }: { hz: number; seconds: number; beganMs?: number },
  movement: (s: number) => readonly [x: number, y: number, z: number],
): Reading[] {
  const chance = chanceOf(5);
  return Array.from({ length: hz * seconds }, (_, at) => {
    const s = (at + 0.3 * chance()) / hz;
    const [x, y, z] = movement(s);
    return { timeMs: beganMs + s * 1_000, x, y, z: gravity + z };
  });
}

/** The same at another rate; `jitter` is how much of a distance the times are off. */
export function atRate(readings: readonly Reading[], hz: number, jitter: number): Reading[] {
  const chance = chanceOf(3);
  const beganMs = readings[0]?.timeMs ?? 0;
  const lastMs = readings.at(-1)?.timeMs ?? 0;
  const told: Reading[] = [];
  let next = 1;
  for (let evenMs = beganMs; evenMs < lastMs; evenMs += 1_000 / hz) {
    const timeMs = Math.max(beganMs, evenMs + ((chance() - 0.5) * jitter * 1_000) / hz);
    while ((readings[next]?.timeMs ?? lastMs) < timeMs && next < readings.length - 1) next += 1;
    const from = readings[next - 1];
    const to = readings[next];
    if (!from || !to) break;
    const share = (timeMs - from.timeMs) / (to.timeMs - from.timeMs);
    const mix = (axis: 'x' | 'y' | 'z') => from[axis] + (to[axis] - from[axis]) * share;
    told.push({ timeMs, x: mix('x'), y: mix('y'), z: mix('z') });
    if (timeMs < from.timeMs) next = Math.max(1, next - 1);
  }
  return told;
}

/** The same with the phone turned some way. */
export function turned(readings: readonly Reading[], seed: number): Reading[] {
  const bell = bellOf(chanceOf(seed));
  const raw = [bell(), bell(), bell(), bell()];
  const [w = 1, i = 0, j = 0, k = 0] = raw.map((part) => part / Math.hypot(...raw));
  return readings.map(({ timeMs, x, y, z }) => ({
    timeMs,
    x: x * (1 - 2 * (j * j + k * k)) + y * 2 * (i * j - k * w) + z * 2 * (i * k + j * w),
    y: x * 2 * (i * j + k * w) + y * (1 - 2 * (i * i + k * k)) + z * 2 * (j * k - i * w),
    z: x * 2 * (i * k - j * w) + y * 2 * (j * k + i * w) + z * (1 - 2 * (i * i + j * j)),
  }));
}

/** The same walk at another pace: slower by `factor`, and softer by its square, as bodies are. */
export function slowed(readings: readonly Reading[], factor: number): Reading[] {
  const middle = (axis: 'x' | 'y' | 'z') =>
    readings.reduce((sum, reading) => sum + reading[axis], 0) / readings.length;
  const rest = { x: middle('x'), y: middle('y'), z: middle('z') };
  const soft = (value: number, axis: 'x' | 'y' | 'z') =>
    rest[axis] + (value - rest[axis]) / factor ** 2;
  return readings.map(({ timeMs, x, y, z }) => ({
    timeMs: timeMs * factor,
    x: soft(x, 'x'),
    y: soft(y, 'y'),
    z: soft(z, 'z'),
  }));
}

/** The same, with each number changed. */
export function changed(
  readings: readonly Reading[],
  change: (value: number) => number,
): Reading[] {
  return readings.map(({ timeMs, x, y, z }) => ({
    timeMs,
    x: change(x),
    y: change(y),
    z: change(z),
  }));
}

/** One after the other, with `gapMs` between them. */
export function joined(parts: readonly (readonly Reading[])[], gapMs: number): Reading[] {
  let shiftMs = 0;
  return parts.flatMap((part) => {
    const beganMs = part[0]?.timeMs ?? 0;
    const moved = part.map((reading) => ({
      ...reading,
      timeMs: reading.timeMs - beganMs + shiftMs,
    }));
    shiftMs = (moved.at(-1)?.timeMs ?? shiftMs) + gapMs;
    return moved;
  });
}
