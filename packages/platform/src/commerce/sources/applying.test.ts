// What becomes of events: whatever came first, and however often, orders end the same; what cannot be
// applied is tried again, or given up in words, and can be replayed.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Order } from '@kindcart/contract';
import { later, openShop } from '@kindcart/contract/conformance';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { eraseBodies, replayEvents } from './event-records.ts';
import { lineBody, orderBody, refundBody } from './shopify/testing/bodies.ts';
import { shopifySecret, signed } from './shopify/testing/stand-in.ts';
import { insertSource } from './source-records.ts';
import { applyAll, connectShopify, handShops } from './testing/connected.ts';
import { permutations } from './testing/permutations.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { shops, metrics, failures, log } = handShops(house);
const tea = await connectShopify(house);
const item = await tea.shop.item({ gives: { kind: 'item_share', basisPoints: 1_000 } });
const { createdAt: then } = item;
house.clock.advance(10 * 60_000);
after(async () => {
  await shops.stop();
  await house.stop();
  await database.close();
});

const order = (id: unknown, changes: object = {}) => orderBody({ id, at: then, ...changes });
const back = (orderId: unknown, amount: string, seconds: number) =>
  refundBody({ id: seconds, orderId, at: later(then, seconds * 1_000), money: amount });
const orderNamed = async (id: string): Promise<Order | undefined> => {
  const row = await db
    .selectFrom('shop_order')
    .select('id')
    .where('shop_order_id', '=', id)
    .where('merchant_id', '=', tea.shop.merchant.id)
    .executeTakeFirst();
  return row && tea.shop.readOrder(row);
};
const eventsOf = (orderKey: string) =>
  db.selectFrom('shop_event').selectAll().where('order_key', '=', orderKey).orderBy('id').execute();
const counted = (end: string) =>
  Number(new RegExp(`end="${end}"\\} (\\d+)`).exec(metrics.text())?.[1]);

/** An order without what only tells one order from another. */
function standing({ id, shopOrderId, createdAt, ...rest }: Order) {
  return rest;
}

/** Paid, changed, given back in part, given back in full, cancelled. */
function lifeOf(id: number) {
  const two = [
    lineBody({ id: 1, price: '10.00', quantity: 2 }),
    lineBody({ id: 2, price: '5.00' }),
  ];
  const part = refundBody({
    id: id * 10,
    orderId: id,
    at: later(then, 2_000),
    lines: [[1, 1, '10.00']],
    money: '10.00',
  });
  const rest = refundBody({
    ...{ id: id * 10 + 5, orderId: id, at: later(then, 3_000), money: '15.00' },
    lines: [
      [1, 1, '10.00'],
      [2, 1, '5.00'],
    ],
  });
  return {
    paid: order(id, { line_items: two }),
    updated: order(id, { line_items: two, updated_at: later(then, 1_000), note: 'Changed' }),
    part,
    rest,
    cancelled: order(id, {
      ...{ line_items: two, updated_at: later(then, 4_000), cancelled_at: later(then, 4_000) },
      ...{ financial_status: 'refunded', refunds: [part, rest] },
    }),
  };
}

test('ends the same by all permutations of five events, each with repeats', async () => {
  const ends = new Set<string>();
  const count = 120;
  for (let place = 0; place < count; place += 1) {
    const id = 10_000 + place;
    const bodies = permutations(Object.values(lifeOf(id)))[place] ?? assert.fail();
    // Half of them are applied one by one, and the others all at once.
    for (const body of [...bodies, ...bodies.slice(1, 3)]) {
      assert.equal((await tea.deliver(body)).status, 200);
      if (place % 2 === 0) await applyAll(shops);
    }
    await applyAll(shops);
    ends.add(JSON.stringify(standing((await orderNamed(String(id))) ?? assert.fail())));
  }
  assert.equal(ends.size, 1);
  const [end] = [...ends].map((text): Order => JSON.parse(text));
  assert.deepEqual(
    [end?.state, end?.pledges.map(({ state }) => state)],
    ['cancelled', ['reversed']],
  );
  assert.deepEqual(failures, []);
  await house.auditClean();
});

test('ends at exactly zero when all is given back in parts, in any order of four', async () => {
  const parts = [
    ['3.33', 1],
    ['3.33', 2],
    ['0.01', 3],
    ['3.33', 4],
  ] as const;
  for (const [place, each] of permutations(parts).entries()) {
    const id = 20_000 + place;
    await tea.deliver(order(id));
    await applyAll(shops);
    for (const [amount, seconds] of each) {
      await tea.deliver(back(id, amount, seconds));
      await applyAll(shops);
    }
    const kept = await orderNamed(String(id));
    assert.deepEqual(
      kept?.lines.map(({ quantity, amount }) => [quantity, amount]),
      [[1, 0]],
    );
    assert.deepEqual(
      kept?.pledges.map(({ state, exact }) => [state, exact]),
      [['reversed', '0']],
    );
  }
});

test('keeps a refund whose order nobody told of, and counts it once the order is there', async () => {
  const parked = counted('parked');
  await tea.deliver(back(1, '4.00', 5));
  await applyAll(shops);
  assert.equal(await orderNamed('1'), undefined);
  assert.equal(counted('parked'), parked + 1);
  await tea.deliver(order(1));
  await applyAll(shops);
  assert.equal((await orderNamed('1'))?.pledges[0]?.exact, '60');
});

test('says of other topics what they are, and keeps no facts of them', async () => {
  await tea.deliver({ id: 77, title: 'Tea' });
  await applyAll(shops);
  const rows = await db
    .selectFrom('shop_event')
    .selectAll()
    .where('state', '=', 'ignored')
    .execute();
  assert.deepEqual(
    rows.map(({ fault, facts }) => [fault, facts]),
    [['It is neither an order nor a refund.', null]],
  );
});

test('gives up at once what cannot be read, says why, and applies it again when it is replayed', async () => {
  await tea.deliver(order(2, { line_items: [lineBody({ id: 1, price: '1.005' })] }));
  await applyAll(shops);
  const dead = db.selectFrom('shop_event').selectAll().where('state', '=', 'dead');
  const [row] = await dead.execute();
  assert.equal(row?.fault, 'line_items[0].price_set.shop_money.amount is no amount in USD.');
  assert.match(log.join('\n'), /shop event given up/);
  assert.doesNotMatch(log.join('\n'), /lin@shopper/);
  assert.equal(await replayEvents(db, row?.id, new Date(house.clock.nowMs())), 1);
  assert.deepEqual(await dead.execute(), []);
  await applyAll(shops);
  assert.equal((await dead.execute()).length, 1);
});

test('gives up an order that the contract does not take, naming the field', async () => {
  const line = { ...lineBody({ id: 1, price: '1.00' }), product_id: 'x'.repeat(256) };
  await tea.deliver(order(3, { line_items: [line] }));
  await applyAll(shops);
  const [event] = await eventsOf('3');
  assert.equal(event?.state, 'dead');
  assert.match(event?.fault ?? '', /^The order cannot be kept: lines\[?\.?0.* is longer than 255/);
});

test('keeps text that no database takes without what is wrong with it', async () => {
  const line = lineBody({ id: 1, price: '1.00', sku: 'TEA\u0000-\ud800' });
  await tea.deliver(order(4, { line_items: [line] }));
  await applyAll(shops);
  assert.equal((await orderNamed('4'))?.lines[0]?.sku, 'TEA-\ufffd');
});

test('tries again what fails, later and later, and gives it up after ten times', async (t) => {
  // How long it rests is told from now on, and now does not pass.
  house.clock.stand();
  t.after(() => house.clock.goOn());
  const tomorrow = later(new Date(house.clock.nowMs()).toISOString(), 30 * 86_400_000);
  await tea.deliver(order(5, { updated_at: tomorrow }));
  const rests: number[] = [];
  for (let tries = 1; tries < 10; tries += 1) {
    await applyAll(shops);
    const [event] = await eventsOf('5');
    assert.deepEqual(
      [event?.state, event?.tries, event?.fault],
      ['received', tries, 'updatedAt is in the future.'],
    );
    const restMs = (event?.next_try_at.getTime() ?? 0) - house.clock.nowMs();
    rests.push(restMs / 1_000);
    house.clock.advance(restMs + 1);
  }
  assert.deepEqual(rests, [5, 10, 20, 40, 80, 160, 320, 640, 1_280]);
  await applyAll(shops);
  const [event] = await eventsOf('5');
  assert.deepEqual([event?.state, event?.tries], ['dead', 10]);
  house.clock.advance(30 * 86_400_000);
  assert.ok((await replayEvents(db, undefined, new Date(house.clock.nowMs()))) > 0);
  await applyAll(shops);
  assert.equal((await orderNamed('5'))?.state, 'paid');
});

test('goes on with other orders when the platform fails at one, and says which work failed', async () => {
  await tea.deliver(order(6));
  await applyAll(shops);
  await tea.deliver(order(6, { updated_at: later(then, 1_000) }));
  await tea.deliver(order(7));
  const row = db.updateTable('shop_order').where('shop_order_id', '=', '6');
  await row.set({ lines: JSON.stringify('no lines') }).execute();
  await applyAll(shops);
  assert.equal((await orderNamed('7'))?.state, 'paid');
  const [, event] = await eventsOf('6');
  const fault = 'The platform failed at it; its log says more.';
  assert.deepEqual([event?.state, event?.fault], ['received', fault]);
  assert.equal(failures.splice(0).length, 1);
  await row.set({ lines: '[]' }).execute();
  house.clock.advance(6_000);
  await applyAll(shops);
  assert.equal((await orderNamed('6'))?.pledges[0]?.exact, '100');
});

test('holds nothing up by an event that breaks what reads it, and gives it up in the end', async () => {
  await tea.deliver(order(13));
  const broken = db.updateTable('shop_event').set({ body: Buffer.from('{') });
  await broken.where('state', '=', 'received').execute();
  await tea.deliver(order(14));
  await applyAll(shops);
  assert.equal((await orderNamed('14'))?.state, 'paid');
  const waiting = db.selectFrom('shop_event').selectAll().where('state', '=', 'received');
  assert.equal((await waiting.execute()).length, 1);
  for (let tries = 1; tries < 10; tries += 1) {
    house.clock.advance(2 ** tries * 5_000);
    await applyAll(shops);
  }
  assert.deepEqual(await waiting.execute(), []);
  assert.equal(failures.splice(0).length, 10);
});

test('gives up an order whose id no index takes', async () => {
  await tea.deliver(order('9'.repeat(256)));
  await applyAll(shops);
  const rows = db.selectFrom('shop_event').select('fault').where('fault', 'like', 'The id of%');
  assert.deepEqual(await rows.execute(), [
    { fault: 'The id of the order is longer than 255, or no id.' },
  ]);
});

test('loses nothing when a process ends between keeping and applying', async () => {
  await tea.deliver(order(8));
  await shops.stop();
  const next = handShops(house);
  await applyAll(next.shops);
  assert.equal((await orderNamed('8'))?.state, 'paid');
});

test('keeps no test order in live data, says so aloud, and takes it in test data', async () => {
  await tea.deliver(order(9, { test: true }));
  await applyAll(shops);
  assert.equal((await orderNamed('9'))?.test, true);
  const live = await openShop(house.stage);
  const sourceId = testId('shopSource');
  const { organizationId } = house.a;
  await db
    .updateTable('merchant')
    .set({ livemode: true })
    .where('id', '=', live.merchant.id)
    .execute();
  const merchant = { id: live.merchant.id, livemode: true };
  const made = { id: sourceId, organizationId, merchant, kind: 'shopify', name: 'Live' } as const;
  const connected = { ...made, secrets: [shopifySecret], access: null };
  assert.ok(await insertSource(db, connected, new Date()));
  assert.equal(
    await insertSource(db, { ...connected, id: testId('shopSource') }, new Date()),
    false,
  );
  for (const test of [true, false]) {
    const body = JSON.stringify(order(test ? 1 : 2, { test }));
    const path = `/v1/shops/${sourceId}/events`;
    const response = await house.platform.app.request(path, {
      method: 'POST',
      body,
      headers: signed(body),
    });
    assert.equal(response.status, 200);
  }
  await applyAll(shops);
  const kept = await db
    .selectFrom('shop_order')
    .select(['shop_order_id', 'livemode'])
    .where('merchant_id', '=', live.merchant.id)
    .execute();
  assert.deepEqual(kept, [{ shop_order_id: '2', livemode: true }]);
  const told = await db
    .selectFrom('shop_event')
    .select(['state', 'fault'])
    .where('source_id', '=', sourceId)
    .orderBy('id')
    .execute();
  assert.deepEqual(told[0], {
    state: 'ignored',
    fault: 'It is a test order, and live data keeps none.',
  });
  assert.equal(counted('wrong_mode'), 1);
  assert.match(log.join('\n'), /shop event of the other mode/);
  await house.auditClean();
});

test('erases bodies thirty days after they were applied, and keeps what orders need of them', async () => {
  const now = new Date(house.clock.nowMs());
  const dayMs = 86_400_000;
  const inDays = (days: number) => new Date(now.getTime() + days * dayMs);
  await tea.deliver(order(11));
  await tea.deliver(order(12, { currency: 'XXX' }));
  await applyAll(shops);
  await eraseBodies(db, inDays(29));
  const bodyOf = async (id: string) => (await eventsOf(id))[0]?.body;
  assert.ok(await bodyOf('11'));
  assert.ok((await eraseBodies(db, inDays(31))) > 0);
  assert.equal(await bodyOf('11'), null);
  const whole = db.selectFrom('shop_event').select('state').where('body', 'is not', null);
  assert.deepEqual([...new Set((await whole.execute()).map(({ state }) => state))], ['dead']);
  assert.ok((await eraseBodies(db, inDays(91))) > 0);
  assert.equal(await replayEvents(db, undefined, now), 0);
  await tea.deliver(
    order(11, { updated_at: later(then, 1_000), cancelled_at: later(then, 1_000) }),
  );
  await applyAll(shops);
  assert.equal((await orderNamed('11'))?.state, 'cancelled');
  await house.auditClean();
});
