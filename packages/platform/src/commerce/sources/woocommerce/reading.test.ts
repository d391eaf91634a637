// What WooCommerce says of an order: what counts of it, what is refused and in which words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderLinesMax } from '@kindcart/contract';
import fc from 'fast-check';
import { spoilt } from '../../../testing/hostile.ts';
import { parseExactly } from '../exact-json.ts';
import { UnreadableEvent } from '../port.ts';
import { isWooFacts, type ToldState } from './facts.ts';
import { readBody } from './reading.ts';
import { type WooOrder, wooLine, wooMeta, wooOrder, wooRefund } from './testing/order.ts';

const seenAt = new Date('2026-11-20T12:00:00.500Z');
const project = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';

function stateOf(change: WooOrder): ToldState {
  const reading = readBody(wooOrder(change), seenAt);
  assert.equal(reading.what, 'told');
  if (reading.what !== 'told' || !isWooFacts(reading.facts)) return assert.fail();
  return reading.facts.what === 'state' ? reading.facts : assert.fail();
}

test('reads an order: its goods after discounts and before tax, and nothing of the shopper', () => {
  assert.deepEqual(readBody(wooOrder(), seenAt), {
    what: 'told',
    orderKey: '727',
    facts: {
      what: 'state',
      id: '727',
      at: '2026-11-20T09:30:08.000Z',
      currency: 'CNY',
      paidAt: '2026-11-20T09:30:08.000Z',
      completedAt: null,
      cancelledAt: null,
      choice: null,
      lines: [
        {
          id: '315',
          productId: '93',
          variantId: null,
          sku: 'TEA-250',
          collections: [],
          tags: [],
          quantity: 2,
          amount: 1_600,
          kind: 'goods',
        },
        {
          id: '317',
          productId: null,
          variantId: null,
          sku: null,
          collections: [],
          tags: [],
          quantity: 1,
          amount: 1_000,
          kind: 'other',
        },
      ],
      whole: 2_808,
      refunded: 0,
    },
  });
});

const paid = '2026-11-20T09:30:08';
const changed = '2026-11-20T09:30:08.000Z';
const completed = { date_completed_gmt: '2026-11-22T08:00:00' };
const unpaid = { date_paid_gmt: null };
const statuses: readonly [
  status: string,
  change: WooOrder,
  times: readonly [paid: boolean, completed: string | null, cancelled: boolean],
][] = [
  ['pending', unpaid, [false, null, false]],
  ['pending', {}, [false, null, false]],
  ['on-hold', unpaid, [false, null, false]],
  ['checkout-draft', unpaid, [false, null, false]],
  ['processing', {}, [true, null, false]],
  // Paid in cash at the door: processing before it is paid.
  ['processing', unpaid, [false, null, false]],
  ['completed', completed, [true, '2026-11-22T08:00:00.000Z', false]],
  ['completed', {}, [true, changed, false]],
  ['wc-completed', completed, [true, '2026-11-22T08:00:00.000Z', false]],
  ['processing', completed, [true, null, false]],
  ['refunded', completed, [true, '2026-11-22T08:00:00.000Z', false]],
  ['refunded', {}, [true, null, false]],
  ['cancelled', {}, [true, null, true]],
  ['cancelled', unpaid, [false, null, true]],
  ['failed', unpaid, [false, null, true]],
  ['trash', {}, [true, null, true]],
  // A status of another plug-in.
  ['shipped', {}, [true, null, false]],
];
for (const [status, change, [isPaid, completedAt, isCancelled]] of statuses) {
  const how = Object.keys(change).join() || 'paid';
  test(`reads the status ${status} (${how})`, () => {
    const state = stateOf({ status, ...change });
    assert.equal(state.paidAt, isPaid ? `${paid}.000Z` : null);
    assert.equal(state.completedAt, completedAt);
    assert.equal(state.cancelledAt, isCancelled ? changed : null);
  });
}

const amountsOf = (lines: ToldState['lines']) =>
  lines.map(({ id, kind, quantity, amount }) => `${id} ${kind} ${quantity} × → ${amount}`);

const fee = (total: string, change: WooOrder = {}) => ({ id: 9, name: 'Fee', total, ...change });
const lines: readonly [what: string, change: WooOrder, expected: readonly string[]][] = [
  ['no goods at all', { line_items: [] }, ['317 other 1 × → 1000']],
  [
    'a line discounted to zero',
    { line_items: [wooLine({ total: '0.00' })] },
    ['315 goods 2 × → 0'],
  ],
  ['a quantity of 0', { line_items: [wooLine({ quantity: 0 })] }, ['315 goods 0 × → 1600']],
  ['half a kilogram', { line_items: [wooLine({ quantity: 0.5 })] }, ['315 goods 1 × → 1600']],
  ['a negative line', { line_items: [wooLine({ total: '-3.00' })] }, ['315 goods 2 × → -300']],
  ['a fee', { fee_lines: [fee('2.50')] }, ['9 other 1 × → 250']],
  [
    'a fee below zero, a discount of its own',
    { fee_lines: [fee('-2.50')] },
    ['9 goods 1 × → -250'],
  ],
  [
    'a fee that rounds up',
    { fee_lines: [fee('0.92', { meta_data: [wooMeta('_kindcart_round_up', project)] })] },
    ['9 other 1 × → 92'],
  ],
  [
    'two shipments',
    { shipping_lines: [fee('1.00'), fee('2.00', { id: 10 })] },
    ['10 other 1 × → 200'],
  ],
];
for (const [what, change, expected] of lines) {
  test(`reads ${what}`, () => {
    const found = amountsOf(stateOf(change).lines);
    for (const line of expected) assert.ok(found.includes(line), found.join('; '));
  });
}

const currencies: readonly [currency: string, total: string, amount: number][] = [
  ['JPY', '500.00', 500],
  ['JPY', '500', 500],
  ['KWD', '5.125', 5_125],
  ['HUF', '1500.50', 150_050],
  ['USD', '0.10', 10],
];
for (const [currency, total, amount] of currencies) {
  test(`reads ${total} ${currency} by the decimals of the currency, whatever the merchant's`, () => {
    const state = stateOf({
      currency,
      total,
      line_items: [wooLine({ total })],
      shipping_lines: [],
    });
    assert.equal(state.currency, currency);
    assert.equal(state.whole, amount);
    assert.equal(state.lines[0]?.amount, amount);
  });
}

test('sums up what was given back, which is told below zero', () => {
  const refunds = [wooRefund(1, '-10.00'), wooRefund(2, '-0.08')];
  assert.equal(stateOf({ refunds }).refunded, 1_008);
});

test('takes an order that is refunded as given back in full, whatever its refunds add up to', () => {
  assert.equal(stateOf({ status: 'refunded' }).refunded, 2_808);
});

test('reads the choice, tags and collections where the plug-in puts them', () => {
  const named = wooLine({
    variation_id: '94',
    meta_data: [
      wooMeta('pa_color', 'green'),
      wooMeta('_kindcart_tags', ' spring-tea, tea ,,tea'),
      wooMeta('_kindcart_collections', '新茶'),
    ],
  });
  const state = stateOf({
    line_items: [named],
    meta_data: [wooMeta('_kindcart_cause', project)],
  });
  assert.equal(state.choice, project);
  assert.deepEqual(state.lines[0]?.tags, ['spring-tea', 'tea']);
  assert.deepEqual(state.lines[0]?.collections, ['新茶']);
  assert.equal(state.lines[0]?.variantId, '94');
});

for (const value of ['', 'a tree', 'prj_1', null, 7, [project]]) {
  test(`takes ${JSON.stringify(value)} for no choice`, () => {
    assert.equal(stateOf({ meta_data: [wooMeta('_kindcart_cause', value)] }).choice, null);
  });
}

test('keeps ids beyond 2^53 to the last digit', () => {
  const text = JSON.stringify(wooOrder({ id: 'ID' })).replace('"ID"', '9007199254740993');
  const reading = readBody(parseExactly(text), seenAt);
  assert.equal(reading.what === 'told' && reading.orderKey, '9007199254740993');
});

test('dates a deletion by when it first came in, since its body is an id alone', () => {
  const facts = { what: 'deletion', id: '727', at: '2026-11-20T12:00:00.500Z' };
  assert.deepEqual(readBody({ id: 727 }, seenAt), { what: 'told', orderKey: '727', facts });
});

test('dates a deletion by what the plug-in adds', () => {
  const facts = { what: 'deletion', id: '727', at: '2026-11-19T01:02:03.000Z' };
  const body = { id: 727, date_deleted_gmt: '2026-11-19T01:02:03' };
  assert.deepEqual(readBody(body, seenAt), { what: 'told', orderKey: '727', facts });
});

const passedBy: readonly [what: string, body: unknown][] = [
  ['a product', { id: 93, name: 'Spring tea', price: '10.00' }],
  ['nothing', {}],
  ['no object', []],
  ['a text', 'order'],
];
for (const [what, body] of passedBy) {
  test(`passes by ${what}, which is no order, and says why`, () => {
    const reading = readBody(body, seenAt);
    assert.match(reading.what === 'ignored' ? reading.because : reading.what, /It is no order/);
  });
}

const noLines = { line_items: [], shipping_lines: [] };
const unreadable: readonly [what: string, body: unknown, words: RegExp][] = [
  [
    'a deletion at no time',
    { id: 1, date_deleted_gmt: 'now' },
    /date_deleted_gmt is no time such as/,
  ],
  ['no id', wooOrder({ id: undefined }), /id is missing/],
  ['a currency that is none', wooOrder({ currency: 'XAU' }), /currency is no currency of ISO 4217/],
  ['no time of the change', wooOrder({ date_modified_gmt: null }), /date_modified_gmt is missing/],
  [
    'a local time',
    wooOrder({ date_paid_gmt: '2026-11-20T09:30:08+08:00' }),
    /date_paid_gmt is no time/,
  ],
  [
    'a time of 1970',
    wooOrder({ date_paid_gmt: '1970-01-01T00:00:00' }),
    /date_paid_gmt is no time/,
  ],
  [
    'a day that is none',
    wooOrder({ date_paid_gmt: '2026-13-40T00:00:00' }),
    /date_paid_gmt is no time/,
  ],
  ['a total that is a number', wooOrder({ total: 28.08 }), /total is no text/],
  [
    'a line in words',
    wooOrder({ line_items: [wooLine({ total: 'much' })] }),
    /line_items\[0\]\.total is no amount in CNY/,
  ],
  [
    'half a yen',
    wooOrder({ currency: 'JPY', total: '500', line_items: [wooLine({ total: '500.50' })] }),
    /line_items\[0\]\.total is no amount in JPY/,
  ],
  [
    'an amount that no order has',
    wooOrder({ line_items: [wooLine({ total: '99999999999.00' })] }),
    /line_items\[0\]\.total is more than any order has/,
  ],
  [
    'pieces below zero',
    wooOrder({ line_items: [wooLine({ quantity: -1 })] }),
    /line_items\[0\]\.quantity is no number of pieces/,
  ],
  [
    'two lines of one id',
    wooOrder({ fee_lines: [fee('1.00', { id: 315 })] }),
    /Two lines are called 315/,
  ],
  ['lines that are no list', wooOrder({ line_items: {} }), /line_items is no list/],
  ['a line that is no object', wooOrder({ line_items: [7] }), /line_items\[0\]\.id is missing/],
  [
    'one line too many',
    wooOrder({
      ...noLines,
      line_items: Array.from({ length: orderLinesMax + 1 }, (_, id) => wooLine({ id })),
    }),
    /has 501 lines, and 500 are the most/,
  ],
  [
    'ten thousand lines',
    wooOrder({
      ...noLines,
      line_items: Array.from({ length: 10_000 }, (_, id) => wooLine({ id })),
    }),
    /has 10000 lines/,
  ],
  [
    'a tag as long as a page',
    wooOrder({
      line_items: [wooLine({ meta_data: [wooMeta('_kindcart_tags', 'x'.repeat(256))] })],
    }),
    /Line 315: tags\.0 is longer than 255/,
  ],
];
for (const [what, body, words] of unreadable) {
  test(`refuses ${what} in words`, () => {
    assert.throws(
      () => readBody(body, seenAt),
      (error) => error instanceof UnreadableEvent && words.test(error.message),
    );
  });
}

test('reads or refuses in words whatever it is given, and keeps nothing of the shopper', () => {
  const property = fc.property(spoilt(wooOrder()), (body) => {
    try {
      const said = JSON.stringify(readBody(body, seenAt));
      assert.doesNotMatch(said, /mei\.lin@|Harbour|198\.51|ring twice/);
    } catch (error) {
      assert.ok(error instanceof UnreadableEvent, String(error));
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});
