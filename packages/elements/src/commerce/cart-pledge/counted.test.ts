import { equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type CharityItem, charityItemExample, pledgePreviewExample } from '@kindcart/contract';
import { render } from 'lit';
import { pledge as words } from '../../locales/pledge.en.ts';
import { readCart } from './cart.ts';
import { type Counting, countedView } from './counted.ts';

type Steps = Counting['preview']['pledges'][number]['steps'];

const read = readCart({
  currency: 'USD',
  lines: [{ amount: 7_900, quantity: 2, title: 'Tea' }, { amount: 2_100 }, { amount: -1_000 }],
});
ok(read.ok);
const { cart, titles } = read;

/** What is counted by a promise of this kind, in one line of text. */
function counted(t: TestContext, gives: CharityItem['gives'], steps: Steps): string {
  const item = { ...charityItemExample, name: 'Water', gives };
  const pledges = pledgePreviewExample.pledges.map((each) => ({ ...each, exact: '90', steps }));
  const place = document.createElement('div');
  document.body.append(place);
  t.after(() => place.remove());
  const tongue = { words, locale: 'en', currency: 'USD' };
  const preview = { ...pledgePreviewExample, pledges };
  const items = new Map([[item.id, item]]);
  render(countedView({ cart, titles, preview, items, words, tongue }), place);
  return (place.querySelector('.counted')?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

const line = (lineId: string, base: number, exact: string) =>
  ({ what: 'line', lineId, base, exact }) as const;

const cases: readonly [what: string, gives: CharityItem['gives'], steps: Steps, says: string][] = [
  [
    'a share of each line, and what a discount takes away',
    { kind: 'item_share', basisPoints: 100 },
    [line('1', 7_900, '79'), line('2', 2_100, '21'), line('3', -1_000, '-10')],
    'Tea: 1% of $79 $0.79 Item 2: 1% of $21 $0.21 Item 3: 1% of -$10 -$0.10',
  ],
  [
    'so much for each piece',
    { kind: 'item_fixed', amount: 100 },
    [line('1', 7_900, '200')],
    'Tea: 2 × $1 $2.00',
  ],
  [
    'a share of the order',
    { kind: 'order_share', basisPoints: 30 },
    [{ what: 'order', base: 9_000, exact: '27' }],
    '0.3% of $90 $0.27',
  ],
  [
    'so much for an order',
    { kind: 'order_fixed', amount: 2 },
    [{ what: 'order', base: 9_000, exact: '2' }],
    'for each order $0.02',
  ],
  [
    'a tier, and the most',
    { kind: 'tiers', tiers: [{ from: 5_000, amount: 300 }] },
    [
      { what: 'tier', base: 9_000, reached: 5_000, missing: null, exact: '300' },
      { what: 'most', exact: '90' },
    ],
    'for orders from $50 $3.00 The most that an order gives $0.90',
  ],
  [
    'the least',
    { kind: 'order_fixed', amount: 2 },
    [
      { what: 'order', base: 9_000, exact: '2' },
      { what: 'least', exact: '90' },
    ],
    'for each order $0.02 Raised to the least that an order gives $0.90',
  ],
];

for (const [what, gives, steps, says] of cases) {
  test(`counts ${what}`, (t) => equal(counted(t, gives, steps), `Water $0.90 ${says}`));
}
