// Trees of shops: planted once for each so many orders, and only when what they give is paid.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { CharityItemTerms, Id } from '@kindcart/contract';
import { openShop, type Shop } from '@kindcart/contract/conformance';
import {
  giveBack,
  nowOf,
  payByWord,
  sell,
  statementsOf,
} from '../../commerce/statements/testing/shop.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { seedLand } from '../testing.ts';
import { fulfillingRound } from './fulfilling.ts';
import { shopTreesRound } from './shop-trees.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});
afterEach(() => house.auditClean());

const parts = {
  db,
  now: () => nowOf(house),
  newAdoptionId: () => testId('adoption'),
  newTreeId: () => testId('tree'),
  newMailId: () => testId('mail'),
  newRefundId: () => testId('refund'),
  onAdopted: () => {},
  onFulfilled: () => {},
};

/** A shop that gives 10 dollars for each order, and land of its project; a tree costs 25. */
async function openLand(places: number) {
  const shop = await openShop(house.stage);
  const [plotId, speciesId] = [testId('plot'), testId('species')];
  const projectId = shop.project.id;
  await seedLand(db, house.a.book, { plotId, speciesId, projectId, places });
  await db.updateTable('species').set({ currency: 'USD' }).where('id', '=', speciesId).execute();
  const promise = (orders: number): Partial<CharityItemTerms> => ({
    gives: { kind: 'order_fixed', amount: 1_000 },
    trees: { plotId, speciesId, orders },
  });
  return { shop, plotId, promise };
}

/** States and pays what is open. */
async function payAll(shop: Shop): Promise<void> {
  await shop.state();
  for (const statement of await statementsOf(shop)) {
    if (statement.state === 'open') await payByWord(house, statement);
  }
}

async function sellMany(shop: Shop, count: number) {
  house.clock.advance(5);
  const orders = [];
  while (orders.length < count) orders.push(await sell(house, shop, 5_000));
  return orders;
}

/** Brings on what is due, and says how many trees the plot has. */
async function planted(plotId: Id<'plot'>): Promise<number> {
  await shopTreesRound(parts);
  await fulfillingRound(parts);
  const trees = await db.selectFrom('tree').select('id').where('plot_id', '=', plotId).execute();
  return trees.length;
}

test('plants a tree for every three orders, once they are paid, and once each', async () => {
  const { shop, plotId, promise } = await openLand(10);
  const item = await shop.item(promise(3));
  await sellMany(shop, 7);
  assert.equal(await planted(plotId), 0);
  await payAll(shop);
  assert.equal(await planted(plotId), 2);
  assert.equal(await planted(plotId), 2);
  const sources = await db
    .selectFrom('adoption')
    .select(['source', 'adopter', 'state'])
    .where('plot_id', '=', plotId)
    .orderBy('source')
    .execute();
  assert.deepEqual(
    sources,
    [1, 2].map((count) => ({ source: `${item.id}:${count}`, adopter: 'shop', state: 'adopted' })),
  );
  await sellMany(shop, 2);
  await payAll(shop);
  assert.equal(await planted(plotId), 3);
});

test('counts no order that was given back before it was paid, and fells no tree for one after', async () => {
  const { shop, plotId, promise } = await openLand(10);
  await shop.item(promise(3));
  const [first, ...orders] = await sellMany(shop, 3);
  assert.ok(first !== undefined);
  await giveBack(house, shop, first, 0);
  await payAll(shop);
  assert.equal(await planted(plotId), 0);
  await sellMany(shop, 1);
  await payAll(shop);
  assert.equal(await planted(plotId), 1);
  for (const order of orders) await giveBack(house, shop, order, 0);
  await sellMany(shop, 2);
  await payAll(shop);
  assert.equal(await planted(plotId), 1);
});

test('lets orders be worth what was promised when they were paid', async () => {
  const { shop, plotId, promise } = await openLand(10);
  const item = await shop.item(promise(4));
  await sellMany(shop, 2);
  house.clock.advance(5);
  const params = { charityItemId: item.id };
  const { terms } = shop.itemBody(promise(10));
  const changed = await house.stage.ask('changeCharityItem', { params, body: { terms } });
  assert.ok(changed.ok);
  await sellMany(shop, 4);
  await payAll(shop);
  assert.equal(await planted(plotId), 0);
  await sellMany(shop, 1);
  await payAll(shop);
  assert.equal(await planted(plotId), 1);
});

test('waits for a place where the plot is full', async () => {
  const { shop, plotId, promise } = await openLand(1);
  await shop.item(promise(3));
  await sellMany(shop, 6);
  await payAll(shop);
  assert.equal(await planted(plotId), 1);
  await db
    .insertInto('place')
    .values({
      organization_id: house.a.organizationId,
      plot_id: plotId,
      number: 2,
      longitude: 103.1,
      latitude: 38.8,
      held_until: null,
      adoption_id: null,
      tree_number: null,
    })
    .execute();
  await db.updateTable('plot').set({ places_total: 2 }).where('id', '=', plotId).execute();
  assert.equal(await planted(plotId), 2);
});

test('refuses a promise that its orders do not pay for', async () => {
  const { shop, promise } = await openLand(1);
  const ask = async (orders: number, changes: Partial<CharityItemTerms> = {}) => {
    const body = shop.itemBody({ ...promise(orders), ...changes });
    const answer = await house.stage.ask('createCharityItem', { body });
    return answer.ok ? null : [answer.problem.code, answer.problem.errors?.[0]?.field];
  };
  assert.deepEqual(await ask(2), ['request_invalid', 'terms.trees.orders']);
  const elsewhere = { plotId: testId('plot'), speciesId: testId('species'), orders: 3 };
  assert.deepEqual(await ask(3, { trees: elsewhere }), ['request_invalid', 'terms.trees.plotId']);
  assert.equal(await ask(3), null);
});
