import assert from 'node:assert/strict';
import { test } from 'node:test';
import { challengeExample, deedExample, type Source } from '@kindcart/contract';
import {
  emptyRecord,
  leftOut,
  type ParticipantRecord,
  withCounted,
  withGiven,
  withLeft,
} from './record.ts';

const { id: challengeId } = challengeExample;
const totalOf = (quantity: number, source: Source = 'declared') => ({
  ...{ challengeId, day: '2026-11-23', source, quantity },
});

/** A record of a device that told a total, and what the platform made of it. */
function told(
  quantity: number,
  state: 'counted' | 'under_review' | 'refused',
  source: Source = 'declared',
): ParticipantRecord {
  const total = totalOf(quantity, source);
  const deed = { ...deedExample, state };
  return { ...emptyRecord, counted: [total], told: [{ ...total, deed, refused: null }] };
}

for (const state of ['under_review', 'refused'] as const) {
  test(`tells a smaller total of a day whose last one is ${state}: a slip of the finger`, () => {
    const { counted, waiting } = withGiven(told(842_000, state), [totalOf(8_420)]);
    assert.deepEqual([counted, waiting], [[totalOf(8_420)], [totalOf(8_420)]]);
  });
}

test('tells no smaller total of a day that counts', () => {
  assert.deepEqual(withGiven(told(8_420, 'counted'), [totalOf(842)]).waiting, []);
});

test('tells the same total once, whatever became of it', () => {
  assert.deepEqual(withGiven(told(842_000, 'under_review'), [totalOf(842_000)]).waiting, []);
});

test('corrects nothing that was counted step by step', () => {
  const record = told(9_000, 'under_review', 'motion');
  assert.deepEqual(withGiven(record, [totalOf(8_000, 'motion')]).waiting, []);
});

const leftOutCases: readonly [string, ParticipantRecord, quantity: number, boolean][] = [
  ['nothing of a day that nobody told', emptyRecord, 8_000, false],
  ['nothing of a day that has more now', told(8_000, 'counted'), 9_000, false],
  ['a day that was told', told(8_000, 'counted'), 8_000, true],
  ['a day that has less now', told(8_000, 'counted'), 7_000, true],
  [
    'a day that was told in a name that the device left',
    withLeft(told(8_000, 'counted')),
    9_000,
    true,
  ],
  ['a day that waits to be told', withGiven(emptyRecord, [totalOf(8_000)]), 8_000, true],
];
for (const [what, before, quantity, isLeftOut] of leftOutCases) {
  test(`leaves out ${what}`, () => {
    const totals = [totalOf(quantity)];
    const expected = isLeftOut ? totals : [];
    assert.deepEqual(leftOut(before, withGiven(before, totals), totals), expected);
  });
}

test('leaves out a part, where the device counted on in another name', () => {
  const left = withLeft(told(8_000, 'counted', 'motion'));
  const before = withCounted(left, totalOf(500, 'motion'));
  const [all, rest] = [totalOf(8_500, 'motion'), totalOf(500, 'motion')];
  const after = withGiven(before, [all]);
  assert.deepEqual(after.waiting, [rest]);
  assert.deepEqual(leftOut(before, after, [all]), [all]);
});
