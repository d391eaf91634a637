// What carts cost, and what is not believed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Cart,
  CartProblem,
  freeShippingFrom,
  priced,
  readCart,
  roundUpMax,
  shippingFee,
  toldLines,
} from './cart.ts';
import { products } from './catalogue/catalogue.ts';
import { cartOf, causes } from './testing/shop.ts';

const costs: readonly [
  what: string,
  pieces: Readonly<Record<string, number>>,
  code: string,
  sums: readonly [subtotal: number, discount: number, shipping: number, total: number],
][] = [
  ['one thing with shipping', { 'tea-scoop': 1 }, '', [3_900, 0, 1_200, 5_100]],
  ['enough for free shipping', { longjing: 2 }, '', [25_600, 0, 0, 25_600]],
  ['a code', { longjing: 1, gaiwan: 1 }, 'NEWLEAF', [21_600, 2_160, 1_200, 20_640]],
  [
    'a code that takes parts of a fen',
    { 'tea-scoop': 1, liubao: 3 },
    'NEWLEAF',
    [27_300, 2_730, 0, 24_570],
  ],
  ['a code that is none', { longjing: 2 }, 'OLDLEAF', [25_600, 0, 0, 25_600]],
  ['a gift card, which is not sent', { 'gift-card': 1 }, '', [20_000, 0, 0, 20_000]],
  [
    'a gift card, which is never cheaper',
    { 'gift-card': 1, gaiwan: 1 },
    'NEWLEAF',
    [28_800, 880, 1_200, 29_120],
  ],
  ['nothing', {}, '', [0, 0, 0, 0]],
];

for (const [what, pieces, code, [subtotal, discount, shipping, total]] of costs) {
  test(`prices ${what}`, () => {
    const cart = priced(cartOf(pieces, { code }));
    assert.deepEqual(
      {
        subtotal: cart.subtotal,
        discount: cart.discount,
        shipping: cart.shipping,
        total: cart.total,
      },
      { subtotal, discount, shipping, total },
    );
    assert.equal(cart.isCodeUnknown, code === 'OLDLEAF');
  });
}

test('takes from the lines together exactly what the code takes from all of them', () => {
  for (const [at, { id }] of products.entries()) {
    const others = products.slice(at + 1, at + 4).map((product) => [product.id, 3] as const);
    const cart = priced(cartOf({ [id]: 1, ...Object.fromEntries(others) }, { code: 'NEWLEAF' }));
    const goods = cart.lines.filter(({ product }) => product.isGiftCard !== true);
    const full = goods.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
    const paid = goods.reduce((sum, { amount }) => sum + amount, 0);
    assert.equal(paid, full - Math.floor(full / 10));
  }
});

test('asks for shipping up to the bound and not from it on', () => {
  const below = priced(cartOf({ 'first-flush': 1 }));
  assert.deepEqual([below.subtotal < freeShippingFrom, below.shipping], [true, shippingFee]);
  assert.equal(priced(cartOf({ 'first-flush': 1, 'tea-scoop': 1 })).shipping, 0);
});

test('adds what the shopper gives on top, apart from the goods', () => {
  const roundUp = { amount: 50, projectId: causes[0] };
  const cart = priced(cartOf({ longjing: 2 }, { roundUp }));
  assert.equal(cart.total, 25_650);
  assert.equal(cart.subtotal, 25_600);
});

test('tells the platform lines whose goods are goods alone', () => {
  const roundUp = { amount: 50, projectId: causes[0] };
  const cart = priced(cartOf({ gaiwan: 1, 'gift-card': 1 }, { roundUp }));
  const kinds = toldLines(cart).map(({ id, kind, amount }) => [id, kind, amount]);
  assert.deepEqual(kinds, [
    ['gaiwan', 'goods', 8_800],
    ['gift-card', 'other', 20_000],
    ['shipping', 'other', 1_200],
    ['round-up', 'other', 50],
  ]);
  assert.deepEqual(toldLines(cart)[0]?.collections, ['tea-ware']);
});

test('reads a cart as a browser tells it, and no prices', () => {
  const told = {
    lines: [{ productId: 'longjing', quantity: 2, price: 1, amount: 1 }],
    code: ' newleaf ',
    choice: causes[1],
    roundUp: { amount: 40, projectId: causes[2] },
    total: 1,
  };
  const read = readCart(told, causes);
  assert.deepEqual(read, {
    lines: [{ productId: 'longjing', quantity: 2 }],
    code: 'NEWLEAF',
    choice: causes[1],
    roundUp: { amount: 40, projectId: causes[2] },
  } satisfies Cart);
  assert.equal(priced(read).subtotal, 25_600);
});

test('does not let a browser choose a project that is not offered', () => {
  assert.equal(readCart({ lines: [], choice: 'prj_own_pocket' }, causes).choice, null);
});

const line = (productId: unknown, quantity: unknown) => ({ lines: [{ productId, quantity }] });
const refused: readonly [what: string, cart: unknown, why: RegExp][] = [
  ['no cart at all', null, /no cart/],
  ['a list', [], /no cart/],
  ['lines that are none', { lines: 'longjing' }, /no cart/],
  ['a line that is none', { lines: [null] }, /not sold here/],
  ['what is not sold', line('coffee', 1), /not sold here/],
  ['a name of every object', line('__proto__', 1), /not sold here/],
  ['no pieces', line('longjing', 0), /1 to 20/],
  ['fewer than none', line('longjing', -1), /1 to 20/],
  ['parts of a piece', line('longjing', 1.5), /1 to 20/],
  ['pieces as text', line('longjing', '1'), /1 to 20/],
  ['too many pieces', line('longjing', 21), /1 to 20/],
  ['a product twice', { lines: [...line('gaiwan', 1).lines, ...line('gaiwan', 2).lines] }, /twice/],
  [
    'too many lines',
    { lines: Array.from({ length: 51 }, () => line('gaiwan', 1).lines[0]) },
    /too many/,
  ],
  ['a gift below zero', { lines: [], roundUp: { amount: -1, projectId: causes[0] } }, /bounds/],
  [
    'a gift without end',
    { lines: [], roundUp: { amount: roundUpMax + 1, projectId: causes[0] } },
    /bounds/,
  ],
  ['a gift for a stranger', { lines: [], roundUp: { amount: 10, projectId: 'prj_x' } }, /nobody/],
];

for (const [what, cart, why] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => readCart(cart, causes),
      (error) => error instanceof CartProblem && why.test(error.message),
    );
  });
}
