// What a merchant may promise, and what is refused in words before it is promised.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../ids.ts';
import { type CharityItemTerms, charityItemTermsSchema } from './item.ts';

let moment = 1_700_000_000_000;
const projectId = () =>
  newId('project', { nowMs: () => moment++, fillRandom: (bytes) => bytes.fill(7) });
const [water, trees] = [projectId(), projectId()];

const good: CharityItemTerms = {
  currency: 'CNY',
  gives: { kind: 'order_share', basisPoints: 30 },
  scope: { kind: 'shop' },
  least: null,
  most: null,
  startsAt: '2026-11-01T00:00:00.000Z',
  endsAt: null,
  split: [{ projectId: water, basisPoints: 10_000 }],
  choices: [],
};
const tier = (from: number, amount = 1) => ({ from, amount });

const taken: readonly [what: string, change: Partial<CharityItemTerms>][] = [
  ['a share of the order', {}],
  ['a fixed sum of the order', { gives: { kind: 'order_fixed', amount: 2 } }],
  ['a fixed sum of each piece', { gives: { kind: 'item_fixed', amount: 100 } }],
  ['all of each piece', { gives: { kind: 'item_share', basisPoints: 10_000 } }],
  ['tiers', { gives: { kind: 'tiers', tiers: [tier(1_000), tier(5_000)] } }],
  ['products', { scope: { kind: 'products', names: ['820982911946154508'] } }],
  ['bounds', { least: 1, most: 500 }],
  ['an end', { endsAt: '2026-12-01T00:00:00.000Z' }],
  [
    'two projects',
    {
      split: [
        { projectId: water, basisPoints: 1 },
        { projectId: trees, basisPoints: 9_999 },
      ],
    },
  ],
  ['a choice', { choices: [water, trees] }],
];

for (const [what, change] of taken) {
  test(`takes ${what}`, () => {
    assert.ok(charityItemTermsSchema.safeParse({ ...good, ...change }).success);
  });
}

const refused: readonly [what: string, change: object, where: string, why: RegExp][] = [
  [
    'a share of nothing',
    { gives: { kind: 'item_share', basisPoints: 0 } },
    'gives.basisPoints',
    /./,
  ],
  [
    'more than all',
    { gives: { kind: 'order_share', basisPoints: 10_001 } },
    'gives.basisPoints',
    /is more than all/,
  ],
  ['half a fen', { gives: { kind: 'order_fixed', amount: 0.5 } }, 'gives.amount', /./],
  [
    'a gift of nothing',
    { gives: { kind: 'item_fixed', amount: 0 } },
    'gives.amount',
    /is not above zero/,
  ],
  ['no tiers', { gives: { kind: 'tiers', tiers: [] } }, 'gives.tiers', /is empty/],
  [
    'tiers that fall',
    { gives: { kind: 'tiers', tiers: [tier(2), tier(1)] } },
    'gives.tiers',
    /do not rise/,
  ],
  [
    'a tier twice',
    { gives: { kind: 'tiers', tiers: [tier(2), tier(2)] } },
    'gives.tiers',
    /do not rise/,
  ],
  ['a scope without names', { scope: { kind: 'skus', names: [] } }, 'scope.names', /is empty/],
  ['a currency that is none', { currency: 'XXX' }, 'currency', /ISO 4217/],
  [
    'a split of less than all',
    { split: [{ projectId: water, basisPoints: 9_999 }] },
    'split',
    /10000 basis points/,
  ],
  [
    'a project twice',
    {
      split: [
        { projectId: water, basisPoints: 5_000 },
        { projectId: water, basisPoints: 5_000 },
      ],
    },
    'split',
    /twice/,
  ],
  ['nobody', { split: [] }, 'split', /is empty/],
  [
    'a choice among thirteen',
    { choices: Array.from({ length: 13 }, projectId) },
    'choices',
    /more than 12/,
  ],
  ['a field that nobody knows', { gifts: 1 }, '', /./],
];

for (const [what, change, where, why] of refused) {
  test(`refuses ${what}`, () => {
    const { error } = charityItemTermsSchema.safeParse({ ...good, ...change });
    const issue = error?.issues.find(({ path }) => path.join('.') === where);
    assert.match(issue?.message ?? 'nothing was refused there', why);
  });
}
