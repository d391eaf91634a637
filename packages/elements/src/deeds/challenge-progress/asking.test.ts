import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { askPauseMs } from './asking.ts';

test('asks first at a moment by chance, and then ever more rarely, up to once an hour', () => {
  deepEqual([askPauseMs(0, 0), askPauseMs(0, 0.5), askPauseMs(0, 1)], [2_000, 11_000, 20_000]);
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 99].map((asked) => askPauseMs(asked, 0.5) / 60_000);
  deepEqual(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
});
