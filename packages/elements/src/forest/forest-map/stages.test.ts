import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { dayOfYear, stageColours, standingStates } from './stages.ts';

const dayMs = 86_400_000;
const noon = Date.UTC(2026, 10, 26, 12);

const days: readonly [year: number, day: string][] = [
  [1_969, '1969-12-31'],
  [1_970, '1970-12-31'],
  [2_024, '2024-12-31'],
  [2_025, '2025-12-31'],
  [2_026, '2026-11-26'],
  [2_027, '2026-11-26'],
  [9_999, '2026-11-26'],
];

for (const [year, day] of days) {
  test(`draws the forest of ${year} as on ${day}`, () => {
    equal(dayOfYear(year, noon), Date.parse(day) / dayMs);
  });
}

test('is the same day from its first moment to its last', () => {
  const midnight = Date.UTC(2026, 10, 26);
  const moments = [midnight, noon, midnight + dayMs - 1];
  deepEqual(
    moments.map((moment) => dayOfYear(2_026, moment)),
    moments.map(() => midnight / dayMs),
  );
  equal(dayOfYear(2_026, midnight + dayMs), midnight / dayMs + 1);
});

test('numbers the stages as tiles do, and gives each a colour that CSS takes', () => {
  deepEqual(standingStates, ['planned', 'planted', 'established', 'grown']);
  for (const colour of Object.values(stageColours)) equal(CSS.supports('color', colour), true);
});

test('draws what no longer stands in one colour, which none that stands has', () => {
  equal(stageColours.lost, stageColours.replaced);
  equal(
    standingStates.some((state) => stageColours[state] === stageColours.lost),
    false,
  );
});
