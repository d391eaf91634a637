import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  type CountedDay,
  countDay,
  type DayTerms,
  type DeedFacts,
  type DeedGift,
  giftWithin,
  judgeCounter,
  type MoneyLeft,
  type Quantities,
  refuseDeed,
  reviewReason,
  type TakingTerms,
  type Telling,
  wantedBy,
  worthOf,
} from './counting.ts';
import { dayPassedMs } from './days.ts';
import type { Deed, DeedRefusal, ReviewReason } from './deed.ts';
import { kinds, type Source } from './kinds.ts';

const terms: DayTerms = {
  kind: 'steps',
  rate: { quantity: 10_000, amount: 100 },
  minPerDay: 1_000,
  maxPerDay: 20_000,
  sources: [
    { source: 'werun', maxPerDay: 30_000 },
    { source: 'bluetooth', maxPerDay: 15_000 },
    { source: 'motion', maxPerDay: 12_000 },
    { source: 'import', maxPerDay: 30_000 },
  ],
};

const days: readonly [what: string, quantities: Quantities, counted: CountedDay][] = [
  ['nothing of a day without deeds', {}, { counted: 0, limitedBy: null }],
  ['what one source tells', { motion: 8_000 }, { counted: 8_000, limitedBy: null }],
  [
    'a server before a device',
    { werun: 5_000, motion: 9_000 },
    { counted: 5_000, limitedBy: null },
  ],
  [
    'a sensor before a file',
    { import: 25_000, motion: 3_000 },
    { counted: 3_000, limitedBy: null },
  ],
  [
    'the larger of two sensors',
    { bluetooth: 4_000, motion: 6_000 },
    { counted: 6_000, limitedBy: null },
  ],
  [
    'of two sensors the one that counts for more',
    { bluetooth: 13_000, motion: 14_000 },
    { counted: 13_000, limitedBy: null },
  ],
  ['no more than a source may', { motion: 12_001 }, { counted: 12_000, limitedBy: 'source_cap' }],
  ['no more than anybody may', { werun: 20_001 }, { counted: 20_000, limitedBy: 'person_cap' }],
  ['exactly what anybody may', { werun: 20_000 }, { counted: 20_000, limitedBy: null }],
  [
    'a device where a server says nothing of the day',
    { werun: 0, motion: 1_500 },
    { counted: 1_500, limitedBy: null },
  ],
  ['nothing where all say nothing', { werun: 0, motion: 0 }, { counted: 0, limitedBy: null }],
  [
    'a server that says little before a device that says more',
    { werun: 1, motion: 1_500 },
    { counted: 0, limitedBy: null },
  ],
  ['nothing below the least', { motion: 999 }, { counted: 0, limitedBy: null }],
  ['the least', { motion: 1_000 }, { counted: 1_000, limitedBy: null }],
  ['nothing of a source that is not taken', { declared: 5_000 }, { counted: 0, limitedBy: null }],
];

for (const [what, quantities, counted] of days) {
  test(`counts ${what}`, () => {
    assert.deepEqual(countDay(terms, quantities), counted);
  });
}

const worths: readonly [quantity: number, rate: DayTerms['rate'], worth: number][] = [
  [10_000, { quantity: 10_000, amount: 100 }, 100],
  [9_999, { quantity: 10_000, amount: 100 }, 99],
  [99, { quantity: 10_000, amount: 100 }, 0],
  [1, { quantity: 3, amount: 1 }, 0],
  [999_999_999, { quantity: 1_000_000_000, amount: 9_007_199_254_740_991 }, 9_007_199_245_733_791],
];

for (const [quantity, rate, worth] of worths) {
  test(`makes ${quantity} worth ${worth} at ${rate.amount} for ${rate.quantity}`, () => {
    assert.equal(worthOf(quantity, { rate }), worth);
  });
}

const gifts: readonly [due: number, left: MoneyLeft, gift: DeedGift][] = [
  [100, { slice: null, budget: 1_000 }, { amount: 100, limitedBy: null }],
  [100, { slice: 100, budget: 100 }, { amount: 100, limitedBy: null }],
  [100, { slice: 99, budget: 100 }, { amount: 99, limitedBy: 'daily_budget' }],
  [100, { slice: 100, budget: 99 }, { amount: 99, limitedBy: 'budget' }],
  [100, { slice: 40, budget: 40 }, { amount: 40, limitedBy: 'budget' }],
  [100, { slice: 0, budget: 5 }, { amount: 0, limitedBy: 'daily_budget' }],
  [100, { slice: null, budget: 0 }, { amount: 0, limitedBy: 'budget' }],
  [0, { slice: 0, budget: 0 }, { amount: 0, limitedBy: null }],
  [-10, { slice: 50, budget: 50 }, { amount: 0, limitedBy: null }],
];

for (const [due, left, gift] of gifts) {
  test(`gives ${gift.amount} of ${due} from ${left.slice} of the day and ${left.budget} in all`, () => {
    assert.deepEqual(giftWithin(due, left), gift);
  });
}

test('never gives or counts a unit more than it may, whatever comes', () => {
  const amounts = fc.integer({ min: 0, max: 1_000_000_000 });
  const taken = terms.sources.map(({ source }) => source);
  const told = fc.dictionary(fc.constantFrom(...taken), amounts);
  fc.assert(
    fc.property(told, fc.option(amounts), amounts, amounts, (quantities, slice, budget, before) => {
      const { counted } = countDay(terms, quantities);
      assert.ok(counted <= terms.maxPerDay && counted >= 0);
      const due = worthOf(counted, terms) - before;
      const { amount } = giftWithin(due, { slice, budget });
      assert.ok(amount >= 0 && amount <= Math.max(due, 0));
      assert.ok(amount <= budget && amount <= (slice ?? budget));
    }),
  );
});

const taking = {
  kind: 'steps',
  sources: terms.sources,
  startsOn: '2026-11-01',
  endsOn: '2026-11-30',
  paused: false,
  closed: false,
} as const satisfies TakingTerms;
const told = (day: string, source: Source = 'motion') =>
  ({ day, source, toldBy: 'device' }) as const;
const byServer = (day: string, source: Source) => ({ day, source, toldBy: 'server' }) as const;

const refusals: readonly [
  what: string,
  changes: Partial<TakingTerms>,
  deed: Telling,
  today: string,
  refusal: DeedRefusal | null,
][] = [
  ['the first day', {}, told('2026-11-01'), '2026-11-01', null],
  ['the day before', {}, told('2026-11-01'), '2026-10-31', 'challenge_not_open'],
  ['the last day, two days on', {}, told('2026-11-30'), '2026-12-02', null],
  ['the last day, three days on', {}, told('2026-11-30'), '2026-12-03', 'challenge_not_open'],
  ['while it is paused', { paused: true }, told('2026-11-10'), '2026-11-10', 'challenge_not_open'],
  ['once it is closed', { closed: true }, told('2026-11-30'), '2026-12-01', 'challenge_not_open'],
  [
    'a source that it does not name',
    {},
    told('2026-11-10', 'declared'),
    '2026-11-10',
    'source_not_taken',
  ],
  [
    'a device that says it is WeChat',
    {},
    told('2026-11-10', 'werun'),
    '2026-11-10',
    'source_not_taken',
  ],
  [
    "a device that says it is the sponsor's app",
    {},
    told('2026-11-10', 'partner'),
    '2026-11-10',
    'source_not_taken',
  ],
  [
    'a server that says it is a phone',
    {},
    byServer('2026-11-10', 'motion'),
    '2026-11-10',
    'source_not_taken',
  ],
  ['what WeChat sealed', {}, byServer('2026-11-10', 'werun'), '2026-11-10', null],
  ['a day before its first', {}, told('2026-10-31'), '2026-11-01', 'day_outside'],
  ['a day after its last', {}, told('2026-12-01'), '2026-12-01', 'day_outside'],
];

for (const [what, changes, deed, today, refusal] of refusals) {
  test(`says ${refusal ?? 'nothing'} to ${what}`, () => {
    assert.equal(refuseDeed({ ...taking, ...changes }, deed, today), refusal);
  });
}

test('tells the next counter from one after a gap and from one of before', () => {
  assert.deepEqual(
    [1, 4, 5, 6, 7].map((counter) => judgeCounter(counter, 4)),
    ['too_low', 'too_low', 'next', 'gap', 'gap'],
  );
});

const hourMs = 60 * 60_000;
const walked: DeedFacts = {
  day: '2026-11-23',
  quantity: 12_000,
  source: 'motion',
  today: '2026-11-23',
  passedMs: 8 * hourMs,
  gap: false,
  crowded: false,
};
const { dayMax, perMinuteMax } = kinds.steps;

const doubts: readonly [what: string, changes: Partial<DeedFacts>, reason: ReviewReason | null][] =
  [
    ['a walk', {}, null],
    ['two days ago', { day: '2026-11-21' }, null],
    ['three days ago', { day: '2026-11-20' }, 'old_day'],
    ['three days ago by a server', { day: '2026-11-20', source: 'werun' }, null],
    ['tomorrow', { day: '2026-11-24', passedMs: 0 }, 'future_day'],
    ['tomorrow by a server', { day: '2026-11-24', source: 'partner' }, 'future_day'],
    ['the most of a day', { quantity: dayMax, passedMs: 24 * hourMs }, null],
    ['a step more', { quantity: dayMax + 1, passedMs: 24 * hourMs }, 'day_ceiling'],
    ['an hour of running', { quantity: 60 * perMinuteMax, passedMs: hourMs }, null],
    ['a step more than that', { quantity: 60 * perMinuteMax + 1, passedMs: hourMs }, 'cadence'],
    ['deeds that never came', { gap: true }, 'counter_gap'],
    ['a crowd', { crowded: true }, 'one_device_many'],
  ];

for (const [what, changes, reason] of doubts) {
  test(`finds ${reason ?? 'nothing'} in ${what}`, () => {
    assert.equal(reviewReason('steps', { ...walked, ...changes }), reason);
  });
}

for (const [day, hoursByThree] of [
  ['2026-03-29', 2],
  ['2026-06-15', 3],
  ['2026-10-25', 4],
] as const) {
  test(`believes ${hoursByThree} hours of running by three o'clock of ${day} in Berlin`, () => {
    const offset = day === '2026-10-25' ? '+01:00' : '+02:00';
    const now = Date.parse(`${day}T03:00:00${offset}`);
    const passedMs = dayPassedMs(day, 'Europe/Berlin', now);
    const most = hoursByThree * 60 * perMinuteMax;
    const facts = { ...walked, day, today: day, passedMs };
    assert.equal(reviewReason('steps', { ...facts, quantity: most }), null);
    assert.equal(reviewReason('steps', { ...facts, quantity: most + 1 }), 'cadence');
  });
}

const wants: readonly [
  state: Deed['state'],
  reason: Deed['reason'],
  limitedBy: Deed['limitedBy'],
  wanted: 'time' | 'money' | null,
][] = [
  ['under_review', 'future_day', null, 'time'],
  ['under_review', 'cadence', null, 'time'],
  ['under_review', 'day_ceiling', null, null],
  ['under_review', 'one_device_many', null, null],
  ['refused', 'cadence', null, null],
  ['counted', null, 'budget', 'money'],
  ['counted', null, 'daily_budget', 'money'],
  ['counted', 'cadence', 'budget', 'money'],
  ['counted', null, 'person_cap', null],
  ['counted', null, 'source_cap', null],
  ['counted', 'cadence', null, null],
];

for (const [state, reason, limitedBy, wanted] of wants) {
  test(`finds ${wanted ?? 'nothing'} wanting in what is ${state}, of ${reason} and ${limitedBy}`, () => {
    assert.equal(wantedBy({ state, reason, limitedBy }), wanted);
  });
}
