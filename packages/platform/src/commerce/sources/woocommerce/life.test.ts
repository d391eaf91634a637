// A shop on WooCommerce at a whole platform: what it tells and how, and what comes of it.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { testDatabase, testPlatform } from '../../../testing/platform.ts';
import { connectKind } from '../testing/connect-kind.ts';
import { applyAll, handShops } from '../testing/connected.ts';
import { type WooOrder, wooLine, wooMeta } from './testing/order.ts';
import { startWooShop, type WooDelivery } from './testing/shop.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { clock } = house;
const { shops, metrics, log, failures } = handShops(house);
const woo = await startWooShop(clock.nowMs);
/** An order in the currency of the merchant. */
const place = (change: WooOrder = {}) => woo.place({ currency: 'USD', ...change });
const { secret, access } = woo;
const { shop, post, order } = await connectKind(house, { kind: 'woocommerce', secret, access });
const item = await shop.item();
after(async () => {
  await shops.stop();
  await woo.close();
  await house.stop();
  await database.close();
});
const minuteMs = 60_000;
beforeEach(() => clock.advance(minuteMs));

/** Sends what waits at the shop, and applies it. */
async function deliverAll(deliveries: readonly WooDelivery[] = woo.deliveries()): Promise<void> {
  for (const delivery of deliveries) assert.equal((await post(delivery)).status, 200);
  await applyAll(shops);
  assert.deepEqual(failures, []);
}

const seconds = () => new Date(clock.nowMs()).toISOString().slice(0, 19);

async function standsAt(id: number): Promise<readonly (string | undefined)[]> {
  const [pledge] = (await order(id)).pledges;
  return [pledge?.state, pledge?.exact];
}

function counted(name: string): number {
  const lines = metrics.text().split('\n');
  const line = lines.find((text) => text.startsWith(`${name} `)) ?? assert.fail(name);
  return Number(line.slice(name.length));
}

const storedEvents = async () =>
  (await database.db.selectFrom('shop_event').select('id').execute()).length;

test('brings an order through its life: pending, confirmed, given back in part and in full', async () => {
  const id = place();
  await deliverAll();
  assert.deepEqual(await standsAt(id), ['pending', '16']);
  assert.equal((await order(id)).source, 'woocommerce');
  clock.advance(minuteMs);
  woo.change(id, { status: 'completed', date_completed_gmt: seconds() });
  await deliverAll();
  assert.deepEqual(await standsAt(id), ['confirmed', '16']);
  clock.advance(minuteMs);
  woo.refund(id, '14.04');
  await deliverAll();
  assert.deepEqual(await standsAt(id), ['confirmed', '8']);
  clock.advance(minuteMs);
  woo.refund(id, '14.04');
  woo.change(id, { status: 'refunded' });
  await deliverAll();
  assert.deepEqual(await standsAt(id), ['reversed', '0']);
  await house.auditClean();
});

test('takes a pledge back with an order that is deleted, and gives it again once that is restored', async () => {
  const id = place();
  await deliverAll();
  clock.advance(minuteMs);
  woo.trash(id);
  await deliverAll();
  assert.deepEqual(await standsAt(id), ['reversed', '0']);
  clock.advance(minuteMs);
  woo.restore(id);
  await deliverAll();
  assert.deepEqual(await standsAt(id), ['pending', '16']);
});

test('gives by 200 orders of one second, all under one delivery id and each told three times', async () => {
  const ids = Array.from({ length: 200 }, () => place());
  const deliveries = woo.deliveries().map(({ body, headers }) => ({
    body,
    headers: { ...headers, 'x-wc-webhook-delivery-id': 'the one of this second' },
  }));
  const before = await storedEvents();
  const answers = await Promise.all([...deliveries, ...deliveries, ...deliveries].map(post));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal((await storedEvents()) - before, 200);
  await applyAll(shops);
  const states = await Promise.all(ids.map(standsAt));
  assert.deepEqual(new Set(states.map(String)), new Set(['pending,16']));
  await house.auditClean();
});

test('goes by the body whatever the headers beside it say, which nobody signed', async () => {
  const id = place();
  const [delivery] = woo.deliveries();
  assert.ok(delivery);
  const headers = { 'x-wc-webhook-topic': 'order.deleted', 'x-wc-webhook-delivery-id': 'another' };
  await deliverAll([delivery, { ...delivery, headers: { ...delivery.headers, ...headers } }]);
  assert.deepEqual(await standsAt(id), ['pending', '16']);
});

test('answers the ping of a new webhook and keeps nothing of it; as JSON it is nobody', async () => {
  const before = await storedEvents();
  const ping = woo.ping();
  assert.equal((await post(ping)).status, 200);
  const asJson = { ...ping, headers: { 'content-type': 'application/json' } };
  assert.equal((await post(asJson)).status, 401);
  const bare = { body: '{"id":727}', headers: { 'content-type': 'application/json' } };
  assert.equal((await post(bare)).status, 401);
  assert.equal(await storedEvents(), before);
});

test('says why an order gives nothing that is in another currency', async () => {
  const id = place({ currency: 'JPY', total: '28', line_items: [], shipping_lines: [] });
  await deliverAll();
  assert.deepEqual(
    (await order(id)).none.map(({ charityItemId, because }) => [charityItemId, because]),
    [[item.id, 'other_currency']],
  );
});

test('follows the choice and the tags that the plug-in puts on an order', async () => {
  const other = await shop.stage.project();
  const chosen = await shop.item({
    scope: { kind: 'tags', names: ['tea'] },
    choices: [shop.project.id, other.id],
  });
  clock.advance(minuteMs);
  const line = wooLine({ meta_data: [wooMeta('_kindcart_tags', 'tea')] });
  const id = place({ line_items: [line], meta_data: [wooMeta('_kindcart_cause', other.id)] });
  await deliverAll();
  const { pledges } = await order(id);
  const pledge = pledges.find(({ charityItemId }) => charityItemId === chosen.id);
  assert.deepEqual(pledge?.parts, [{ projectId: other.id, exact: '16' }]);
});

test('gives up an event that cannot be read, and says where it is wrong', async () => {
  place({ line_items: [wooLine({ total: 'much' })] });
  await deliverAll();
  const dead = await database.db
    .selectFrom('shop_event')
    .select('fault')
    .where('state', '=', 'dead')
    .execute();
  assert.deepEqual(dead, [{ fault: 'line_items[0].total is no amount in USD.' }]);
  assert.equal(counted('shop_events_ended_total{kind="woocommerce",end="dead"}'), 1);
});

test('finds the last update of an order, which never came, once, by asking the shop', async () => {
  const id = place();
  await deliverAll();
  clock.advance(minuteMs);
  woo.change(id, { status: 'completed', date_completed_gmt: seconds() });
  assert.equal(woo.deliveries().length, 1);
  clock.advance(10 * minuteMs);
  const missed = 'shop_events_reconciled_total{kind="woocommerce",found="missed"}';
  const before = counted(missed);
  assert.equal(await shops.reconcileRound(), 1);
  await applyAll(shops);
  assert.deepEqual(await standsAt(id), ['confirmed', '16']);
  const found = counted(missed) - before;
  clock.advance(20 * minuteMs);
  assert.equal(await shops.reconcileRound(), 1);
  await applyAll(shops);
  assert.equal(found, 1);
  assert.equal(counted(missed) - before, 1);
  assert.deepEqual(await standsAt(id), ['confirmed', '16']);
  await house.auditClean();
});

test('says in the log why a shop cannot be asked, and asks it again later', async () => {
  clock.advance(20 * minuteMs);
  woo.fail(401);
  assert.equal(await shops.reconcileRound(), 1);
  assert.match(log.join(''), /does not take the key \(401\)\. Make a new one under WooCommerce/);
  assert.doesNotMatch(log.join(''), /cs_/);
  clock.advance(minuteMs);
  assert.equal(await shops.reconcileRound(), 1);
});
