import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { dayInZone, dayOf, dayText, readDay } from './calendar.ts';

test('numbers the days that the calendar has, and no others', () => {
  const cases: readonly (readonly [text: string, day: number | null])[] = [
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['2024-02-29', 19_782],
    ['2023-02-29', null],
    ['2024-13-01', null],
    ['2024-00-10', null],
    ['2024-04-31', null],
    ['2024-04-00', null],
    ['1969-12-31', null],
    ['2024-4-1', null],
    ['2024-04-01T00:00', null],
    ['', null],
  ];
  for (const [text, day] of cases) {
    equal(readDay(text), day, text);
    if (day !== null) equal(dayText(day), text);
  }
  equal(dayOf(99, 1, 1), null);
});

test('tells the day of an instant where the challenge is', () => {
  const at = Date.UTC(2024, 4, 1, 16);
  const days: readonly (readonly [zone: string, day: string])[] = [
    ['UTC', '2024-05-01'],
    ['Asia/Shanghai', '2024-05-02'],
    ['Asia/Kathmandu', '2024-05-01'],
    ['Pacific/Kiritimati', '2024-05-02'],
    ['America/Los_Angeles', '2024-05-01'],
  ];
  for (const [zone, day] of days) equal(dayText(dayInZone(zone)(at)), day, zone);
});

test('knows days of 23 and of 25 hours', () => {
  const dayOfInstant = dayInZone('America/New_York');
  const hours = (from: number, count: number) =>
    Array.from({ length: count }, (_, hour) => dayText(dayOfInstant(from + hour * 3_600_000)));
  const march = hours(Date.UTC(2024, 2, 10, 5), 24);
  deepEqual([march.filter((day) => day === '2024-03-10').length, march.at(-1)], [23, '2024-03-11']);
  const november = hours(Date.UTC(2024, 10, 3, 4), 26);
  deepEqual(
    [november.filter((day) => day === '2024-11-03').length, november.at(-1)],
    [25, '2024-11-04'],
  );
});
