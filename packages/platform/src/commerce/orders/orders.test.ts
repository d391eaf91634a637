// Orders over HTTP on a whole platform: every way in which five states can come ends the same, time
// alone confirms, and a round takes up what is due and nothing else.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Order, RecordOrder } from '@kindcart/contract';
import { goods, later, openShop } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { confirmRound } from './settling.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});

const failures: unknown[] = [];
const parts = {
  db,
  now: () => new Date(clock.nowMs()),
  onError: (_: string, error: unknown) => failures.push(error),
};
const dayMs = 86_400_000;

function permutations<Value>(values: readonly Value[]): Value[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, at) =>
    permutations(values.filter((_, place) => place !== at)).map((rest) => [value, ...rest]),
  );
}

/** An order without what only tells one order from another. */
function standing({ id, shopOrderId, createdAt, ...rest }: Order) {
  return rest;
}

test('ends the same by every permutation of five states, two of one second, each of them twice', async () => {
  const shop = await openShop(stage);
  const item = await shop.item({ gives: { kind: 'item_share', basisPoints: 150 } });
  const { createdAt: then } = item;
  const base = shop.orderBody(then, { paidAt: null });
  const paid = { ...base, updatedAt: later(then, 1_000), paidAt: then };
  const states: readonly RecordOrder[] = [
    base,
    paid,
    { ...paid, updatedAt: later(then, 2_000), completedAt: then },
    // A refund in the second of the completion.
    { ...paid, updatedAt: later(then, 2_000), completedAt: then, lines: [goods(500)] },
    { ...paid, updatedAt: later(then, 1_500), lines: [goods(900)] },
  ];
  const ends = new Set<string>();
  for (const [at, order] of permutations(states).entries()) {
    const shopOrderId = `permutation ${at}`;
    const repeats = [...order.slice(0, 2), ...order].map((body) => ({ ...body, shopOrderId }));
    let last: Order | undefined;
    for (const body of repeats) last = await shop.tell(body);
    ends.add(JSON.stringify(standing(last ?? assert.fail())));
  }
  assert.equal(ends.size, 1);
  assert.match([...ends].join(), /"exact":"7\.5"/);
  const totals = (await shop.readItem(item))?.totals;
  assert.deepEqual([totals?.orders, totals?.exact], [120, '900']);
  await house.auditClean();
});

test('confirms by time alone what is due, once, and leaves what is not', async () => {
  const shop = await openShop(stage, { completes: { when: 'delivered', days: 3 } });
  const item = await shop.item();
  const { createdAt: then } = item;
  const due = await shop.tell(shop.orderBody(then, { completedAt: then }));
  const nextDay = later(then, dayMs);
  clock.advance(dayMs);
  const waiting = await shop.tell(shop.orderBody(then, { completedAt: nextDay }));
  const refunded = await shop.tell(shop.orderBody(then, { completedAt: then, lines: [] }));
  assert.equal(refunded.confirmsAt, null);
  assert.equal(await confirmRound(parts), 0);
  clock.advance(2 * dayMs);
  assert.equal((await shop.readOrder(due)).pledges[0]?.state, 'pending');
  assert.equal(await confirmRound(parts), 1);
  assert.equal(await confirmRound(parts), 0);
  assert.equal((await shop.readOrder(due)).pledges[0]?.state, 'confirmed');
  assert.equal((await shop.readOrder(waiting)).pledges[0]?.state, 'pending');
  assert.equal((await shop.readItem(item))?.totals.orders, 1);
  clock.advance(dayMs);
  assert.equal(await confirmRound(parts), 1);
  assert.equal((await shop.readItem(item))?.totals.orders, 2);
  assert.deepEqual(failures, []);
});

test('goes on with the others when one order cannot be confirmed, and says which work failed', async () => {
  const shop = await openShop(stage, { completes: { when: 'delivered', days: 1 } });
  const { createdAt: then } = await shop.item();
  const broken = await shop.tell(shop.orderBody(then, { completedAt: then }));
  const sound = await shop.tell(shop.orderBody(then, { completedAt: then }));
  clock.advance(dayMs);
  await db
    .updateTable('shop_order')
    .set({ lines: JSON.stringify('no lines') })
    .where('id', '=', broken.id)
    .execute();
  assert.equal(await confirmRound(parts), 1);
  assert.equal(failures.length, 1);
  assert.equal((await shop.readOrder(sound)).pledges[0]?.state, 'confirmed');
});

test('keeps an id of the shop to the letter', async () => {
  const shop = await openShop(stage);
  const { createdAt: then } = await shop.item();
  const ids = [
    '1',
    '01',
    '１',
    'é',
    'e\u0301',
    'A',
    'a',
    ' a',
    'x'.repeat(255),
    "'; drop table shop_order",
  ];
  const orders = [];
  for (const shopOrderId of ids)
    orders.push(await shop.tell(shop.orderBody(then, { shopOrderId })));
  assert.equal(new Set(orders.map(({ id }) => id)).size, ids.length);
  assert.deepEqual(
    orders.map(({ shopOrderId }) => shopOrderId),
    ids,
  );
});
