import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { readCart } from './cart.ts';

const whole = {
  id: '1',
  productId: null,
  variantId: null,
  sku: null,
  collections: [],
  tags: [],
  quantity: 1,
  amount: 100,
  kind: 'goods',
};

const readable: readonly [what: string, line: object, read: object][] = [
  ['a line of an amount alone', { amount: 100 }, {}],
  [
    'ids that are numbers',
    { amount: 100, id: 7, productId: 632910392 },
    { id: '7', productId: '632910392' },
  ],
  ['ids that are empty', { amount: 100, id: '', sku: '', variantId: null }, {}],
  [
    'tags that are numbers, and none',
    { amount: 100, tags: [1, 'a', ''], collections: null },
    { tags: ['1', 'a'] },
  ],
  [
    'a discount',
    { amount: -100, quantity: 0, kind: 'other' },
    { amount: -100, quantity: 0, kind: 'other' },
  ],
  ['what it has no use for', { amount: 100, colour: 'red' }, {}],
];

for (const [what, line, read] of readable) {
  test(`reads ${what}`, () => {
    const told = readCart({ currency: 'CNY', lines: [line] });
    ok(told.ok);
    deepEqual(told.cart, { currency: 'CNY', choice: null, lines: [{ ...whole, ...read }] });
  });
}

test('keeps titles to itself', () => {
  const told = readCart({
    currency: 'CNY',
    lines: [
      { amount: 1, title: 'Tea' },
      { amount: 2, title: ' ' },
    ],
  });
  ok(told.ok);
  deepEqual([...told.titles], [['1', 'Tea']]);
  equal(JSON.stringify(told.cart).includes('Tea'), false);
});

test('reads a choice that is a project', () => {
  const choice = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
  const told = readCart(JSON.stringify({ currency: 'CNY', choice, lines: [] }));
  ok(told.ok);
  equal(told.cart.choice, choice);
});

const line = { amount: 1 };
const unreadable: readonly [told: unknown, fault: string][] = [
  ['{', 'the cart is not JSON.'],
  [null, 'the cart is no object.'],
  [[], 'the cart is no object.'],
  [{ lines: [] }, 'the cart\'s currency is no ISO 4217 code such as "CNY".'],
  [{ currency: 'cny', lines: [] }, 'the cart\'s currency is no ISO 4217 code such as "CNY".'],
  [{ currency: 'CNY' }, "the cart's lines are no list."],
  [{ currency: 'CNY', lines: [1] }, "the cart's lines[0] is no object."],
  [
    { currency: 'CNY', lines: [{}] },
    "the cart's lines[0].amount is no whole number of minor units.",
  ],
  [
    { currency: 'CNY', lines: [line, { amount: '1' }] },
    "the cart's lines[1].amount is no whole number of minor units.",
  ],
  [
    { currency: 'CNY', lines: [{ ...line, quantity: -1 }] },
    "the cart's lines[0].quantity is no whole number from 0 on.",
  ],
  [
    { currency: 'CNY', lines: [{ ...line, kind: 'gift' }] },
    'the cart\'s lines[0].kind is neither "goods" nor "other".',
  ],
  [
    { currency: 'CNY', lines: [{ ...line, productId: 2 ** 60 }] },
    "the cart's lines[0].productId is neither text nor a whole number; send large numbers as text.",
  ],
  [{ currency: 'CNY', lines: [{ ...line, tags: 'a' }] }, "the cart's lines[0].tags is no list."],
  [
    { currency: 'CNY', lines: [{ ...line, id: 2 }, line] },
    'the cart\'s lines name the id "2" twice.',
  ],
  [
    { currency: 'CNY', choice: 'x', lines: [] },
    "the cart's choice is no project id such as prj_….",
  ],
];

for (const [told, fault] of unreadable) {
  test(`says that ${fault}`, () => deepEqual(readCart(told), { ok: false, fault }));
}
