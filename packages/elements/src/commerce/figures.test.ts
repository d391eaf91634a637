import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  type CharityItem,
  charityItemExample,
  type ImpactPledge,
  type PledgePreview,
} from '@kindcart/contract';
import { sums } from '../locales/sums.en.ts';
import {
  amountSaid,
  exactSaid,
  nextTierOf,
  reasonSaid,
  ruleSaid,
  shareSaid,
  sharesOf,
  sumOf,
  type Tongue,
  unitsSaid,
} from './figures.ts';

const tongue: Tongue = { words: sums, locale: 'en', currency: 'USD' };

const totals: readonly [exacts: readonly string[], sum: string][] = [
  [[], '0'],
  [['158.5'], '158.5'],
  [['0.5', '0.5'], '1'],
  [['0.00000001', '99999999999999.99999999'], '100000000000000'],
  [['0.1', '0.2'], '0.3'],
];

for (const [exacts, sum] of totals) {
  test(`adds ${exacts.join(' and ') || 'nothing'} to ${sum}`, () => equal(sumOf(exacts), sum));
}

const amounts: readonly [exact: string, said: string][] = [
  ['158.5', '$1.58'],
  ['158.99999999', '$1.58'],
  ['1', '$0.01'],
  ['0.99999999', 'less than $0.01'],
  ['0.00000001', 'less than $0.01'],
  ['0', '$0.00'],
];

for (const [exact, said] of amounts) {
  test(`says ${exact} cents as ${said}`, () => equal(amountSaid(exact, tongue), said));
}

test('says a yen as the least that there is', () => {
  equal(amountSaid('0.5', { ...tongue, currency: 'JPY' }), 'less than ¥1');
});

test('says exact amounts with all digits, and units without needless ones', () => {
  equal(exactSaid('158.5', tongue), '$1.585');
  equal(unitsSaid(500, tongue), '$5');
  equal(unitsSaid(550, tongue), '$5.50');
});

test('says a share with up to two decimals', () => {
  equal(shareSaid(100, 15_850, tongue), '1% of $158.50');
  equal(shareSaid(30, 500, tongue), '0.3% of $5');
  equal(shareSaid(1, 500, tongue), '0.01% of $5');
  equal(shareSaid(10_000, 500, tongue), '100% of $5');
});

test('puts shares of one project together, in the order in which they come', () => {
  const part = (id: string, exact: string) => ({ id, title: id.toUpperCase(), exact });
  deepEqual(sharesOf([part('a', '1.5'), part('b', '2'), part('a', '0.5')]), [
    { title: 'A', exact: '2' },
    { title: 'B', exact: '2' },
  ]);
  deepEqual(sharesOf([]), []);
});

const tiers = [
  { from: 9_900, amount: 100 },
  { from: 20_000, amount: 500 },
];

const rules: readonly [gives: ImpactPledge['gives'], base: number, said: string][] = [
  [{ kind: 'item_share', basisPoints: 150 }, 7_900, '1.5% of $79'],
  [{ kind: 'order_share', basisPoints: 100 }, 2, '1% of $0.02'],
  [{ kind: 'item_fixed', amount: 100 }, 7_900, '$1 for each item'],
  [{ kind: 'order_fixed', amount: 2 }, 12_800, 'for each order'],
  [{ kind: 'tiers', tiers }, 9_900, 'for orders from $99'],
  [{ kind: 'tiers', tiers }, 26_000, 'for orders from $200'],
];

for (const [gives, base, said] of rules) {
  test(`says of ${gives.kind} on ${base}: ${said}`, () =>
    equal(ruleSaid({ gives, base }, tongue), said));
}

const reasons: readonly [PledgePreview['none'][number]['because'], said: RegExp][] = [
  ['other_currency', /another currency/],
  ['not_started', /not begun/],
  ['ended', /over/],
  ['project_closed', /takes nothing any more/],
  ['merchant_suspended', /The shop has paused its promises/],
  ['nothing_in_scope', /Nothing in the order counts/],
  ['nothing_left', /Nothing is paid/],
  ['no_tier_reached', /larger orders/],
];

for (const [because, said] of reasons) {
  test(`says why nothing is given: ${because}`, () =>
    equal(said.test(reasonSaid(because, sums)), true));
}

/** A charity item in tiers, with bounds. */
function inTiers(change: Partial<CharityItem> = {}): CharityItem {
  return { ...charityItemExample, gives: { kind: 'tiers', tiers }, name: 'Books', ...change };
}

/** A preview in which the item lacks something to its next tier. */
function lacking(item: CharityItem, base: number, missing: number | null): PledgePreview {
  const step = { what: 'tier', base, reached: null, missing, exact: '0' } as const;
  const none = [{ charityItemId: item.id, because: 'no_tier_reached' as const, steps: [step] }];
  return { pledges: [], none, livemode: false };
}

const nexts: readonly [
  what: string,
  change: Partial<CharityItem>,
  base: number,
  missing: number | null,
  amount: number | undefined,
][] = [
  ['the first tier', {}, 9_000, 900, 100],
  ['the one after', {}, 9_900, 10_100, 500],
  ['the most that there is', { most: 300 }, 9_900, 10_100, 300],
  ['the least that there is', { least: 150 }, 9_000, 900, 150],
  ['nothing, after the last', {}, 20_000, null, undefined],
  [
    'nothing, where there are no tiers',
    { gives: { kind: 'order_fixed', amount: 1 } },
    1,
    1,
    undefined,
  ],
];

for (const [what, change, base, missing, amount] of nexts) {
  test(`finds that a little more leads to ${what}`, () => {
    const item = inTiers(change);
    const next = nextTierOf(lacking(item, base, missing), new Map([[item.id, item]]));
    deepEqual(next, amount && { item: 'Books', missing, amount });
  });
}

test('finds the nearest of several tiers, and none of an item that is not known', () => {
  const other = inTiers({ id: 'chi_01k9p7d5n6fz3t6v8w0x2y4z7k', name: 'Trees' });
  const far = lacking(inTiers(), 9_000, 900);
  const near = lacking(other, 19_999, 1);
  const both = { ...far, none: [...far.none, ...near.none] };
  const items = new Map([inTiers(), other].map((item) => [item.id, item]));
  equal(nextTierOf(both, items)?.item, 'Trees');
  equal(nextTierOf(both, new Map()), undefined);
});
