// What Shopify's bodies make of an order: a table of what is left of its lines, and times of its life.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNewer, parse, recordOrderSchema } from '@kindcart/contract';
import { permutations } from '../testing/permutations.ts';
import { readShopify } from './facts.ts';
import { shopify } from './shopify.ts';
import { lineBody, moneySet, orderBody, type RefundChoice, refundBody } from './testing/bodies.ts';

const at = '2026-11-20T09:30:00.000Z';
const later = '2026-11-21T10:00:00.000Z';
const settings = { livemode: false, currency: 'USD', completesWhen: 'fulfilled' } as const;

function factsOf(body: unknown): unknown {
  const reading = readShopify(body);
  assert.equal(reading.what, 'told');
  return JSON.parse(JSON.stringify(reading.facts));
}

function orderOf(...bodies: readonly unknown[]) {
  return shopify.orderOf(bodies.map(factsOf), settings);
}

function standingOf(...bodies: readonly unknown[]) {
  const told = orderOf(...bodies) ?? assert.fail('No order was made');
  const { shopOrderId, standing } = told;
  const merchantId = 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h';
  const read = parse(recordOrderSchema, { merchantId, shopOrderId, ...standing });
  assert.ok(read.ok, 'the contract takes it');
  return standing;
}

const order = (changes: object = {}) => orderBody({ id: 7, at, ...changes });
const refund = (choice: Partial<RefundChoice>) =>
  refundBody({ id: 1, orderId: 7, at: later, ...choice });
const lines = (...all: Parameters<typeof lineBody>[0][]) => ({
  line_items: all.map((line) => lineBody(line)),
});
const two = lines({ id: 1, price: '39.50', quantity: 2 }, { id: 2, price: '21.00' });

/** What is left of each line: id, pieces, minor units, and the kind where it is no goods. */
const lefts: readonly (readonly [
  what: string,
  bodies: readonly unknown[],
  left: readonly (readonly (string | number)[])[],
])[] = [
  [
    'the price of all pieces',
    [order(two)],
    [
      ['1', 2, 7_900],
      ['2', 1, 2_100],
    ],
  ],
  [
    'less the discounts of line and order',
    [order(lines({ id: 1, price: '39.50', quantity: 2, discount: '8.90' }))],
    [['1', 2, 7_010]],
  ],
  [
    'nothing of a line discounted to zero',
    [order(lines({ id: 1, price: '10.00', discount: '10.00' }))],
    [['1', 1, 0]],
  ],
  [
    'tax on top left out',
    [order(lines({ id: 1, price: '10.00', tax: '1.90' }))],
    [['1', 1, 1_000]],
  ],
  [
    'tax within prices taken out',
    [order({ taxes_included: true, ...lines({ id: 1, price: '11.90', tax: '1.90' }) })],
    [['1', 1, 1_000]],
  ],
  [
    'the currency of the shop, whatever the shopper saw',
    [
      order({
        presentment_currency: 'GBP',
        line_items: [
          {
            ...lineBody({ id: 1, price: '162.04' }),
            price_set: moneySet('162.04', 'USD', { amount: '142.32', currency: 'GBP' }),
          },
        ],
      }),
    ],
    [['1', 1, 16_204]],
  ],
  [
    'gift cards, tips and round-ups apart',
    [
      order(
        lines(
          { id: 1, price: '50.00', giftCard: true },
          { id: 2, price: '3.00', more: { tip_payment_gateway: 'shopify_payments' } },
          { id: 3, price: '0.40', properties: [{ name: '_kindcart_round_up', value: 'yes' }] },
        ),
      ),
    ],
    [
      ['1', 1, 5_000, 'other'],
      ['2', 1, 300, 'other'],
      ['3', 1, 40, 'other'],
    ],
  ],
  [
    'one piece less, when one came back with its money',
    [order(two), refund({ lines: [[1, 1, '39.50']], money: '39.50' })],
    [
      ['1', 1, 3_950],
      ['2', 1, 2_100],
    ],
  ],
  [
    'a line that is all given back stays, with nothing in it',
    [order(two), refund({ lines: [[1, 2, '79.00']], money: '79.00' })],
    [
      ['1', 0, 0],
      ['2', 1, 2_100],
    ],
  ],
  [
    'a line given back in full for less than it cost has nothing left',
    [order(two), refund({ lines: [[2, 1, '21.00']], money: '15.00' })],
    [
      ['1', 2, 7_900],
      ['2', 0, 0],
    ],
  ],
  [
    'goods put back on a shelf without money change nothing',
    [order(two), refund({ lines: [[1, 2, '79.00']] })],
    [
      ['1', 2, 7_900],
      ['2', 1, 2_100],
    ],
  ],
  [
    'nor does money that is still on its way',
    [order(two), refund({ lines: [[1, 2, '79.00']], money: '79.00', status: 'pending' })],
    [
      ['1', 2, 7_900],
      ['2', 1, 2_100],
    ],
  ],
  [
    'tax within a refund taken out as well',
    [
      order({
        taxes_included: true,
        ...lines({ id: 1, price: '11.90', quantity: 2, tax: '3.80' }),
      }),
      refund({ lines: [[1, 1, '11.90', '1.90']], money: '11.90' }),
    ],
    [['1', 1, 1_000]],
  ],
  [
    'shipping that is given back is no goods',
    [order(two), refund({ lines: [[2, 1, '21.00']], money: '26.00', shipping: '5.00' })],
    [
      ['1', 2, 7_900],
      ['2', 0, 0],
    ],
  ],
  [
    'money beyond lines lowers all goods, each by its share',
    [order(two), refund({ money: '10.00' })],
    [
      ['1', 2, 7_110],
      ['2', 1, 1_890],
    ],
  ],
  [
    'of such money, its share of tax is no goods',
    [
      order(lines({ id: 1, price: '100.00', tax: '19.00' })),
      refund({ money: '11.90', discrepancy: '-11.90' }),
    ],
    [['1', 1, 9_000]],
  ],
  [
    'never below zero, and at exactly zero when all went back',
    [
      order(two),
      refund({ money: '33.33' }),
      refund({ id: 2, money: '66.67' }),
      refund({ id: 3, money: '900.00' }),
    ],
    [
      ['1', 2, 0],
      ['2', 1, 0],
    ],
  ],
  [
    "of a payment in the shopper's currency, what Shopify says lies beyond the lines",
    [
      order(two),
      refund({
        lines: [[2, 1, '21.00']],
        money: '27.00',
        moneyCurrency: 'GBP',
        discrepancy: '-10.00',
      }),
    ],
    [
      ['1', 2, 6_900],
      ['2', 0, 0],
    ],
  ],
  [
    'a refund counts once, told by itself and within the order',
    [
      order({
        ...two,
        updated_at: later,
        refunds: [refund({ lines: [[1, 1, '39.50']], money: '39.50' })],
      }),
      refund({ lines: [[1, 1, '39.50']], money: '39.50' }),
      refund({ lines: [[1, 1, '39.50']], money: '39.50' }),
    ],
    [
      ['1', 1, 3_950],
      ['2', 1, 2_100],
    ],
  ],
  [
    'pieces edited away before they were sent',
    [order(lines({ id: 1, price: '10.00', quantity: 3, current: 2, discount: '3.00' }))],
    [['1', 2, 1_800]],
  ],
  [
    'a line edited away altogether',
    [order(lines({ id: 1, price: '10.00', quantity: 3, current: 0 }, { id: 2, price: '1.00' }))],
    [
      ['1', 0, 0],
      ['2', 1, 100],
    ],
  ],
  [
    'what was both edited and refunded counts once',
    [
      order({
        ...lines({ id: 1, price: '10.00', quantity: 3, current: 1 }),
        updated_at: later,
        refunds: [refund({ lines: [[1, 1, '10.00']], money: '10.00' })],
      }),
    ],
    [['1', 1, 1_000]],
  ],
  [
    'nothing of an order that was wholly refunded',
    [order({ ...two, financial_status: 'refunded' })],
    [
      ['1', 0, 0],
      ['2', 0, 0],
    ],
  ],
  [
    'amounts without decimals as the currency has none',
    [order({ currency: 'JPY', line_items: [lineBody({ id: 1, price: '500.00' }, 'JPY')] })],
    [['1', 1, 500]],
  ],
];

for (const [what, bodies, left] of lefts) {
  test(`leaves ${what}`, () => {
    const found = standingOf(...bodies).lines.map(({ id, quantity, amount, kind }) => [
      ...[id, quantity, amount],
      ...(kind === 'other' ? [kind] : []),
    ]);
    assert.deepEqual(found, left);
  });
}

test('keeps every id to the letter and a choice from the cart, and believes no tags of a property', () => {
  const choice = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
  const told = orderOf(
    order({
      id: '820982911946154508',
      note_attributes: [
        { name: 'gift wrap', value: 'yes' },
        { name: 'kindcart_cause', value: choice },
      ],
      ...lines({
        id: '9007199254740993',
        price: '1.00',
        sku: '',
        properties: [{ name: '_kindcart_tags', value: ' spring-tea, black,,black ' }],
      }),
    }),
  );
  assert.equal(told?.shopOrderId, '820982911946154508');
  assert.equal(told?.standing.choice, choice);
  const [line] = told?.standing.lines ?? [];
  assert.deepEqual([line?.id, line?.sku, line?.tags], ['9007199254740993', null, []]);
});

const fulfilment = (changes: object = {}) => ({
  status: 'success',
  created_at: later,
  updated_at: '2026-11-25T08:00:00.000Z',
  shipment_status: null,
  ...changes,
});

/** What a life looks like: paid, completed and cancelled at, with other bodies that came before. */
const lives: readonly (readonly [
  what: string,
  bodies: readonly object[],
  times: readonly [paidAt: string | null, completedAt: string | null, cancelledAt: string | null],
  completesWhen?: 'delivered',
])[] = [
  ['unpaid while payment is pending', [{ financial_status: 'pending' }], [null, null, null]],
  ['unpaid while only authorized', [{ financial_status: 'authorized' }], [null, null, null]],
  ['paid since it was bought', [{ updated_at: later }], [at, null, null]],
  [
    'paid since its creation where it was never processed',
    [{ processed_at: null }],
    [at, null, null],
  ],
  [
    'paid still, while goods that were added are not',
    [{}, { updated_at: later, financial_status: 'partially_paid' }],
    [at, null, null],
  ],
  ['cancelled', [{ cancelled_at: later, financial_status: 'refunded' }], [at, null, later]],
  [
    'cancelled when voided',
    [{ financial_status: 'voided', updated_at: later }],
    [null, null, later],
  ],
  [
    'complete with its last fulfilment',
    [
      {
        fulfillment_status: 'fulfilled',
        fulfillments: [
          fulfilment({ created_at: at }),
          fulfilment(),
          fulfilment({ status: 'cancelled', created_at: '2026-12-01T00:00:00Z' }),
        ],
      },
    ],
    [at, later, null],
  ],
  [
    'complete as of the body where fulfilments are left out',
    [{ fulfillment_status: 'fulfilled', updated_at: later, fulfillments: undefined }],
    [at, later, null],
  ],
  [
    'open while fulfilled in part',
    [{ fulfillment_status: 'partial', fulfillments: [fulfilment()] }],
    [at, null, null],
  ],
  [
    'not delivered when only sent',
    [{ fulfillment_status: 'fulfilled', fulfillments: [fulfilment()] }],
    [at, null, null],
    'delivered',
  ],
  [
    'delivered when the carrier says so',
    [
      {
        fulfillment_status: 'fulfilled',
        fulfillments: [fulfilment({ shipment_status: 'delivered' })],
      },
    ],
    [at, '2026-11-25T08:00:00.000Z', null],
    'delivered',
  ],
  [
    'not delivered when one parcel of two is',
    [
      {
        fulfillment_status: 'fulfilled',
        fulfillments: [fulfilment({ shipment_status: 'delivered' }), fulfilment()],
      },
    ],
    [at, null, null],
    'delivered',
  ],
];

for (const [what, bodies, times, completesWhen = 'fulfilled'] of lives) {
  test(`takes an order as ${what}`, () => {
    const facts = bodies.map((changes) => factsOf(order(changes)));
    const { standing } = shopify.orderOf(facts, { ...settings, completesWhen }) ?? assert.fail();
    assert.deepEqual([standing.paidAt, standing.completedAt, standing.cancelledAt], times);
  });
}

test('makes no order of a refund whose order nobody told of', () => {
  assert.equal(orderOf(refund({ money: '1.00' })), null);
});

const told: readonly unknown[] = [
  order({ ...two, financial_status: 'pending' }),
  order({ ...two, updated_at: '2026-11-20T09:31:00Z' }),
  order({
    ...two,
    updated_at: later,
    fulfillment_status: 'fulfilled',
    fulfillments: [fulfilment({ created_at: later })],
    refunds: [refund({ id: 3, lines: [[1, 1, '39.50']], money: '39.50' })],
  }),
  refund({ id: 3, lines: [[1, 1, '39.50']], money: '39.50' }),
  refund({ id: 4, at: later, money: '6.05' }),
];

test('makes the same order of every permutation of five events, and of each with repeats', () => {
  const facts = told.map(factsOf);
  const ends = permutations(facts).map((each) => {
    const repeated = [...each.slice(0, 2), ...each, ...each.slice(3)];
    return [each, repeated].map((all) => JSON.stringify(shopify.orderOf(all, settings)));
  });
  assert.equal(new Set(ends.flat()).size, 1);
  assert.match(ends[0]?.[0] ?? '', /"quantity":1,"amount":3555/);
});

test('never makes an older order of it when more is told', () => {
  for (const all of permutations(told.map(factsOf))) {
    for (let count = 1; count < all.length; count += 1) {
      const before = shopify.orderOf(all.slice(0, count), settings);
      const after = shopify.orderOf(all.slice(0, count + 1), settings);
      if (before === null || after === null) continue;
      assert.ok(!isNewer(before.standing, after.standing));
    }
  }
});

const project = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const named = (value: string) => [{ name: '_kindcart_round_up', value }];
const rounded = lines(
  { id: 1, price: '39.50' },
  { id: 3, price: '0.50', properties: named(project) },
);
const roundUps: readonly [what: string, bodies: readonly unknown[], amount: number | undefined][] =
  [
    ['what the line came to', [order(rounded)], 50],
    [
      'nothing where the line names no project',
      [order(lines({ id: 3, price: '0.50', properties: named('yes') }))],
      undefined,
    ],
    ['nothing where nobody rounded up', [order(two)], undefined],
    [
      'all of it where goods came back',
      [order(rounded), refund({ lines: [[1, 1, '39.50']], money: '39.50' })],
      50,
    ],
    [
      'nothing left once its line came back',
      [order(rounded), refund({ lines: [[3, 1, '0.50']], money: '0.50' })],
      0,
    ],
    [
      'nothing left of an order that is refunded',
      [order({ ...rounded, financial_status: 'refunded' })],
      0,
    ],
  ];

for (const [what, bodies, amount] of roundUps) {
  test(`takes as a round-up ${what}`, () => {
    const { roundUp } = standingOf(...bodies);
    assert.deepEqual(roundUp, amount === undefined ? undefined : { projectId: project, amount });
  });
}
