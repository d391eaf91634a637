// What a shopper may see of an order: by the terms that it was paid under, and nothing of its lines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import { charityItemExample, charityItemWholeExample } from './charity-item.ts';
import { merchantExample } from './merchant.ts';
import { type Order, type OrderPledge, orderExample } from './order.ts';
import {
  impactOf,
  type NamedTerms,
  orderImpactExample,
  orderImpactSchema,
} from './order-impact.ts';

const { id, name, terms } = charityItemWholeExample;
const items: readonly NamedTerms[] = [
  { id, revision: 1, name, terms },
  { id, revision: 2, name, terms: { ...terms, gives: { kind: 'order_fixed', amount: 2 } } },
];
const projects = charityItemExample.split.map(({ project }) => project);
const facts = { merchantName: merchantExample.name, items, projects, gift: null };

function orderWith(change: Partial<OrderPledge>): Order {
  return { ...orderExample, pledges: orderExample.pledges.map((each) => ({ ...each, ...change })) };
}

function firstOf(change: Partial<OrderPledge>) {
  return impactOf(orderWith(change), facts).pledges[0];
}

test('is what the example says, and has the shape that the contract gives it', () => {
  assert.deepEqual(impactOf(orderExample, facts), orderImpactExample);
  assert.ok(parse(orderImpactSchema, orderImpactExample).ok);
});

test('says nothing of lines', () => {
  const text = JSON.stringify(impactOf(orderExample, facts));
  for (const hidden of ['lineId', 'TEA-250', '632910392', orderExample.shopOrderId]) {
    assert.ok(!text.includes(hidden), hidden);
  }
});

const bases: readonly [what: string, steps: OrderPledge['steps'], base: number, bound: unknown][] =
  [
    ['nothing', [], 0, null],
    ['an order', [{ what: 'order', base: 900, exact: '9' }], 900, null],
    [
      'lines together',
      [
        { what: 'line', lineId: '1', base: 900, exact: '9' },
        { what: 'line', lineId: '2', base: -100, exact: '-1' },
      ],
      800,
      null,
    ],
    [
      'the most',
      [
        { what: 'order', base: 900, exact: '9' },
        { what: 'most', exact: '5' },
      ],
      900,
      'most',
    ],
    [
      'the least',
      [
        { what: 'tier', base: 900, reached: 500, missing: 100, exact: '9' },
        { what: 'least', exact: '10' },
      ],
      900,
      'least',
    ],
  ];

for (const [what, steps, base, bound] of bases) {
  test(`counts ${what}`, () => {
    const pledge = firstOf({ steps });
    assert.deepEqual([pledge?.base, pledge?.bound], [base, bound]);
  });
}

test('keeps to the terms of then', () => {
  assert.deepEqual(firstOf({ revision: 1 })?.gives, terms.gives);
  assert.equal(firstOf({ revision: 2 })?.gives.kind, 'order_fixed');
});

test('names the items by which the order gives nothing', () => {
  const none: Order['none'] = [{ charityItemId: id, because: 'project_closed', steps: [] }];
  const impact = impactOf({ ...orderExample, pledges: [], none }, facts);
  assert.deepEqual(impact.none, [{ charityItemId: id, name, because: 'project_closed' }]);
});

test('says what became of what the shopper added', () => {
  const passedOnAt = '2026-12-01T09:00:00.000Z';
  const receiptUrl = 'https://give.example.org/give/prj_1/receipt';
  const roundUp = {
    projectId: projects[0]?.id ?? 'prj_',
    amount: 50,
    donationId: 'don_1',
  } as const;
  const order: Order = { ...orderExample, roundUp: { ...roundUp, state: 'passed_on' } };
  const impact = impactOf(order, { ...facts, gift: { passedOnAt, receiptUrl } });
  assert.deepEqual(impact.roundUp, {
    project: projects[0],
    amount: { amount: 50, currency: orderExample.currency },
    state: 'passed_on',
    passedOnAt,
    donationId: 'don_1',
    receiptUrl,
  });
  assert.equal(impactOf({ ...orderExample, roundUp: null }, facts).roundUp, null);
});
