// Shops asked for what their events missed: found once, counted, and by one process at a time.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { later } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { lineBody, orderBody } from './shopify/testing/bodies.ts';
import { shopifyToken, startShopify } from './shopify/testing/stand-in.ts';
import { findSource } from './source-records.ts';
import { applyAll, connectShopify, handShops } from './testing/connected.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const shopify = await startShopify();
const { shops, metrics, log, failures } = handShops(house);
const tea = await connectShopify(house, { access: { url: shopify.url, token: shopifyToken } });
const { createdAt: then } = await tea.shop.item();
after(async () => {
  await shops.stop();
  await shopify.close();
  await house.stop();
  await database.close();
});

const quarterMs = 15 * 60_000;
const order = (
  id: unknown,
  changes: Readonly<Record<string, unknown>> & { readonly updated_at?: string } = {},
) => orderBody({ id, at: then, ...changes });
const atShop = (body: ReturnType<typeof order>) =>
  shopify.orders.push({ updatedAt: body.updated_at, json: JSON.stringify(body) });
const counted = (found: string) =>
  Number(new RegExp(`found="${found}"\\} (\\d+)`).exec(metrics.text())?.[1]);
const keptIds = async () => (await tea.orders()).map(({ shopOrderId }) => shopOrderId).toSorted();
const source = async () => (await findSource(db, tea.sourceId)) ?? assert.fail();

test('leaves what is younger than two minutes to its event', async () => {
  for (const id of [1, 2, 3]) atShop(order(id));
  assert.equal(await shops.reconcileRound(), 1);
  assert.equal(await shops.reconcileRound(), 0);
  assert.deepEqual([await shops.applyRound(), counted('missed')], [0, 0]);
});

test('finds the orders of which no event came, over all pages, and none that is known', async () => {
  await tea.deliver(order(1));
  await applyAll(shops);
  house.clock.advance(quarterMs);
  assert.equal(await shops.reconcileRound(), 1);
  await applyAll(shops);
  assert.deepEqual(await keptIds(), ['1', '2', '3']);
  assert.equal(counted('missed'), 2);
  assert.match(log.join('\n'), /"orders":2.*orders of a shop came by no event/);
});

test('makes nothing of orders that stand as they were told, whatever else changed at the shop', async () => {
  const events = db.selectFrom('shop_event').select('id');
  const before = await events.execute();
  shopify.orders.splice(0);
  for (const id of [1, 2, 3]) {
    atShop(order(id, { updated_at: later(then, 60_000), note: 'Packed', tags: 'vip' }));
  }
  house.clock.advance(quarterMs);
  const known = counted('known');
  await shops.reconcileRound();
  assert.deepEqual(await events.execute(), before);
  assert.equal(counted('known'), known + 3);
});

test('asks again from an hour before it asked last', async () => {
  const { polled_until: until } = await source();
  house.clock.advance(quarterMs);
  await shops.reconcileRound();
  const since = shopify.asked.at(-1)?.searchParams.get('updated_at_min') ?? '';
  assert.equal(Date.parse(since), (until?.getTime() ?? 0) - 60 * 60_000);
});

test('takes a change that no event told, and one that came by an event meanwhile only once', async () => {
  const changed = order(2, {
    updated_at: later(then, 120_000),
    cancelled_at: later(then, 120_000),
  });
  atShop(changed);
  house.clock.advance(quarterMs);
  await shops.reconcileRound();
  await tea.deliver(changed);
  await applyAll(shops);
  const kept = (await tea.orders()).find(({ shopOrderId }) => shopOrderId === '2');
  assert.equal(kept?.state, 'cancelled');
  await house.auditClean();
});

test('says in words why a shop could not be asked, asks again soon, and recovers', async () => {
  shopify.moods.push((response) => response.writeHead(401).end());
  house.clock.advance(quarterMs);
  const { polled_until: before } = await source();
  assert.equal(await shops.reconcileRound(), 1);
  const failed = await source();
  assert.match(failed.poll_fault ?? '', /^Shopify refuses the access token \(401\)/);
  assert.deepEqual(failed.polled_until, before);
  assert.ok(failed.next_poll_at.getTime() - house.clock.nowMs() <= 10_000);
  assert.doesNotMatch(log.join('\n'), /shpat/);
  assert.deepEqual(failures, []);
  house.clock.advance(10_001);
  await shops.reconcileRound();
  const recovered = await source();
  assert.deepEqual([recovered.poll_fault, recovered.poll_failures], [null, 0]);
});

test('keeps what it cannot read, so that somebody hears of it, and keeps it once', async () => {
  const lines = { line_items: [lineBody({ id: 1, price: 'ten' })] };
  atShop(order(9, { ...lines, updated_at: new Date(house.clock.nowMs()).toISOString() }));
  for (let time = 0; time < 2; time += 1) {
    house.clock.advance(quarterMs);
    await shops.reconcileRound();
    await applyAll(shops);
  }
  const dead = db.selectFrom('shop_event').select(['fault', 'topic']).where('state', '=', 'dead');
  assert.deepEqual(await dead.execute(), [
    { fault: 'line_items[0].price_set.shop_money.amount is no amount in USD.', topic: 'polled' },
  ]);
});

test('goes on past orders that cannot be kept, and says each once', async () => {
  const at = new Date(house.clock.nowMs()).toISOString();
  const many = Array.from({ length: 501 }, (_, id) => lineBody({ id, price: '1.00' }));
  atShop(order(20, { line_items: many, updated_at: at }));
  atShop(order('\u0000', { updated_at: at }));
  atShop(order(21, { updated_at: at }));
  for (let time = 0; time < 2; time += 1) {
    house.clock.advance(quarterMs);
    await shops.reconcileRound();
    await applyAll(shops);
  }
  assert.ok((await keptIds()).includes('21'));
  const dead = db
    .selectFrom('shop_event')
    .select('fault')
    .where('state', '=', 'dead')
    .orderBy('id');
  assert.deepEqual(
    (await dead.execute())
      .map(({ fault }) => fault)
      .slice(1)
      .toSorted(),
    ['The id of the order is longer than 255, or no id.', 'line_items has more than 500 lines.'],
  );
  assert.equal((await source()).poll_fault, null);
});

test('gives up asking when the platform stops', async () => {
  const next = handShops(house);
  house.clock.advance(quarterMs);
  const held = new Promise<void>((resolve) => {
    shopify.moods.push((response) => {
      resolve();
      response.on('close', () => response.destroy());
    });
  });
  const round = next.shops.reconcileRound();
  await held;
  await next.shops.stop();
  assert.equal(await round, 0);
  assert.equal((await source()).poll_fault, null);
});

test('works by itself once it is started', async () => {
  const next = handShops(house);
  next.shops.start();
  atShop(order(10, { updated_at: later(then, 180_000) }));
  house.clock.advance(quarterMs);
  await tea.deliver(order(11));
  await waitUntil(
    'an order by its event',
    async () => (await keptIds()).includes('11') || undefined,
  );
  await next.shops.stop();
});
