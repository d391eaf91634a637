import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Challenge,
  challengeExample,
  type ParticipantDay,
  participantDayExample,
  type Source,
} from '@kindcart/contract';
import { conditionOf, countedOf, openDays, standingOf, todayOf, worthOfSteps } from './standing.ts';

const day = '2026-11-23';
const { totals } = challengeExample;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });
/** Half of the budget has come, and all of that is given. */
const partly = { ...totals, funded: yuan(2_500_000), given: yuan(2_500_000), left: yuan(0) };
const none = { counted: [], told: [], sending: [], waiting: [] };

const conditions: readonly [string, Partial<Challenge>, string, string][] = [
  ['open on its days', {}, day, 'open'],
  ['open on its last day', {}, '2026-11-30', 'open'],
  ['late once its last day is over, whatever it said before', {}, '2026-12-01', 'late'],
  ['late for two days', { state: 'ended' }, '2026-12-02', 'late'],
  ['ended after that', { state: 'ended' }, '2026-12-03', 'ended'],
  [
    'ended at once when it is closed',
    { state: 'ended', closed: { at: totals.asOf, to: 'project', amount: yuan(1) } },
    '2026-12-01',
    'ended',
  ],
  ['upcoming', { state: 'upcoming' }, '2026-10-31', 'upcoming'],
  [
    'open once its first day has begun, whatever it said before',
    { state: 'upcoming' },
    '2026-11-01',
    'open',
  ],
  ['paused', { state: 'paused' }, day, 'paused'],
  [
    'paused also while its last days could still be given',
    { state: 'paused' },
    '2026-12-01',
    'paused',
  ],
  ['ended once they could not, though it was paused', { state: 'paused' }, '2026-12-03', 'ended'],
  ['unfunded', { totals: { ...totals, funded: yuan(0), left: yuan(0) } }, day, 'unfunded'],
  ['awaiting more once what has come of its budget is given', { totals: partly }, day, 'awaiting'],
  [
    'open while some of what has come is left',
    { totals: { ...partly, left: yuan(1) } },
    day,
    'open',
  ],
  ['ended once it is over and no more has come', { totals: partly }, '2026-12-01', 'ended'],
  ['used up', { totals: { ...totals, left: yuan(0), leftToday: yuan(0) } }, day, 'used_up'],
  ['closed for the day', { totals: { ...totals, leftToday: yuan(0) } }, day, 'day_closed'],
  [
    'open again on the next day, before the totals say so',
    { totals: { ...totals, leftToday: yuan(0) } },
    '2026-11-24',
    'open',
  ],
];
for (const [what, changes, today, expected] of conditions) {
  test(`a challenge is ${what}`, () => {
    equal(conditionOf({ ...challengeExample, ...changes }, today), expected);
  });
}

test('knows the day that it is where the challenge is', () => {
  const late = Date.parse('2026-11-23T16:30:00Z');
  equal(todayOf({ timeZone: 'Asia/Shanghai' }, late), '2026-11-24');
  equal(todayOf({ timeZone: 'America/Lima' }, late), '2026-11-23');
});

test('takes today and two days before it, within the challenge', () => {
  deepEqual(openDays(challengeExample, day), { first: '2026-11-21', last: day });
  deepEqual(openDays(challengeExample, '2026-11-02'), { first: '2026-11-01', last: '2026-11-02' });
  deepEqual(openDays(challengeExample, '2026-12-02'), { first: '2026-11-30', last: '2026-11-30' });
});

const worths = [
  [0, 0],
  [99, 0],
  [100, 1],
  [12_480, 124],
  [1_000_000_000, 10_000_000],
] as const;
for (const [steps, worth] of worths) {
  test(`${steps} steps are worth ${worth} minor units, never one too many`, () => {
    equal(worthOfSteps(challengeExample, steps), worth);
  });
}

test('reckons exactly where floats would not', () => {
  const rate = { quantity: 3, amount: yuan(99_999_999) };
  equal(worthOfSteps({ rate }, 200_000_001), Number((200_000_001n * 99_999_999n) / 3n));
});

const counts: readonly [string, [Source, number][], number][] = [
  ['nothing of nothing', [], 0],
  ['what was counted', [['motion', 4_000]], 4_000],
  ['nothing below the least', [['motion', 999]], 0],
  ['no more than the most', [['motion', 30_000]], 20_000],
  [
    'the best source, not the sum',
    [
      ['motion', 4_000],
      ['import', 9_000],
    ],
    4_000,
  ],
  [
    'the larger of two that are as good',
    [
      ['motion', 4_000],
      ['bluetooth', 5_000],
    ],
    5_000,
  ],
  [
    'what a server told before all',
    [
      ['motion', 9_000],
      ['werun', 8_000],
    ],
    8_000,
  ],
  ['nothing by a source that is not taken', [['declared', 9_000]], 0],
];
for (const [what, told, counted] of counts) {
  test(`a day counts ${what}`, () => {
    const list = told.map(([source, quantity]) => ({ source, quantity }));
    equal(countedOf(challengeExample, list), counted);
  });
}

test('a day counts no more of a source than the challenge takes of it', () => {
  const sources = [{ source: 'motion', maxPerDay: 5_000 }] as const;
  const limited = { ...challengeExample, sources: [...sources] };
  equal(countedOf(limited, [{ source: 'motion', quantity: 9_000 }]), 5_000);
});

const own = (quantity: number, changes: { day?: string; source?: Source } = {}) => ({
  challengeId: challengeExample.id,
  day,
  source: 'motion' as Source,
  quantity,
  ...changes,
});

test('has nothing to give before anything is counted', () => {
  deepEqual(standingOf(challengeExample, day, none, []), {
    steps: 0,
    worth: 0,
    given: 0,
    toGive: [],
    stepsToGive: 0,
  });
});

test('gives what was counted and not told', () => {
  const record = { ...none, counted: [own(4_200)] };
  const standing = standingOf(challengeExample, day, record, []);
  deepEqual([standing.steps, standing.worth, standing.stepsToGive], [4_200, 42, 4_200]);
  deepEqual(standing.toGive, [own(4_200)]);
});

test('gives only what came since the last time, and says what the day gave', () => {
  const deed = { state: 'counted', reason: null, given: yuan(30), limitedBy: null } as const;
  const record = {
    ...none,
    counted: [own(4_200)],
    told: [{ ...own(3_000), deed, refused: null }],
  };
  const days: ParticipantDay[] = [{ ...participantDayExample, counted: 3_000, given: yuan(30) }];
  const known = days.map((each) => ({
    ...each,
    sources: [{ source: 'motion', quantity: 3_000, state: 'counted', reason: null } as const],
  }));
  const standing = standingOf(challengeExample, day, record, known);
  deepEqual([standing.given, standing.stepsToGive], [30, 1_200]);
});

test('gives days before, too, however old, but none that is not of the challenge', () => {
  const old = own(5_000, { day: '2026-11-01' });
  const late = own(6_000, { day: '2026-11-22' });
  const before = own(8_000, { day: '2026-10-31' });
  const toCome = own(8_000, { day: '2026-11-24' });
  const other = { ...own(7_000), challengeId: 'chl_01k9p4m8q2fz3t6v8w0x2y4z7e' } as const;
  const record = { ...none, counted: [old, late, before, toCome, other] };
  const standing = standingOf(challengeExample, day, record, []);
  deepEqual([standing.toGive, standing.steps, standing.stepsToGive], [[old, late], 0, 0]);
});

test('gives no day after the last one, which is over', () => {
  const [last, after] = [own(5_000, { day: '2026-11-30' }), own(5_000, { day: '2026-12-01' })];
  const record = { ...none, counted: [last, after] };
  deepEqual(standingOf(challengeExample, '2026-12-02', record, []).toGive, [last]);
});

test('shows steps that came from another device or from a server', () => {
  const werun = { source: 'werun', quantity: 9_000, state: 'counted', reason: null } as const;
  const days = [{ ...participantDayExample, counted: 9_000, sources: [werun] }];
  const standing = standingOf(challengeExample, day, { ...none, counted: [own(4_000)] }, days);
  deepEqual([standing.steps, standing.worth, standing.stepsToGive], [9_000, 90, 0]);
});

test('lets no day fall when a better source begins: the platform does not either', () => {
  const imported = { source: 'import', quantity: 8_000, state: 'counted', reason: null } as const;
  const days = [{ ...participantDayExample, counted: 8_000, given: yuan(80), sources: [imported] }];
  const before = standingOf(challengeExample, day, none, days);
  const record = { ...none, counted: [own(100)] };
  const begun = standingOf(challengeExample, day, record, days);
  deepEqual([before.steps, before.worth], [8_000, 80]);
  deepEqual([begun.steps, begun.worth, begun.stepsToGive], [8_000, 80, 0]);
  const further = standingOf(challengeExample, day, { ...none, counted: [own(8_200)] }, days);
  deepEqual([further.steps, further.worth, further.stepsToGive], [8_200, 82, 200]);
});
