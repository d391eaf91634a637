import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type Challenge, challengeExample } from '@kindcart/contract';
import { isOfAnotherDay } from './day-keeper.ts';

/** The last moment of a day in the example's time zone, which ends at 16:00. */
const lastMs = Date.parse('2026-11-23T15:59:59.999Z');
const nextMs = lastMs + 1;

/** The example is told on 2026-11-23. */
const rules: readonly [what: string, change: Partial<Challenge>, nowMs: number, is: boolean][] = [
  ['told on the same day', {}, lastMs, false],
  ['told on the day before', {}, nextMs, true],
  ['told on a later day, by a clock that is behind', {}, lastMs - 24 * 60 * 60_000, true],
  ['that has ended, whenever it was told', { state: 'ended' }, nextMs, false],
  ['still called open after its last day', { endsOn: '2026-11-22' }, lastMs, true],
  [
    'still called upcoming on its first day',
    { state: 'upcoming', startsOn: '2026-11-23' },
    lastMs,
    true,
  ],
  [
    'called upcoming before its first day',
    { state: 'upcoming', startsOn: '2026-11-24' },
    lastMs,
    false,
  ],
];

for (const [what, change, nowMs, is] of rules) {
  test(`asks ${is ? 'again' : 'no more'} for a challenge ${what}`, () => {
    equal(isOfAnotherDay({ ...challengeExample, ...change }, nowMs), is);
  });
}
