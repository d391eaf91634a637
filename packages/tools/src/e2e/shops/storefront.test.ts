// A shopper buys at the example shop and the merchant takes it from there, in every engine: by the real
// pages, the real script, the shop's own server and the real platform. What orders pledge is looked up
// with the charity's secret key.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Order } from '@kindcart/contract';
import { type EngineName, engineNames } from '../../browsers/engines.ts';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { seesText } from '../testing/donor.ts';
import { once, openShop, type Shop } from '../testing/shop.ts';

const timeout = 180_000;
let shop: Shop;
const browsers = new Map<EngineName, Browser>();

before(async () => {
  shop = await openShop();
});

after(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
  assert.match(await shop.close(), /The books are clean\./);
});

/** Opens a page of the shop, and sees that it stayed clean and without cookies. */
async function visit(engine: EngineName, path: string, act: (page: Page) => Promise<void>) {
  const browser = browsers.get(engine) ?? (await launch(engine, { width: 1100, height: 900 }));
  browsers.set(engine, browser);
  const page = await browser.newPage();
  try {
    await page.goto(`${shop.origin}${path}`);
    await act(page);
    assert.deepEqual(await page.consoleErrors(), []);
    assert.deepEqual(shop.site.cookies, []);
  } finally {
    await page.close();
  }
}

/** The order as the charity's server reads it, once it is as wanted. */
async function orderOnce(shopOrderId: string, isSo: (order: Order) => boolean): Promise<Order> {
  const read = async () => {
    const listed = await shop.site.charity.listOrders({ query: { limit: 50 } });
    assert(listed.ok);
    return listed.value.items.find((order) => order.shopOrderId === shopOrderId);
  };
  const found = await once(read, (order) => order !== undefined && isSo(order));
  return found ?? assert.fail();
}

async function totalsOf(item: string) {
  const ids = [shop.items[item] ?? assert.fail(item)];
  const listed = await shop.site.charity.listCharityItems({ query: { ids } });
  assert(listed.ok);
  return listed.value.items[0]?.totals ?? assert.fail(item);
}

const pledgesOf = ({ pledges }: Order) =>
  Object.fromEntries(
    pledges.map(({ charityItemId, state, exact }) => {
      const name = Object.keys(shop.items).find((each) => shop.items[each] === charityItemId);
      return [name, `${exact} ${state}`];
    }),
  );

/** Puts a product into the cart on its own page. */
async function add(page: Page, product: string): Promise<void> {
  await page.goto(`${shop.origin}/products/${product}`);
  await page.click(`[data-add=${product}].button`);
  await page.waitFor('.count:not(:empty)');
}

/** Types address and card, and answers the id of the order. */
async function pay(page: Page): Promise<string> {
  await page.click('.summary a.button');
  await page.waitFor('form.cart:not([hidden])');
  await page.fill('#name', 'A shopper');
  await page.fill('#address', 'Nowhere Lane 1');
  await page.click('form.cart button[type=submit]');
  await page.waitFor('#card');
  await page.fill('#card', '4242 4242 4242 4242');
  await page.fill('#expiry', '12/39');
  await page.fill('#cvc', '123');
  await page.click('form.pay button[type=submit]');
  await page.waitFor('kind-order-impact');
  return page.evaluate(() => location.pathname.replace(/.*\//, ''));
}

/** Takes a step at the desk, and waits until the order is in the state that follows. */
async function step(page: Page, id: string, name: string, state: string, line = ''): Promise<void> {
  const form = `[data-order="${id}"] form:has([name=step][value=${name}]):has([name=line][value="${line}"])`;
  await page.evaluate(() => document.body.setAttribute('data-left', ''));
  await page.click(`${form} button`);
  await page.waitFor(`body:not([data-left]) [data-order="${id}"][data-state=${state}]`);
}

/** Takes a piece back, then all: what it gave is taken back, too, and the totals are as before. */
async function givesBack(
  engine: EngineName,
  id: string,
  before: Awaited<ReturnType<typeof totalsOf>>,
): Promise<void> {
  await visit(engine, '/desk', async (page) => {
    await step(page, id, 'refund_one', 'delivered', 'gaiwan');
    await orderOnce(id, (order) => pledgesOf(order).teaWare === '0 reversed');
    assert.deepEqual((await totalsOf('teaWare')).orders, before.orders);
    await step(page, id, 'refund_all', 'returned');
  });
  const returned = await orderOnce(id, ({ roundUp }) => roundUp?.state === 'reversed');
  assert.deepEqual(pledgesOf(returned), {
    springTea: '0 reversed',
    teaWare: '0 reversed',
    everyOrder: '0 reversed',
  });
  const after = await totalsOf('teaWare');
  assert.deepEqual([after.orders, after.exact], [before.orders, before.exact]);
}

for (const engine of engineNames) {
  test(`buys, chooses a cause, rounds up, and gives once it is delivered in ${engine}`, {
    timeout,
  }, async () => {
    let id = '';
    await visit(engine, '/', async (page) => {
      await seesText(
        page,
        'li:has([data-add=gaiwan]) kind-charity-item >>> [part=promise]',
        /1 for each one sold goes to/,
      );
      await add(page, 'gaiwan');
      await page.goto(`${shop.origin}/cart`);
      await seesText(page, 'kind-cart-pledge >>> [part=sum]', /1\.20/);
      await add(page, 'longjing');
      await page.goto(`${shop.origin}/cart`);
      await seesText(page, 'kind-cart-pledge >>> [part=sum]', /2\.48/);
      await page.click('kind-cause-picker >>> [part=cause]:nth-of-type(3)');
      const second = 'kind-cart-pledge >>> [part=project]:nth-child(2)';
      await seesText(page, second, /Saplings against the sand/);
      await seesText(page, '[data-sums] .total dd', /^¥216$/);
      await page.click('kind-round-up >>> [part=offer]');
      await seesText(page, '[data-sums] .round-up dd', /^¥1$/);
      await seesText(page, '[data-sums] .total dd', /^¥217$/);
      id = await pay(page);
      await seesText(page, 'h1', /^Thank you\.$/);
      await seesText(page, 'kind-order-impact >>> [part=sum]', /will give .*2\.48/);
      assert.equal(await page.text('.count'), '', 'the cart is empty again');
    });
    const paid = await orderOnce(id, ({ state }) => state === 'paid');
    assert.deepEqual(pledgesOf(paid), {
      springTea: '128 pending',
      teaWare: '100 pending',
      everyOrder: '20 pending',
    });
    assert.deepEqual(paid.pledges.find(({ exact }) => exact === '100')?.parts, [
      { projectId: shop.causes[2], exact: '100' },
    ]);
    const gift = { amount: 100, donationId: null };
    const roundUp = { projectId: shop.causes[0], ...gift, state: 'pending' };
    assert.deepEqual(paid.roundUp, roundUp);

    const before = await totalsOf('teaWare');
    await visit(engine, '/products/gaiwan', async (watcher) => {
      const meta = '.gives kind-charity-item >>> [part=meta]';
      await seesText(watcher, meta, new RegExp(`^${before.orders} orders`));
      await visit(engine, '/desk', async (page) => {
        await step(page, id, 'ship', 'sent');
        assert.deepEqual((await totalsOf('teaWare')).orders, before.orders);
        await step(page, id, 'deliver', 'delivered');
        // The desk is as it was asked for, and the platform applies a moment later what it is told.
        await orderOnce(id, ({ state }) => state === 'completed');
        await page.goto(`${shop.origin}/desk`);
        await seesText(page, `[data-order="${id}"] .pledges`, /confirmed/);
      });
      await seesText(watcher, meta, new RegExp(`^${before.orders + 1} orders`));
    });
    const delivered = await orderOnce(id, ({ state }) => state === 'completed');
    assert.deepEqual(pledgesOf(delivered), {
      springTea: '128 confirmed',
      teaWare: '100 confirmed',
      everyOrder: '20 confirmed',
    });
    assert.deepEqual(delivered.roundUp, { ...roundUp, state: 'confirmed' });
    await visit(engine, `/orders/${id}`, (page) =>
      seesText(page, 'kind-order-impact >>> [part=sum]', /2\.48/),
    );

    await givesBack(engine, id, before);
  });
}

test('says how much is missing to the next tier, and gives by it', { timeout }, async () => {
  await visit('chromium', '/', async (page) => {
    await add(page, 'gift-four-seasons');
    await page.goto(`${shop.origin}/zh/cart`);
    await seesText(page, 'kind-cart-pledge >>> [part=sum]', /2\.20/);
    await seesText(page, 'kind-cart-pledge >>> [part=next]', /132/);
  });
});

test('makes a statement at the desk, and pays it in the sandbox', { timeout }, async () => {
  await visit('chromium', '/desk', async (page) => {
    await page.click('form[action$="/statements/new"] button');
    await page.waitFor('[data-statement=open] button');
    await page.click('[data-statement=open] button');
    await page.waitFor('main.pay form');
    assert.equal(await page.evaluate(() => location.origin), shop.site.origin);
    await page.fill('[name=number]', '4242 4242 4242 4242');
    await page.fill('[name=expiry]', '12/39');
    await page.fill('[name=cvc]', '123');
    await page.click('main.pay button[type=submit]');
    const newest = async () => {
      const listed = await shop.site.charity.listStatements({ query: { limit: 1 } });
      assert(listed.ok);
      return listed.value.items[0];
    };
    await once(newest, (statement) => statement?.state === 'paid');
    await page.goto(`${shop.origin}/desk`);
    await page.waitFor('[data-statement=paid]');
    // Nothing was confirmed since.
    await page.click('form[action$="/statements/new"] button');
    await page.waitFor('.fault');
  });
});

test('loses no order while the platform cannot be told, nor when the shop is killed', {
  timeout,
}, async () => {
  let id = '';
  const release = shop.site.holdBack('/v1/orders');
  await visit('chromium', '/', async (page) => {
    await add(page, 'longjing');
    await page.goto(`${shop.origin}/cart`);
    await page.waitFor('.summary a.button');
    id = await pay(page);
    await shop.kill();
    release();
    await shop.start();
    const told = await orderOnce(id, ({ state }) => state === 'paid');
    assert.equal(pledgesOf(told).springTea, '128 pending');
    await page.goto(`${shop.origin}/desk`);
    await page.waitFor(`[data-order="${id}"] [data-pledge=pending]`);
  });
});
