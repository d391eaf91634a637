import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { restOfDayMs } from './day-turn.ts';

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
