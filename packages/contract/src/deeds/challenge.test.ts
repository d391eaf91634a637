import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import {
  challengeExample,
  createChallengeExample,
  createChallengeSchema,
  updateChallengeSchema,
} from './challenge.ts';
import { addDays } from './days.ts';
import { usualSources } from './kinds.ts';

const yuan = (amount: number) => ({ amount, currency: 'CNY' });

/** What is wrong with the example once it is changed. */
function faultsOf(changes: Record<string, unknown>): string[] {
  const parsed = parse(createChallengeSchema, { ...createChallengeExample, ...changes });
  return parsed.ok ? [] : parsed.fields.map(({ field, message }) => `${field} ${message}`);
}

const { startsOn } = createChallengeExample;

const good: readonly [what: string, changes: Record<string, unknown>][] = [
  ['one day', { endsOn: startsOn }],
  ['two years', { endsOn: addDays(startsOn, 730) }],
  ['no slices of days', { dailyBudget: null }],
  ['no least of a day', { perPerson: { minPerDay: 0, maxPerDay: 1 } }],
  ['a least that is the most', { perPerson: { minPerDay: 5_000, maxPerDay: 5_000 } }],
  ['what is typed in by hand', { sources: [{ source: 'declared', maxPerDay: 2_000 }] }],
  [
    'a day that is worth as much as can be counted',
    {
      rate: { quantity: 1, amount: yuan(Number.MAX_SAFE_INTEGER) },
      perPerson: { minPerDay: 0, maxPerDay: 1 },
    },
  ],
  ['a rate of a step for a fen', { rate: { quantity: 1, amount: yuan(1) } }],
];

for (const [what, changes] of good) {
  test(`takes a challenge of ${what}`, () => assert.deepEqual(faultsOf(changes), []));
}

const bad: readonly [changes: Record<string, unknown>, fault: string][] = [
  [{ endsOn: addDays(startsOn, -1) }, 'endsOn is before startsOn'],
  [{ endsOn: addDays(startsOn, 731) }, 'endsOn is more than 731 days on'],
  [{ startsOn: '2026-02-30' }, 'startsOn is not a day such as 2027-04-05'],
  [{ timeZone: 'Asia/Nowhere' }, 'timeZone is not a time zone such as Asia/Shanghai'],
  [{ names: { 'zh-CN': '为水而行' } }, 'names has no text in English (en)'],
  [{ kind: 'naps' }, 'kind is not one of steps'],
  [{ budget: yuan(0) }, 'budget.amount is not above zero'],
  [{ dailyBudget: yuan(0) }, 'dailyBudget.amount is not above zero'],
  [
    { dailyBudget: { amount: 1, currency: 'USD' } },
    "dailyBudget.currency is not CNY, the budget's currency",
  ],
  [{ rate: { quantity: 0, amount: yuan(1) } }, 'rate.quantity is not above zero'],
  [{ rate: { quantity: 1.5, amount: yuan(1) } }, 'rate.quantity is not a whole number'],
  [
    { rate: { quantity: 1, amount: { amount: 1, currency: 'USD' } } },
    "rate.amount.currency is not CNY, the budget's currency",
  ],
  [{ perPerson: { minPerDay: 2, maxPerDay: 1 } }, 'perPerson.minPerDay is above maxPerDay'],
  [{ perPerson: { minPerDay: -1, maxPerDay: 1 } }, 'perPerson.minPerDay is negative'],
  [
    {
      rate: { quantity: 2, amount: yuan(Number.MAX_SAFE_INTEGER) },
      perPerson: { minPerDay: 0, maxPerDay: 3 },
    },
    'perPerson.maxPerDay is worth more at this rate than can be counted',
  ],
  [{ sources: [] }, 'sources names no source'],
  [
    { sources: [1, 2].map((maxPerDay) => ({ source: 'motion', maxPerDay })) },
    'sources names a source twice',
  ],
  [{ sponsor: { name: '', url: null, image: null } }, 'sponsor.name is empty'],
  [
    { sponsor: { name: 'A', url: 'javascript:alert(1)', image: null } },
    'sponsor.url is not an https address',
  ],
];

for (const [changes, fault] of bad) {
  test(`refuses a challenge whose ${fault}`, () => {
    assert.ok(faultsOf(changes).includes(fault), faultsOf(changes).join('; '));
  });
}

test('changes no rate, no kind and no first day, and not nothing', () => {
  const faulty = (changes: unknown) => !parse(updateChallengeSchema, changes).ok;
  assert.ok(faulty({}));
  for (const name of ['rate', 'kind', 'startsOn', 'timeZone', 'perPerson', 'sources'] as const) {
    assert.ok(faulty({ [name]: challengeExample[name] }), name);
  }
  assert.ok(!faulty({ paused: true, dailyBudget: null }));
});

test('takes in its example the usual sources, and gives what is not left', () => {
  assert.deepEqual(challengeExample.sources, usualSources('steps'));
  const { funded, given, left, leftToday } = challengeExample.totals;
  assert.equal(given.amount + left.amount, funded.amount);
  assert.ok(leftToday.amount <= left.amount);
});
