import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../internal/testing/stage.ts';
import { climb, climbed, climbMs } from './climb.ts';

test('begins at the old number, ends at the new one, and never leaves the room between', () => {
  for (const [from, to] of [
    [0, 12_408],
    [12_408, 12_400],
    [7, 7],
  ] as const) {
    equal(climbed(from, to, 0), from);
    equal(climbed(from, to, climbMs), to);
    equal(climbed(from, to, 10 * climbMs), to);
    equal(climbed(from, to, -1), from);
    const steps = Array.from({ length: 50 }, (_, at) => climbed(from, to, (at * climbMs) / 49));
    const sorted = steps.toSorted((a, b) => (to < from ? b - a : a - b));
    deepEqual(steps, sorted);
    ok(steps.every((step) => Number.isInteger(step)));
  }
});

test('draws the new number at last', async () => {
  const drawn: number[] = [];
  climb(3, 40, (shown) => drawn.push(shown));
  await until(() => drawn.at(-1) === 40, 'the new number');
  deepEqual(
    drawn,
    drawn.toSorted((a, b) => a - b),
  );
});
