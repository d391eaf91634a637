import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { challengeExample, type ParticipantDay, participantDayExample } from '@kindcart/contract';
import { history as words } from '../../locales/history.en.ts';
import { dayInWords, togetherInWords } from './day.ts';

const saying = { words, locale: 'en' };
const yuan = (amount: number) => ({ amount, currency: 'CNY' });
type Told = ParticipantDay['sources'][number];
const told = (change: Partial<Told> = {}): Told => ({
  ...{ source: 'motion', quantity: 12_480, state: 'counted', reason: null },
  ...change,
});
const day = (change: Partial<ParticipantDay> = {}): ParticipantDay => ({
  ...participantDayExample,
  sources: [told()],
  ...change,
});
const said = (change: Partial<ParticipantDay> = {}) =>
  dayInWords(day(change), challengeExample, saying);

test('says of a plain day what counted and what it gave, and nothing else', () => {
  deepEqual(said(), {
    day: 'Nov 23, 2026',
    steps: '12,480 steps',
    given: 'gave CN¥1.24',
    notes: [],
  });
});

test('says who told what where there are several', () => {
  deepEqual(said({ sources: [told(), told({ source: 'import', quantity: 11_902 })] }).notes, [
    'Counted on this page: 12,480 steps',
    'From a file: 11,902 steps',
  ]);
});

for (const limitedBy of ['person_cap', 'source_cap', 'daily_budget', 'budget'] as const) {
  test(`says that a day was limited by ${limitedBy}`, () => {
    deepEqual(said({ limitedBy }).notes, [words.history.limits[limitedBy]]);
  });
}

test('says how many steps a day needs that had fewer, and how many it had', () => {
  const few = said({ counted: 0, given: yuan(0), sources: [told({ quantity: 640 })] });
  deepEqual(few, {
    day: 'Nov 23, 2026',
    steps: '640 steps',
    given: undefined,
    notes: ['A day gives from 1,000 steps on.'],
  });
});

const looks: readonly [told: Partial<Told>, notes: string[]][] = [
  [
    { state: 'under_review', reason: 'cadence' },
    [words.history.underReview, 'More steps than fit into the time.'],
  ],
  [{ state: 'refused', reason: null }, ['The charity did not accept this.']],
];

for (const [change, becomes] of looks) {
  test(`says of a day that is ${change.state} what becomes of it`, () => {
    const { steps, given, notes } = said({ counted: 0, given: yuan(0), sources: [told(change)] });
    deepEqual([steps, given], ['0 steps', undefined]);
    deepEqual(notes, ['Counted on this page: 12,480 steps', ...becomes]);
  });
}

test('adds up what counted and was given', () => {
  equal(
    togetherInWords([day(), day({ counted: 20, given: yuan(1) })], saying),
    'CN¥1.25 for 12,500 steps',
  );
});

test('adds up nothing where nothing counts', () => {
  equal(togetherInWords([], saying), undefined);
  equal(togetherInWords([day({ counted: 0, given: yuan(0) })], saying), undefined);
});
