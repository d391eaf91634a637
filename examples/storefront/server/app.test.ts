// What the shop answers at each address, in both languages, to good and to bad requests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answered } from './app.ts';
import { products } from './catalogue/catalogue.ts';
import { kinds } from './catalogue/product.ts';
import type { Answer } from './store.ts';
import { cartOf, causes, TestShop } from './testing/shop.ts';

const textOf = ({ body = '' }: Answered) => (typeof body === 'string' ? body : String(body));

for (const prefix of ['', '/zh']) {
  test(`shows each page${prefix === '' ? '' : ' in Chinese'}`, async () => {
    const shop = new TestShop();
    const id = await shop.buy(cartOf({ longjing: 1 }));
    const lang = prefix === '' ? 'en' : 'zh-CN';
    const paths = ['/', '/cart', '/checkout', '/impact', '/desk', `/orders/${id}`];
    for (const path of [...paths, ...products.map((product) => `/products/${product.id}`)]) {
      const answered = await shop.get(`${prefix}${path}`);
      assert.equal(answered.status, 200, path);
      assert.match(textOf(answered), new RegExp(`^<!doctype html>\\n<html lang="${lang}">`), path);
      assert.doesNotMatch(textOf(answered), /undefined|\[object/, path);
    }
  });
}

test('shows one shelf, and all of them where there is no such shelf', async () => {
  const shop = new TestShop();
  const cards = async (path: string) =>
    textOf(await shop.get(path)).split('class="card"').length - 1;
  for (const kind of kinds) {
    const expected = products.filter((product) => product.kind === kind).length;
    assert.equal(await cards(`/?kind=${kind}`), expected, kind);
  }
  assert.equal(await cards('/?kind=coffee'), products.length);
  assert.equal(await cards('/'), products.length);
});

test('says of each product which promise it falls under, but of money for later', async () => {
  const shop = new TestShop();
  const promised: readonly [product: string, item: string | undefined][] = [
    ['longjing', 'chi_spring'],
    ['first-flush', 'chi_first'],
    ['gaiwan', 'chi_ware'],
    ['gift-new-year', 'chi_gifts'],
    ['sampler', 'chi_every'],
    ['keemun', 'chi_every'],
    ['gift-card', undefined],
  ];
  for (const [product, item] of promised) {
    const html = textOf(await shop.get(`/products/${product}`));
    const card = /<kind-charity-item item="(\w+)" variant="card">/.exec(html)?.[1];
    assert.equal(card, item, product);
  }
});

test('has a drawing of each product, and its few files', async () => {
  const shop = new TestShop();
  for (const { id } of products) {
    const answered = await shop.get(`/drawings/${id}.svg`);
    assert.equal(answered.type, 'image/svg+xml');
    assert.match(textOf(answered), /^<svg [\s\S]*<\/svg>\n$/);
    assert.doesNotMatch(textOf(answered), /undefined|NaN|<script/);
  }
  assert.match((await shop.get('/style.css')).type ?? '', /css/);
  assert.match((await shop.get('/shop.js')).type ?? '', /javascript/);
});

const nowhere = [
  '/coffee',
  '/products',
  '/products/coffee',
  '/products/longjing/more',
  '/products/longjing/more/still',
  '/pay/guessed',
  '/orders/guessed',
  '/orders',
  '/desk/orders/guessed',
  '/desk/other/thing',
  '/zh/coffee',
  '/zhx',
  '/..%2fserver%2fmain.ts',
  '/server/main.ts',
];

for (const path of nowhere) {
  test(`has nothing at ${path}`, async () => {
    assert.equal((await new TestShop().get(path)).status, 404);
  });
}

test('says what a cart costs, in the words of the page', async () => {
  const shop = new TestShop();
  const cart = cartOf({ longjing: 2, gaiwan: 1 }, { code: 'NEWLEAF' });
  const said = JSON.parse(textOf(await shop.post('/zh/cart/quote', JSON.stringify(cart))));
  assert.deepEqual(
    said.lines.map(({ name, amount }: { name: string; amount: string }) => [name, amount]),
    [
      ['西湖龙井', '¥230.40'],
      ['白瓷盖碗', '¥79.20'],
    ],
  );
  assert.deepEqual(
    said.sums.map(({ label, text }: { label: string; text: string }) => [label, text]),
    [
      ['商品', '¥344'],
      ['优惠', '−¥34.40'],
      ['运费', '免运费'],
      ['合计', '¥309.60'],
    ],
  );
  assert.equal(said.toRoundUp, 30_960);
  assert.equal(said.hasWare, true);
  assert.equal(said.pledge.lines.length, 2);
});

test('says what is wrong with a cart', async () => {
  const shop = new TestShop();
  for (const body of ['{', 'null', '{"lines":[{"productId":"coffee","quantity":1}]}']) {
    const answered = await shop.post('/cart/quote', body);
    assert.equal(answered.status, 400);
    assert.match(JSON.parse(textOf(answered)).fault, /cart/);
    assert.equal(
      (await shop.post('/checkout', { cart: body, name: 'A', address: 'B' })).status,
      400,
    );
  }
});

test('takes an order at its own prices, under an id that nobody guesses', async () => {
  const shop = new TestShop();
  const cart = {
    ...cartOf({ longjing: 1 }),
    total: 1,
    lines: [{ productId: 'longjing', quantity: 1, amount: 1 }],
  };
  const ids = [await shop.buy(cart), await shop.buy(cart)];
  assert.notEqual(ids[0], ids[1]);
  for (const id of ids) {
    assert.match(id, /^[\w-]{22}$/);
    assert.equal(shop.store.find(id)?.order.total, 14_000);
    assert.notEqual(shop.store.find(id)?.order.paidAt, null);
  }
  assert.equal(shop.told, 2);
});

test('asks again where name, address or cart is missing', async () => {
  const shop = new TestShop();
  const cart = JSON.stringify(cartOf({ longjing: 1 }));
  const forms = [
    { cart, name: ' ', address: 'B' },
    { cart, name: 'A', address: '' },
    { cart: JSON.stringify(cartOf({})), name: 'A', address: 'B' },
  ];
  for (const form of forms) {
    assert.equal((await shop.post('/zh/checkout', form)).location, '/zh/checkout');
  }
  assert.deepEqual(shop.store.newest(1), []);
});

const cards: readonly [card: string, expiry: string, cvc: string, says: RegExp | undefined][] = [
  ['4242424242424242', '11/26', '123', undefined],
  ['4242 4242 4242 4242', '1/2040', '123', undefined],
  ['4000 0000 0000 0002', '12/39', '123', /The card was declined/],
  ['4242 4242 4242 4242', '10/26', '123', /Only test cards/],
  ['4242 4242 4242 4242', '13/39', '123', /Only test cards/],
  ['4242 4242 4242 4242', '12/39', '12', /Only test cards/],
  ['5555 5555 5555 4444', '12/39', '123', /Only test cards/],
  ['', '', '', /Only test cards/],
];

for (const [card, expiry, cvc, says] of cards) {
  test(`${says === undefined ? 'takes' : 'does not take'} the card ${card || 'of nobody'} ${expiry} ${cvc}`, async () => {
    const shop = new TestShop();
    const form = { cart: JSON.stringify(cartOf({ longjing: 1 })), name: 'A', address: 'B' };
    const { location: payment = '' } = await shop.post('/checkout', form);
    assert.match(textOf(await shop.get(payment)), /no money moves/);
    const answered = await shop.post(payment, { card, expiry, cvc });
    const id = payment.slice('/pay/'.length);
    const { paidAt } = shop.store.find(id)?.order ?? assert.fail();
    if (says === undefined) {
      assert.equal(answered.location, `/orders/${id}`);
      assert.notEqual(paidAt, null);
      assert.equal((await shop.get(payment)).location, `/orders/${id}`, 'it is paid already');
    } else {
      assert.equal(answered.status, 402);
      assert.match(textOf(answered), says);
      assert.equal(paidAt, null);
      assert.equal(shop.told, 0);
    }
  });
}

test('takes an order through its steps at the desk, and says when it is too late for one', async () => {
  const shop = new TestShop();
  const id = await shop.buy(cartOf({ longjing: 2 }, { choice: causes[1] }));
  const step = (name: string, line = '') => shop.post(`/desk/orders/${id}`, { step: name, line });
  assert.equal((await step('ship')).location, '/desk');
  assert.equal((await step('ship')).location, '/desk?late');
  assert.match(textOf(await shop.get('/desk?late')), /role="alert"/);
  assert.equal((await step('deliver')).location, '/desk');
  assert.equal((await step('refund_one', 'longjing')).location, '/desk');
  assert.equal((await step('burn')).location, '/desk?late');
  assert.equal(shop.told, 4);
  const { order } = shop.store.find(id) ?? assert.fail();
  assert.equal(order.lines[0]?.returned, 1);
  assert.match(textOf(await shop.get('/desk')), /data-state="delivered"/);
});

test('shows at the desk what the platform said, and what it could not be told', async () => {
  const shop = new TestShop();
  const id = await shop.buy(cartOf({ longjing: 2 }));
  assert.match(textOf(await shop.get('/desk')), /has not been told/);
  assert.equal((await shop.get(`/desk/orders/${id}`)).status, 404, 'there is no answer yet');
  shop.store.wasNotTold(id, 1, 'unavailable: <away>', 0);
  assert.match(textOf(await shop.get('/desk')), /tried again by itself: unavailable: &lt;away&gt;/);
  const pledges = [{ charityItemId: 'chi_spring', state: 'pending', exact: '256.5' }];
  shop.store.wasTold(id, 1, { orderId: 'ord_7', pledges });
  assert.match(
    textOf(await shop.get('/desk')),
    /data-pledge="pending"><span><strong>¥2\.565<\/strong> spring tea, 1 %<\/span><span>promised/,
  );
  assert.match(textOf(await shop.get(`/zh/desk/orders/${id}`)), /looked up ord_7/);
});

test('writes what people typed as text', async () => {
  const shop = new TestShop();
  const hostile = `"><script>alert(1)</script>'&`;
  const form = { cart: JSON.stringify(cartOf({ longjing: 1 })), name: hostile, address: hostile };
  await shop.post('/checkout', form);
  const desk = textOf(await shop.get('/desk'));
  assert.doesNotMatch(desk, /<script>alert/);
  assert.match(desk, /&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;&#39;&amp;/);
});

test('hands the token of an order to its page alone', async () => {
  const shop = new TestShop();
  const id = await shop.buy(cartOf({ longjing: 1 }));
  assert.match(textOf(await shop.get(`/orders/${id}`)), new RegExp(`token="token-of-${id}"`));
  assert.doesNotMatch(textOf(await shop.get('/desk')), /token-of/);
});

test('makes a statement at the desk, leads to where it is paid, and says why it cannot', async () => {
  const open = { id: 'sta_1', number: '2026-1', state: 'open', total: 148, dues: [] };
  let isMade = false;
  const shop = new TestShop({
    statements: {
      list: async () => ({ ok: true, value: isMade ? [open] : [] }),
      make: async () => {
        if (isMade) return { ok: false, fault: 'There is <nothing> new.' };
        isMade = true;
        return { ok: true, value: undefined };
      },
      pay: async (id) => ({ ok: true, value: `http://platform.test/pay/${id}` }),
    },
  });
  assert.match(textOf(await shop.get('/desk')), /There is none yet/);
  assert.equal((await shop.post('/zh/desk/statements/new', '')).location, '/zh/desk');
  assert.match(textOf(await shop.get('/desk')), /data-statement="open">.*2026-1: ¥1\.48/);
  const paying = await shop.post('/desk/statements/sta_1', '');
  assert.equal(paying.location, 'http://platform.test/pay/sta_1');
  assert.match(textOf(await shop.post('/desk/statements/new', '')), /There is &lt;nothing&gt; new/);
});

test('shows orders as the platform has them now, not as it had them when it was told', async () => {
  const pledges = [{ charityItemId: 'chi_every', state: 'settled', exact: '20' }];
  const answers = new Map<string, Answer>();
  const shop = new TestShop({ answers: async () => answers });
  answers.set(await shop.buy(cartOf({ longjing: 1 })), { orderId: 'ord_1', pledges });
  assert.match(textOf(await shop.get('/desk')), /data-pledge="settled">.*<span>paid<\/span>/);
});
