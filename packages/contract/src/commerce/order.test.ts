// What may be told of merchants, charity items and orders, and what is refused by its name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import { bodyMaxBytes } from '../routes.ts';
import {
  changeCharityItemSchema,
  createCharityItemExample,
  createCharityItemSchema,
  exactSchema,
} from './charity-item.ts';
import { exactText } from './exact.ts';
import { createMerchantExample, createMerchantSchema } from './merchant.ts';
import {
  orderExample,
  orderLinesMax,
  recordOrderExample,
  recordOrderSchema,
  sayParts,
  saySteps,
} from './order.ts';
import { pledgeOf } from './pledge.ts';

function faultsOf(schema: Parameters<typeof parse>[0], value: unknown): Record<string, string> {
  const result = parse(schema, value);
  if (result.ok) return {};
  return Object.fromEntries(result.fields.map(({ field, message }) => [field, message]));
}

const [line] = recordOrderExample.lines;
const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ...line, id: `${at}` }));
const withLine = (change: object) => ({ lines: [{ ...line, ...change }] });

const orderFaults: readonly [what: string, change: object, field: string, words: RegExp][] = [
  ['no id of the shop', { shopOrderId: '' }, 'shopOrderId', /is empty/],
  ['an id longer than 255', { shopOrderId: 'x'.repeat(256) }, 'shopOrderId', /longer than 255/],
  ['an id that is a number', { shopOrderId: 8_209 }, 'shopOrderId', /not a string/],
  ['a day without a time', { updatedAt: '2026-11-20' }, 'updatedAt', /not a time such as/],
  ['a time of 1970', { paidAt: '1970-01-01T00:00:00Z' }, 'paidAt', /years 2000 to 2999/],
  ['no currency', { currency: 'XXX' }, 'currency', /ISO 4217/],
  ['too many lines', { lines: lines(orderLinesMax + 1) }, 'lines', /more than 500 lines/],
  ['one line twice', { lines: [line, line] }, 'lines', /names a line twice/],
  ['pieces below zero', withLine({ quantity: -1 }), 'lines.0.quantity', /is negative/],
  ['half a piece', withLine({ quantity: 0.5 }), 'lines.0.quantity', /whole number/],
  ['half a cent', withLine({ amount: 0.5 }), 'lines.0.amount', /whole number/],
  [
    'an amount beyond counting',
    withLine({ amount: 1e13 }),
    'lines.0.amount',
    /more than 1000000000000/,
  ],
  ['another kind of line', withLine({ kind: 'tax' }), 'lines.0.kind', /not one of goods, other/],
  ["the shopper's name", { name: 'Ada' }, 'name', /not a field of this request/],
];

for (const [what, change, field, words] of orderFaults) {
  test(`refuses an order with ${what}`, () => {
    const faults = faultsOf(recordOrderSchema, { ...recordOrderExample, ...change });
    assert.deepEqual(Object.keys(faults), [field]);
    assert.match(faults[field] ?? '', words);
  });
}

test('takes an order of nothing, of discounts, and one with as many lines as there may be', () => {
  for (const change of [{ lines: [] }, withLine({ amount: -5 }), { lines: lines(orderLinesMax) }]) {
    assert.deepEqual(faultsOf(recordOrderSchema, { ...recordOrderExample, ...change }), {});
  }
});

test('has room in a body for as many lines as there may be, when they say little', () => {
  const bare = { productId: null, sku: null, tags: [] };
  const body = {
    ...recordOrderExample,
    lines: lines(orderLinesMax).map((one) => ({ ...one, ...bare })),
  };
  assert.ok(JSON.stringify(body).length < bodyMaxBytes);
});

const { terms } = createCharityItemExample;
const termFaults: readonly [what: string, change: object, field: string, words: RegExp][] = [
  [
    'an end before the start',
    { endsAt: '2026-09-30T00:00:00Z' },
    'terms.endsAt',
    /before the start/,
  ],
  ['a start in 1970', { startsAt: '1970-01-01T00:00:00Z' }, 'terms.startsAt', /years 2000 to 2999/],
  ['a least above the most', { least: 6_000 }, 'terms.least', /above the most/],
  ['nobody to give to', { split: [] }, 'terms.split', /add up to 10000/],
];

for (const [what, change, field, words] of termFaults) {
  test(`refuses a charity item with ${what}`, () => {
    const body = { ...createCharityItemExample, terms: { ...terms, ...change } };
    const faults = faultsOf(createCharityItemSchema, body);
    assert.match(faults[field] ?? JSON.stringify(faults), words);
  });
}

test('refuses a change of a charity item that changes nothing', () => {
  assert.deepEqual(faultsOf(changeCharityItemSchema, {}), { '': 'changes nothing' });
  assert.deepEqual(faultsOf(changeCharityItemSchema, { place: 0 }), {});
});

const completions: readonly [completes: object, field: string | null][] = [
  [{ when: 'fulfilled' }, null],
  [{ when: 'delivered', days: 0 }, null],
  [{ when: 'delivered', days: 90 }, null],
  [{ when: 'delivered', days: 91 }, 'completes.days'],
  [{ when: 'delivered' }, 'completes.days'],
  [{ when: 'fulfilled', days: 7 }, 'completes.days'],
  [{ when: 'paid' }, 'completes.when'],
];

for (const [completes, field] of completions) {
  test(`${field === null ? 'takes' : 'refuses'} a merchant that completes ${JSON.stringify(completes)}`, () => {
    const faults = faultsOf(createMerchantSchema, { ...createMerchantExample, completes });
    assert.deepEqual(Object.keys(faults), field === null ? [] : [field]);
  });
}

test('says exact amounts as text, and of the example what the arithmetic comes to', () => {
  const { paidAt } = recordOrderExample;
  assert.ok(paidAt !== null);
  const { exact, parts, steps } = pledgeOf(terms, { ...recordOrderExample, paidAt });
  const [pledge] = orderExample.pledges;
  assert.deepEqual(
    [exactText(exact), sayParts(parts), saySteps(steps)],
    [pledge?.exact, pledge?.parts, pledge?.steps],
  );
  for (const text of ['-1', '1.', '.5', '1e3', '1.000000001', '']) {
    assert.notDeepEqual(faultsOf(exactSchema, text), {}, text);
  }
});
