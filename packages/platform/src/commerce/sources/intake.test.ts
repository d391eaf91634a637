// The way in: what is signed is kept once and answered, and nothing else leaves more than a count.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { orderBody } from './shopify/testing/bodies.ts';
import { applyAll, connectShopify, handShops } from './testing/connected.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { shops, failures } = handShops(house);
const tea = await connectShopify(house);
const item = await tea.shop.item();
const { createdAt: then } = item;
after(async () => {
  await shops.stop();
  await house.stop();
  await database.close();
});

test('keeps a signed order, and brings what it pledges', async () => {
  const body = orderBody({ id: 1, at: then });
  assert.equal((await tea.deliver(body)).status, 200);
  await applyAll(shops);
  assert.deepEqual(failures, []);
  const [order] = await tea.orders();
  assert.equal(order?.source, 'shopify');
  assert.equal(order?.pledges[0]?.exact, '10');
  console.log(await db.selectFrom('shop_event').selectAll().execute());
});
