import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  broken,
  type Count,
  countOn,
  nothingCounted,
  silenceMsMost,
  wholeSteps,
} from './cadence.ts';

function told(cadencePerMin: number) {
  const rest = { isRunning: false, strideCm: null, distanceMetres: null };
  return { speedMetresPerS: 1, cadencePerMin, ...rest };
}

type Told = readonly [atMs: number, cadencePerMin: number];

function countOf(...all: readonly Told[]): Count {
  return all.reduce<Count>(
    (count, [atMs, cadence]) => countOn(count, told(cadence), atMs),
    nothingCounted,
  );
}

/** A packet a second for a minute. */
function minute(cadence: number, sinceMs = 0): readonly Told[] {
  return Array.from({ length: 61 }, (_, second) => [sinceMs + second * 1_000, cadence]);
}

const walks: readonly (readonly [what: string, packets: readonly Told[], steps: number])[] = [
  ['no packet', [], 0],
  ['one packet', [[0, 120]], 0],
  ['a minute of standing still', minute(0), 0],
  ['a minute of walking', minute(112), 112],
  ['a minute of running', minute(180), 180],
  ['a minute at the most that a byte says', minute(255), 255],
  ['a packet every 250 ms', Array.from({ length: 241 }, (_, at) => [at * 250, 100]), 100],
  [
    'half a second at 120',
    [
      [0, 120],
      [500, 120],
    ],
    1,
  ],
  [
    'a start from standing',
    [
      [0, 0],
      [1_000, 120],
    ],
    1,
  ],
  [
    'an end to standing',
    [
      [0, 120],
      [1_000, 0],
      [2_000, 0],
      [3_000, 0],
    ],
    1,
  ],
  ['times that begin anywhere', minute(112, 1_792_000_000_123.4), 112],
  [
    'as long a silence as is counted',
    [
      [0, 60],
      [silenceMsMost, 60],
    ],
    4,
  ],
  [
    'a longer silence',
    [
      [0, 60],
      [silenceMsMost + 1, 60],
    ],
    0,
  ],
  [
    'an hour of silence at a run',
    [
      [0, 180],
      [3_600_000, 180],
    ],
    0,
  ],
  [
    'walking on after a silence',
    [
      [0, 60],
      [60_000, 60],
      [62_000, 60],
    ],
    2,
  ],
  [
    'the same packet twice',
    [
      [0, 60],
      [1_000, 60],
      [1_000, 60],
      [2_000, 60],
    ],
    2,
  ],
  [
    'a clock that was set back',
    [
      [10_000, 60],
      [11_000, 60],
      [3_000, 255],
      [12_000, 60],
    ],
    2,
  ],
];

test('counts, of each walk, the steps', () => {
  for (const [what, packets, steps] of walks) equal(wholeSteps(countOf(...packets)), steps, what);
});

test('keeps the steps over a break, and counts no time in it', () => {
  const before = countOf([0, 120], [2_000, 120]);
  const gone = broken(before);
  deepEqual([wholeSteps(gone), gone.last], [4, null]);
  const back = countOn(gone, told(120), 3_000);
  equal(wholeSteps(back), 4);
  equal(wholeSteps(countOn(back, told(120), 4_000)), 6);
});

test('loses no step to fractions in a day of packets', () => {
  let count = nothingCounted;
  for (let second = 0; second <= 36_000; second += 1)
    count = countOn(count, told(100), second * 1_000);
  equal(wholeSteps(count), 60_000);
});

test('never counts more than the cadence ceiling of a byte, in whatever order packets come', () => {
  const times = [0, 900, 400, 1_800, 1_800, 2_700, 100, 3_600, 9_000, 9_100];
  const count = countOf(...times.map((atMs): Told => [atMs, 255]));
  equal(count.steps <= (255 * 9.1) / 60, true);
});
