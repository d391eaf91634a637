import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type Challenge, challengeExample } from '@kindcart/contract';
import { challenge as words } from '../../locales/challenge.en.ts';
import { standingOf } from './standing.ts';

const { totals } = challengeExample;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });
/** Noon of the day that the example counts as today, in its time zone. */
const noonMs = Date.parse('2026-11-23T04:00:00Z');

const standing = (change: Partial<Challenge> = {}, nowMs = noonMs) =>
  standingOf({ ...challengeExample, ...change }, { words, locale: 'en', nowMs });

test('says what steps are worth, what they gave, and how many people took them', () => {
  const { rate, given, by, ofBudget } = standing();
  deepEqual(
    [rate, given, by, ofBudget],
    [
      'CN¥1 for every 10,000 steps',
      'CN¥12,074.10',
      '121,480,000 steps by 1,204 people',
      'CN¥12,074.10 of CN¥50,000',
    ],
  );
});

const shares: readonly [given: number, budget: number, permille: number][] = [
  [0, 1, 0],
  [1, 3, 333],
  [999_999, 1_000_000, 999],
  [5, 5, 1_000],
  [Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER, 999],
];

for (const [given, budget, permille] of shares) {
  test(`fills its bar by ${permille} thousandths for ${given} of ${budget}`, () => {
    const { permille: filled } = standing({
      budget: yuan(budget),
      totals: { ...totals, given: yuan(given) },
    });
    equal(filled, permille);
  });
}

const lefts: readonly [
  what: string,
  change: Partial<Challenge>,
  nowMs: number,
  left: [label: string, amount: string][],
][] = [
  [
    'today and in all',
    {},
    noonMs,
    [
      ['Left today', 'CN¥1,432.60'],
      ['Left in all', 'CN¥37,925.90'],
    ],
  ],
  [
    'in all, without a budget for each day',
    { dailyBudget: null },
    noonMs,
    [['Left in all', 'CN¥37,925.90']],
  ],
  ['in all, before it has begun', { state: 'upcoming' }, noonMs, [['Left in all', 'CN¥37,925.90']]],
  ['nowhere, once it is over', { state: 'ended' }, noonMs, []],
  [
    'on another day, where the numbers are from before midnight there',
    {},
    Date.parse('2026-11-23T16:00:00Z'),
    [
      ['Left on Nov 23, 2026', 'CN¥1,432.60'],
      ['Left in all', 'CN¥37,925.90'],
    ],
  ],
];

for (const [what, change, nowMs, left] of lefts) {
  test(`says what is left ${what}`, () => deepEqual(standing(change, nowMs).left, left));
}

const times: readonly [nowMs: string, state: Challenge['state'], rest: string | undefined][] = [
  ['2026-11-23T15:59:59Z', 'open', '7 more days'],
  ['2026-11-23T16:00:00Z', 'open', '6 more days'],
  ['2026-11-29T04:00:00Z', 'paused', '1 more day'],
  ['2026-11-30T04:00:00Z', 'open', 'Today is the last day'],
  ['2026-12-01T04:00:00Z', 'open', undefined],
  ['2026-10-20T04:00:00Z', 'upcoming', undefined],
  ['2026-12-01T04:00:00Z', 'ended', undefined],
];

for (const [now, state, rest] of times) {
  test(`counts days in the challenge's own time zone: ${rest ?? 'none'} at ${now}, ${state}`, () => {
    const all = 'Nov 1, 2026 to Nov 30, 2026';
    const said = rest === undefined ? [all] : [all, rest];
    deepEqual(standing({ state }, Date.parse(now)).days, said);
  });
}

const none = { left: yuan(0), leftToday: yuan(0) };
const gone = { ...totals, ...none, given: challengeExample.budget };
const comeGone = { ...totals, ...none, funded: totals.given };
const notices: readonly [change: Partial<Challenge>, notice: string | undefined][] = [
  [{}, undefined],
  [{ state: 'upcoming' }, 'Begins on Nov 1, 2026.'],
  [{ state: 'ended', totals: gone }, 'Ended on Nov 30, 2026.'],
  [{ state: 'paused' }, words.challenge.paused],
  [{ state: 'paused', totals: gone }, words.challenge.usedUp],
  [{ totals: gone }, words.challenge.usedUp],
  [{ totals: comeGone }, words.challenge.allComeGiven],
  [{ state: 'paused', totals: comeGone }, words.challenge.paused],
  [{ totals: { ...totals, leftToday: yuan(0) } }, words.challenge.usedUpToday],
  [{ totals: { ...gone, funded: yuan(0), given: yuan(0) } }, words.challenge.nothingCome],
];

test('does not say of a new day that its share is used up, before the totals are of it', () => {
  const nextMs = Date.parse('2026-11-23T16:00:00Z');
  equal(standing({ totals: { ...totals, leftToday: yuan(0) } }, nextMs).notice, undefined);
});

for (const [change, notice] of notices) {
  test(`says first of one that is so: ${notice ?? 'nothing'}`, () => {
    equal(standing(change).notice, notice);
  });
}

/** The next day where the challenge is, and still the one before by universal time. */
const at = '2026-12-02T16:30:00.000Z';
const rest = yuan(100);
const honest: readonly [change: Partial<Challenge>, said: string[]][] = [
  [{}, [words.challenge.allToProject]],
  [{ dependsOnDeeds: true }, [words.challenge.backToSponsor]],
  [
    { totals: { ...totals, funded: yuan(2_000_000) } },
    [words.challenge.come('CN¥20,000', 'CN¥50,000'), words.challenge.allToProject],
  ],
  [{ totals: { ...gone, funded: yuan(0) } }, [words.challenge.allToProject]],
  [
    { state: 'ended', closed: { at, to: 'project', amount: rest } },
    [words.challenge.allToProject, 'CN¥1 was left and went to the project on Dec 3, 2026.'],
  ],
  [
    { state: 'ended', dependsOnDeeds: true, closed: { at, to: 'sponsor', amount: rest } },
    [words.challenge.backToSponsor, 'CN¥1 was left and went back to the sponsor on Dec 3, 2026.'],
  ],
  [
    { state: 'ended', closed: { at, to: 'project', amount: yuan(0) } },
    [words.challenge.allToProject],
  ],
];

for (const [change, said] of honest) {
  test(`says of the sponsor's money: ${said.join(' ')}`, () => {
    deepEqual(standing(change).honesty, said);
  });
}
