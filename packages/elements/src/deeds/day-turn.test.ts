import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { askPauseMs, restOfDayMs } from './day-turn.ts';

test('knows how long the day still lasts there, also when the clocks change', () => {
  const rests = [
    ['Asia/Shanghai', '2026-11-23T15:59:59.999Z', 1],
    ['Asia/Shanghai', '2026-11-23T16:00:00Z', 86_400_000],
    ['Europe/Berlin', '2026-10-24T22:00:00Z', 90_000_000],
  ] as const;
  for (const [timeZone, now, restMs] of rests) {
    equal(restOfDayMs(Date.parse(now), timeZone), restMs);
  }
});

test('asks first at a moment by chance, and then ever more rarely, up to once an hour', () => {
  deepEqual([askPauseMs(0, 0), askPauseMs(0, 0.5), askPauseMs(0, 1)], [2_000, 11_000, 20_000]);
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 99].map((asked) => askPauseMs(asked, 0.5) / 60_000);
  deepEqual(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
});
