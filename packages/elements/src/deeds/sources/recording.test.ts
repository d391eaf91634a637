import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { readRecording } from './recording.ts';

/** A phone that lies on a table: a reading every 80 ms, with the axes told apart by their values. */
const still = Array.from({ length: 20 }, (_, at) => ({
  time: 85 + at * 80,
  x: 0.1 + (at % 3) * 0.01,
  y: -0.2 + (at % 2) * 0.01,
  z: 0.97 + (at % 4) * 0.01,
}));

type Row = (typeof still)[number];

const plain = ({ time, x, y, z }: Row) => `${time},${x},${y},${z}`;
const named = (lines: readonly string[]) => ['Time (ms),X,Y,Z', ...lines].join('\n');

for (const { name, text, unit = 'g' } of [
  { name: 'names and commas', text: named(still.map(plain)) },
  { name: 'no names', text: still.map(plain).join('\n') },
  {
    name: 'lines of Windows, and an empty one here and there',
    text: `${named(still.map(plain)).replaceAll('\n', '\r\n\r\n')}\r\n`,
  },
  { name: 'lines of old', text: named(still.map(plain)).replaceAll('\n', '\r') },
  { name: 'semicolons', text: named(still.map(plain)).replaceAll(',', ';') },
  { name: 'tabs without names', text: still.map(plain).join('\n').replaceAll(',', '\t') },
  { name: 'spaces', text: still.map(plain).join('\n').replaceAll(',', '  ') },
  { name: 'quotes', text: still.map((row) => plain(row).replace(/[^,]+/g, '"$&"')).join('\n') },
  {
    name: 'another order, with names',
    text: [
      '"acc_z [g]","acc_x [g]",label,"acc_y [g]",timestamp',
      ...still.map(({ time, x, y, z }) => `${z},${x},walk,${y},${time}`),
    ].join('\n'),
  },
  {
    name: 'time last, without names',
    text: still.map(({ time, x, y, z }) => `${x},${y},${z},${time}`).join('\n'),
  },
  {
    name: 'seconds',
    text: still.map((row) => plain({ ...row, time: row.time / 1_000 })).join('\n'),
  },
  {
    name: 'microseconds',
    text: still.map((row) => plain({ ...row, time: row.time * 1_000 })).join('\n'),
  },
  {
    name: 'nanoseconds',
    text: still.map((row) => plain({ ...row, time: row.time * 1_000_000 })).join('\n'),
  },
  { name: 'm/s²', text: scaled(9.80665), unit: 'm/s²' },
  { name: 'thousandths of g', text: scaled(1_000), unit: 'thousandths of g' },
  { name: 'counts', text: scaled(8_192), unit: 'counts, 8192 to g' },
  { name: 'unheard-of counts', text: scaled(200), unit: 'counts, about 203 to g' },
] as const) {
  test(`reads ${name}`, () => {
    const { readings, unit: found, skipped } = readRecording(text);
    equal(found, unit);
    equal(skipped, 0);
    equal(readings.length, still.length);
    const first = readings[0];
    ok(first);
    ok(Math.abs(first.timeMs - 85) < 0.001, `began at ${first.timeMs}`);
    const last = readings.at(-1);
    ok(Math.abs((last?.timeMs ?? 0) - (85 + 19 * 80)) < 0.001);
    // Counts of an unknown kind take what rests for one g.
    const tolerance = unit.includes('about') ? 0.2 : 0.001;
    deepEqual(
      [first.x / 9.80665 - 0.1, first.y / 9.80665 + 0.2, first.z / 9.80665 - 0.97].filter(
        (difference) => Math.abs(difference) > tolerance,
      ),
      [],
    );
  });
}

function scaled(factor: number): string {
  return named(
    still.map(({ time, x, y, z }) => plain({ time, x: x * factor, y: y * factor, z: z * factor })),
  );
}

for (const { name, text, unit, skipped } of [
  { name: 'nothing', text: '', unit: 'no columns of time, x, y and z', skipped: 0 },
  { name: 'names alone', text: 'Time (ms),X,Y,Z\n', unit: 'no readings', skipped: 0 },
  {
    name: 'prose',
    text: 'Dear diary\nI walked.\n',
    unit: 'no columns of time, x, y and z',
    skipped: 1,
  },
  {
    name: 'three columns',
    text: '1,2,3\n2,3,1\n',
    unit: 'no columns of time, x, y and z',
    skipped: 2,
  },
]) {
  test(`finds no readings in ${name}, and says so`, () => {
    deepEqual(readRecording(text), { readings: [], unit, skipped });
  });
}

test('passes over lines that are cut off, and counts them', () => {
  const lines = still.map(plain);
  const { readings, skipped } = readRecording(
    named([...lines, '1685,0.1', 'NaN,1,2,3', '1700,,,']),
  );
  deepEqual([readings.length, skipped], [20, 3]);
});

test('takes one reading for what it is', () => {
  const { readings, unit } = readRecording('5,0,0,9.8');
  deepEqual([readings.length, unit], [0, 'no columns of time, x, y and z']);
  equal(readRecording('t,x,y,z\n5,0,0,9.8').readings[0]?.timeMs, 5);
});
