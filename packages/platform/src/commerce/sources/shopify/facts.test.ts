// What is read of Shopify's bodies: told apart by their shape, without a word about the shopper, and in
// words where something is missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExactly } from '../exact-json.ts';
import { UnreadableEvent } from '../port.ts';
import { readShopify } from './facts.ts';
import { lineBody, orderBody, refundBody } from './testing/bodies.ts';

const at = '2026-11-20T09:30:00.000Z';
const order = (changes: object = {}) => orderBody({ id: 7, at, ...changes });
const line = (changes: object) =>
  order({ line_items: [{ ...lineBody({ id: 1, price: '1.00' }), ...changes }] });
const refund = (changes: object = {}) => ({
  ...refundBody({ id: 1, orderId: 7, at, lines: [[1, 1, '1.00']], money: '1.00' }),
  ...changes,
});

test('reads an order and a refund, both under the id of the order', () => {
  for (const body of [order(), refund()]) {
    const reading = readShopify(body);
    assert.equal(reading.what === 'told' && reading.orderKey, '7');
  }
});

for (const [what, body] of [
  ['an order that was deleted', { id: 7 }],
  ['a product', { id: 7, title: 'Tea', variants: [] }],
  ['a fulfilment', { id: 1, order_id: 7, status: 'success', line_items: [] }],
  ['a list', []],
  ['a text', 'orders/paid'],
  ['nothing', null],
] as const) {
  test(`ignores ${what}`, () => {
    const reading = readShopify(body);
    assert.equal(
      reading.what === 'ignored' && reading.because,
      'It is neither an order nor a refund.',
    );
  });
}

test('keeps nothing of the shopper', () => {
  for (const body of [order({ refunds: [refund()] }), refund()]) {
    const kept = JSON.stringify(readShopify(body));
    assert.doesNotMatch(kept, /Lin\b|lin@|Street|Hangzhou|203\.0\.113|555|ring at|115310627314723/);
  }
});

test('keeps ids beyond 2^53 to the letter', () => {
  const text = JSON.stringify(order()).replace('"id":7', '"id":820982911946154508');
  const reading = readShopify(parseExactly(text));
  assert.equal(reading.what === 'told' && reading.orderKey, '820982911946154508');
});

const unreadable: readonly (readonly [body: unknown, words: string])[] = [
  [order({ id: undefined }), 'id is missing.'],
  [order({ id: 1.5 }), 'id is no id.'],
  [order({ updated_at: undefined }), 'updated_at is missing.'],
  [order({ updated_at: 'yesterday' }), 'updated_at is no time.'],
  [order({ currency: 'XXX' }), 'currency is no currency of ISO 4217.'],
  [order({ refunds: 'none' }), 'refunds is no list.'],
  [line({ price_set: undefined, price: '1,00' }), 'line_items[0].price is no amount in USD.'],
  [line({ price_set: undefined, price: 1 }), 'line_items[0].price is no text.'],
  [line({ price_set: undefined, price: '1.005' }), 'line_items[0].price is no amount in USD.'],
  [
    line({ price_set: undefined, price: '90000000000000.00' }),
    'line_items[0].price is more than any order has.',
  ],
  [line({ quantity: 2 ** 40 }), 'line_items[0] is more than any order has.'],
  [line({ quantity: -1 }), 'line_items[0].quantity is no whole number of 0 or more.'],
  [line({ quantity: '1' }), 'line_items[0].quantity is no whole number of 0 or more.'],
  [
    line({ price_set: { shop_money: { amount: '1.00', currency_code: 'EUR' } } }),
    'line_items[0].price_set.shop_money.currency_code is not USD, the currency of the order.',
  ],
  [refund({ order_id: undefined }), 'order_id is missing.'],
  [
    // The plain number is a float, and so never read.
    refund({ refund_line_items: [{ line_item_id: 1, quantity: 1, subtotal: 195.66 }] }),
    'refund_line_items[0].subtotal_set.shop_money.currency_code is missing.',
  ],
];

for (const [body, words] of unreadable) {
  test(`says that ${words}`, () => {
    assert.throws(
      () => readShopify(body),
      (error) => error instanceof UnreadableEvent && error.message === words,
    );
  });
}
