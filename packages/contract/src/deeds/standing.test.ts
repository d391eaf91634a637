import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  type Challenge,
  challengeExample,
  closedChallengeExample,
  type UpdateChallenge,
} from './challenge.ts';
import { createFundingExample } from './funding.ts';
import {
  type ChallengeMoney,
  challengeLeft,
  challengeLeftOn,
  challengeStateOf,
  isChallengeOver,
  leftGoesTo,
  refuseAccepting,
  refuseChallenge,
  refuseChallengeChange,
  refuseClosing,
  refuseFunding,
} from './standing.ts';

const days = { startsOn: '2026-11-01', endsOn: '2026-11-30' };
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

const states: readonly [today: string, paused: boolean, state: string][] = [
  ['2026-10-31', false, 'upcoming'],
  ['2026-10-31', true, 'paused'],
  ['2026-11-01', false, 'open'],
  ['2026-11-30', false, 'open'],
  ['2026-11-30', true, 'paused'],
  ['2026-12-01', false, 'ended'],
  // Deeds of its last days would still be taken.
  ['2026-12-01', true, 'paused'],
  ['2026-12-02', true, 'paused'],
  ['2026-12-03', true, 'ended'],
];

for (const [today, paused, state] of states) {
  test(`is ${state} on ${today}${paused ? ' when it is paused' : ''}`, () => {
    assert.equal(challengeStateOf({ ...days, paused }, today), state);
  });
}

test('is over on the third day after its last', () => {
  const over = ['2026-11-30', '2026-12-02', '2026-12-03'].map((day) => isChallengeOver(days, day));
  assert.deepEqual(over, [false, false, true]);
});

const money: ChallengeMoney = {
  funded: 1_000,
  given: 400,
  passedOn: null,
  slice: 250,
  givenThatDay: 100,
};

const lefts: readonly [
  what: string,
  changes: Partial<ChallengeMoney>,
  left: number,
  day: number,
][] = [
  ['what a day may still give', {}, 600, 150],
  ['all of it where days have no slice', { slice: null }, 600, 600],
  ['no more of a day than there is', { given: 900 }, 100, 100],
  ['nothing of a day that gave its slice', { givenThatDay: 250 }, 600, 0],
  ['nothing once it is used up', { given: 1_000 }, 0, 0],
  ['nothing once the rest was passed on', { passedOn: 600 }, 0, 0],
  ['nothing where nothing came', { funded: 0, given: 0, givenThatDay: 0 }, 0, 0],
];

for (const [what, changes, left, ofDay] of lefts) {
  test(`has left ${what}`, () => {
    const now = { ...money, ...changes };
    assert.deepEqual([challengeLeft(now), challengeLeftOn('2026-11-23', days, now)], [left, ofDay]);
  });
}

test('has nothing left of a day before its first or after its last', () => {
  for (const day of ['2026-10-31', '2026-12-01']) {
    assert.equal(challengeLeftOn(day, days, money), 0);
  }
});

test('has never less than nothing left, and never more of a day than in all', () => {
  const amounts = fc.record({
    funded: fc.nat(10_000),
    share: fc.float({ min: 0, max: 1, noNaN: true }),
    slice: fc.option(fc.nat(10_000)),
    ofDay: fc.float({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(amounts, ({ funded, share, slice, ofDay }) => {
      const given = Math.floor(funded * share);
      const givenThatDay = Math.floor(Math.min(given, slice ?? given) * ofDay);
      const now = { funded, given, passedOn: null, slice, givenThatDay };
      const [left, today] = [challengeLeft(now), challengeLeftOn('2026-11-23', days, now)];
      assert.ok(today >= 0 && today <= left && left <= funded);
    }),
  );
});

test('promises nothing to a project that is closed, or in another currency than its own', () => {
  const open = { isOpen: true, currency: 'CNY' };
  assert.equal(refuseChallenge(challengeExample, open), null);
  const closed = refuseChallenge(challengeExample, { ...open, isOpen: false });
  assert.deepEqual([closed?.code, closed?.fields[0]?.field], ['project_closed', 'projectId']);
  const dollars = refuseChallenge(challengeExample, { ...open, currency: 'USD' });
  assert.equal(dollars?.code, 'currency_mismatch');
  assert.deepEqual(dollars?.fields, [
    { field: 'budget.currency', message: "is not USD, the project's currency" },
  ]);
});

const funded: Challenge = {
  ...challengeExample,
  totals: { ...challengeExample.totals, funded: yuan(3_000_000), today: '2026-11-23' },
};

const changes: readonly [
  what: string,
  change: UpdateChallenge,
  code: string | null,
  field?: string,
][] = [
  ['another name', { names: { en: 'Another' } }, null],
  ['a pause', { paused: true }, null],
  ['a budget of what has come', { budget: yuan(3_000_000) }, null],
  [
    'a budget below what has come',
    { budget: yuan(2_999_999) },
    'challenge_change_refused',
    'budget.amount',
  ],
  [
    'a budget in another currency',
    { budget: { amount: 9_000_000, currency: 'USD' } },
    'currency_mismatch',
    'budget.currency',
  ],
  ['days without a slice', { dailyBudget: null }, null],
  [
    'a slice in another currency',
    { dailyBudget: { amount: 1, currency: 'USD' } },
    'currency_mismatch',
    'dailyBudget.currency',
  ],
  ['an end today', { endsOn: '2026-11-23' }, null],
  ['an end of yesterday', { endsOn: '2026-11-22' }, 'challenge_change_refused', 'endsOn'],
  ['an end before it began', { endsOn: '2026-10-31' }, 'challenge_change_refused', 'endsOn'],
  ['the longest time', { endsOn: '2028-10-31' }, null],
  ['a day more than that', { endsOn: '2028-11-01' }, 'challenge_change_refused', 'endsOn'],
];

for (const [what, change, code, field] of changes) {
  test(`${code === null ? 'takes' : 'refuses'} ${what}`, () => {
    const refusal = refuseChallengeChange(funded, change);
    assert.equal(refusal?.code ?? null, code);
    assert.equal(refusal?.fields[0]?.field, field);
  });
}

test('names all that is wrong with a change at once', () => {
  const change = { budget: yuan(1), endsOn: '2026-11-22' };
  const fields = refuseChallengeChange(funded, change)?.fields.map(({ field }) => field);
  assert.deepEqual(fields, ['budget.amount', 'endsOn']);
});

test('says the last day again, although it is over', () => {
  const ended = { ...funded, totals: { ...funded.totals, today: '2026-12-02' } };
  const again = { endsOn: ended.endsOn, paused: true };
  assert.equal(refuseChallengeChange(ended, again), null);
  assert.equal(refuseChallengeChange(ended, { endsOn: '2026-12-05' }), null);
});

test('changes nothing once it is closed', () => {
  assert.equal(
    refuseChallengeChange(closedChallengeExample, { paused: true })?.code,
    'challenge_closed',
  );
  const refusal = refuseFunding(closedChallengeExample, createFundingExample, Date.now());
  assert.equal(refusal?.code, 'challenge_closed');
});

const nowMs = Date.parse('2026-11-23T11:00:00Z');

test('takes money up to what was promised, in its currency, of a day that has begun somewhere', () => {
  const come = (amount: number, receivedOn = '2026-11-23') =>
    refuseFunding(funded, { ...createFundingExample, amount: yuan(amount), receivedOn }, nowMs);
  assert.equal(come(2_000_000), null);
  assert.equal(come(1, '2026-11-24'), null);
  assert.equal(come(2_000_001)?.code, 'funding_too_large');
  assert.match(come(2_000_001)?.fields[0]?.message ?? '', /^is above 2000000, /);
  assert.deepEqual(come(1, '2026-11-25')?.fields[0]?.field, 'receivedOn');
  const dollars = { ...createFundingExample, amount: { amount: 1, currency: 'USD' } };
  assert.equal(refuseFunding(funded, dollars, nowMs)?.code, 'currency_mismatch');
});

test('passes on what is left once no deeds can come, to whom it was said', () => {
  const on = (today: string) =>
    refuseClosing({ ...funded, totals: { ...funded.totals, today } }, 0, false)?.code ?? null;
  assert.deepEqual([on('2026-12-02'), on('2026-12-03')], ['challenge_not_over', null]);
  assert.equal(leftGoesTo({ dependsOnDeeds: true }), 'sponsor');
  assert.equal(leftGoesTo({ dependsOnDeeds: false }), 'project');
});

const acceptings: readonly [day: string, today: string, closed: boolean, code: string | null][] = [
  ['2026-11-01', '2026-11-01', false, null],
  ['2026-11-30', '2026-12-20', false, null],
  ['2026-11-30', '2026-12-20', true, 'challenge_closed'],
  ['2026-10-31', '2026-11-05', false, 'deed_day_outside'],
  ['2026-12-01', '2026-12-01', false, 'deed_day_outside'],
  ['2026-11-06', '2026-11-05', false, 'deed_day_outside'],
];

for (const [day, today, closed, code] of acceptings) {
  const when = `on ${today}${closed ? ', once it is closed' : ''}`;
  test(`says ${code ?? 'nothing'} to accepting a deed of ${day} ${when}`, () => {
    assert.equal(refuseAccepting({ ...days, closed }, day, today), code);
  });
}

test('passes nothing on while deeds wait for a decision, unless they may come to nothing', () => {
  const over = { ...funded, totals: { ...funded.totals, today: '2026-12-03' } };
  const messages = [1, 2].map((count) => refuseClosing(over, count, false)?.fields);
  assert.deepEqual(messages, [
    [{ field: 'forfeitUndecided', message: 'is not true, and 1 deed waits for a decision' }],
    [{ field: 'forfeitUndecided', message: 'is not true, and 2 deeds wait for a decision' }],
  ]);
  assert.equal(refuseClosing(over, 1, false)?.code, 'deeds_undecided');
  assert.equal(refuseClosing(over, 2, true), null);
  const early = { ...funded, totals: { ...funded.totals, today: '2026-12-02' } };
  assert.equal(refuseClosing(early, 2, true)?.code, 'challenge_not_over');
});
