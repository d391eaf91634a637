import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, pauseEnds } from './dates.ts';

const nowMs = Date.parse('2026-11-23T08:00:00Z');

const cases = [
  ['month', '2026-12-23T08:00:00.000Z', ['2027-01-23', '2027-03-23', '2027-06-23']],
  ['month', '2027-01-31T08:00:00.000Z', ['2027-02-28', '2027-04-30', '2027-07-31']],
  ['year', '2028-02-29T08:00:00.000Z', ['2029-02-28', '2030-02-28']],
  ['month', null, ['2026-12-23', '2027-02-23', '2027-05-23']],
] as const;

for (const [interval, nextChargeAt, days] of cases) {
  test(`lets a gift of each ${interval} pause from ${nextChargeAt}`, () => {
    const ends = pauseEnds({ interval, nextChargeAt }, nowMs);
    deepEqual(
      ends.map((end) => end.slice(0, 10)),
      days,
    );
  });
}

test('writes a day as it is in UTC, by which charges fall due', () => {
  equal(dayOf('2026-12-23T23:30:00.000Z', 'en-GB'), '23 December 2026');
  equal(dayOf('2026-12-23T00:30:00.000Z', 'zh-CN'), '2026年12月23日');
});
