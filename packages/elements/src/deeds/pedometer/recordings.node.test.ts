// The pedometer on recordings with a known count. Bounds hold with a margin, and so does each of the
// recordings when it is changed as other phones and other people would change it.
import { ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Reading, readRecording } from '../sources/recording.ts';
import { atRate, bellOf, chanceOf, changed, joined, slowed, stepsOf, turned } from './testing.ts';

function recordingOf(name: string): readonly Reading[] {
  const url = new URL(`recordings/${name}.csv`, import.meta.url);
  return readRecording(readFileSync(url, 'utf8')).readings;
}

/** What two well-known algorithms make of each, and by how many steps this one may be off. */
const walks = [
  { name: '100', steps: 100, others: [18, 106], off: 6 },
  { name: '100_1', steps: 100, others: [38, 100], off: 3 },
  { name: '100_4', steps: 100, others: [95, 77], off: 4 },
  { name: '100_6', steps: 100, others: [102, 80], off: 3 },
  { name: '150', steps: 150, others: [156, 137], off: 9 },
  { name: '150_1', steps: 150, others: [142, 144], off: 10 },
  { name: '150_4', steps: 150, others: [104, 125], off: 21 },
] as const;

const errorOf = (counted: number, steps: number) => (Math.abs(counted - steps) / steps) * 100;
const meanOf = (errors: readonly number[]) =>
  errors.reduce((sum, error) => sum + error, 0) / errors.length;

for (const { name, steps, off } of walks) {
  test(`counts ${name} to within ${off} of its ${steps} steps`, () => {
    const counted = stepsOf(recordingOf(name));
    ok(Math.abs(counted - steps) <= off, `counted ${counted}`);
  });
}

test('is closer on the mean of all walks than half of what either other is off', () => {
  const own = meanOf(walks.map(({ name, steps }) => errorOf(stepsOf(recordingOf(name)), steps)));
  for (const other of [0, 1] as const) {
    const theirs = meanOf(walks.map(({ steps, others }) => errorOf(others[other], steps)));
    ok(own < theirs / 2, `${own} % against ${theirs} %`);
  }
});

for (const name of ['0', '0_1', '0_3']) {
  test(`counts no step in ${name}, which lies still`, () => {
    ok(stepsOf(recordingOf(name)) === 0);
  });
}

test('counts less than ten steps in twelve minutes by car, where the others have 124 and 321', () => {
  const counted = stepsOf(recordingOf('3_drive'));
  ok(counted < 10, `counted ${counted}`);
});

const bell = bellOf(chanceOf(11));

/** Changes, and how much the mean error may be then, in per cent; and how many steps a car may have. */
const changes = [
  ...[10, 12.5, 25, 50, 100].map((hz) => ({
    name: `${hz} readings a second, unevenly`,
    change: (readings: readonly Reading[]) => atRate(readings, hz, 0.3),
    errorMax: 5,
    carMax: 40,
  })),
  {
    name: 'another way to hold it',
    change: (readings: readonly Reading[]) => turned(readings, 7),
    errorMax: 5,
    carMax: 10,
  },
  ...[0.8, 1.2].map((gain) => ({
    name: `a sensor that says ${gain} times as much`,
    change: (readings: readonly Reading[]) => changed(readings, (value) => value * gain),
    errorMax: 5,
    carMax: 25,
  })),
  {
    name: 'noise of 0.2 m/s²',
    change: (readings: readonly Reading[]) => changed(readings, (value) => value + 0.2 * bell()),
    errorMax: 6,
    carMax: 10,
  },
  ...[0.9, 1.15, 1.25].map((factor) => ({
    name: `a pace that takes ${factor} times as long`,
    change: (readings: readonly Reading[]) => slowed(readings, factor),
    errorMax: 8,
    carMax: 40,
  })),
  {
    name: 'every tenth reading lost',
    change: (readings: readonly Reading[]) => readings.filter((_, at) => at % 10 !== 3),
    errorMax: 5,
    carMax: 10,
  },
];

for (const { name, change, errorMax, carMax } of changes) {
  test(`stays close with ${name}`, () => {
    const errors = walks.map((walk) =>
      errorOf(stepsOf(change(recordingOf(walk.name))), walk.steps),
    );
    ok(meanOf(errors) < errorMax, `${meanOf(errors)} %: ${errors.map(Math.round)}`);
    const car = stepsOf(change(recordingOf('3_drive')));
    ok(car <= carMax, `${car} steps by car`);
  });
}

for (const gapMs of [80, 5_000]) {
  test(`counts walks between rests and a drive, ${gapMs} ms apart`, () => {
    const parts = ['0_1', '100_1', '0_3', '3_drive', '0', '100_6', '0_1', '150', '0'].map(
      recordingOf,
    );
    const counted = stepsOf(joined(parts, gapMs));
    ok(Math.abs(counted - 353) <= 25, `counted ${counted} of 353`);
  });
}

test('counts few steps on other roads: the drive faster and slower, smoother and rougher', () => {
  const counted = [0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4].flatMap((factor) =>
    [0.7, 1, 1.5].map((gain) =>
      stepsOf(changed(slowed(recordingOf('3_drive'), factor), (value) => value * gain)),
    ),
  );
  const sum = counted.reduce((total, steps) => total + steps, 0);
  ok(sum < 200, `${sum} in 21 drives of twelve minutes: ${counted}`);
});

test('takes no more than half a minute of a ride for more of the walk that it follows at once', () => {
  const counted = stepsOf(joined(['100_6', '3_drive'].map(recordingOf), 80));
  ok(counted >= 97 && counted <= 103 + 45, `counted ${counted} of 103`);
});

test('counts a walk whose page slept for a while without what it did not see', () => {
  const walk = recordingOf('100_1');
  const cut = Math.floor(walk.length / 2);
  const seen = joined([walk.slice(0, cut), walk.slice(cut)], 60_000);
  const counted = stepsOf(seen);
  ok(Math.abs(counted - 100) <= 6, `counted ${counted}`);
});
