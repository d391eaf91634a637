import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import { wordsFor } from '../../pages/language.ts';
import { figuresOf } from './figures.ts';

const en = wordsFor({ asked: 'en', header: undefined });
const now = Date.parse('2026-11-23T08:00:00.000Z');
const at = (closesAt: string | null, raised = 4_827_650) =>
  figuresOf(
    {
      ...projectExample,
      closesAt,
      totals: { ...projectExample.totals, raised: { amount: raised, currency: 'CNY' } },
    },
    en,
    now,
  );

test('says what was raised, of which goal, and by how many', () => {
  const figures = at(null);
  assert.equal(figures.raised, 'CN¥48,276.50');
  assert.equal(figures.goal, 'CN¥120,000');
  assert.equal(figures.permille, 402);
  assert.equal(figures.percent, '40%');
  assert.equal(figures.donations, '391 gifts');
  assert.equal(figures.sentence, '40%: CN¥48,276.50 raised of CN¥120,000');
  assert.equal(figures.time, undefined);
});

const ends: readonly [closesAt: string, time: string][] = [
  ['2026-11-23T23:59:00.000Z', 'Ends today'],
  ['2026-11-24T00:01:00.000Z', '1 day left'],
  ['2026-12-03T00:00:00.000Z', '10 days left'],
  ['2027-06-30T16:00:00.000Z', 'until Jun 30, 2027'],
];

for (const [closesAt, time] of ends) {
  test(`says "${time}" of an end at ${closesAt}`, () => {
    assert.equal(at(closesAt).time, time);
  });
}

test('says that a closed project has ended', () => {
  assert.equal(figuresOf({ ...projectExample, state: 'closed' }, en, now).time, 'Ended');
});

test('is full only when the goal is reached, and never fuller', () => {
  assert.deepEqual([at(null, 11_999_999).permille, at(null, 11_999_999).reached], [999, false]);
  assert.deepEqual([at(null, 12_000_000).permille, at(null, 12_000_000).reached], [1000, true]);
  assert.deepEqual([at(null, 36_000_000).permille, at(null, 36_000_000).percent], [1000, '300%']);
});

test('has no bar without a goal', () => {
  const figures = figuresOf({ ...projectExample, goal: null }, en, now);
  assert.deepEqual(
    [figures.goal, figures.permille, figures.percent],
    [undefined, undefined, undefined],
  );
  assert.equal(figures.sentence, 'CN¥48,276.50 raised');
});
