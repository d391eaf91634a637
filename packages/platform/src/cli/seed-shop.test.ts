// The demo's shop: once, with totals that its orders explain, and a key of its own in a file of its own.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Id } from '@kindcart/contract';
import { listKeys, revokeKey } from '../access/records.ts';
import { findItems } from '../commerce/items/records.ts';
import { rotateSecret } from '../commerce/order-impact/records.ts';
import { newTokenSecret } from '../commerce/order-impact/tokens.ts';
import { listOrders, toOrder } from '../commerce/orders/records.ts';
import { testDatabase } from '../testing/platform.ts';
import { demoOrders } from './demo-shop-data.ts';
import { seedDemo } from './seed.ts';
import { prepareShop, shopSettingsFile } from './seed-shop.ts';
import { systemIds } from './session.ts';

const database = await testDatabase();
const { db } = database;
const folder = mkdtempSync(join(tmpdir(), 'kindcart-shop-'));
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const silent = { line: () => {}, progress: () => {} };
const seeded = await seedDemo(db, systemIds, silent);
const book = { organizationId: seeded.organizationId, livemode: false };
const file = shopSettingsFile(join(folder, 'data/'));

async function itemRows() {
  const { items } = seeded.shop;
  const rows = await findItems(db, book, Object.values(items));
  return Object.entries(items).map(([name, id]) => ({
    name,
    row: rows.find((row) => row.id === id) ?? assert.fail(name),
  }));
}

test('has given by each promise that has begun, and by the one to come nothing yet', async () => {
  for (const { name, row } of await itemRows()) {
    assert.equal(row.orders > 0, name !== 'firstFlush', name);
  }
  const scheduled = (await itemRows()).find(({ name }) => name === 'firstFlush')?.row;
  assert(Date.parse(scheduled?.terms.startsAt ?? '') > Date.now());
});

test('has past orders in every state, and totals that are the sum of the confirmed', async () => {
  const kept = await listOrders(db, book, {
    merchantId: seeded.shop.merchantId,
    cursor: undefined,
    limit: 100,
  });
  const orders = kept.map(toOrder);
  assert.equal(orders.length, 48);
  assert.deepEqual([...new Set(orders.map(({ state }) => state))].sort(), [
    'cancelled',
    'completed',
    'paid',
  ]);
  const pledges = orders.flatMap((order) => order.pledges);
  assert.deepEqual([...new Set(pledges.map(({ state }) => state))].sort(), [
    'confirmed',
    'pending',
    'reversed',
  ]);
  const everyOrder = pledges.filter(
    ({ charityItemId, state }) =>
      charityItemId === seeded.shop.items.everyOrder && state === 'confirmed',
  );
  const row = (await itemRows()).find(({ name }) => name === 'everyOrder')?.row;
  assert.equal(row?.orders, everyOrder.length);
  assert.equal(Number(row?.given), everyOrder.length * 20);
});

test('tells of orders of the past alone, and each but once', () => {
  const now = new Date('2027-01-31T08:00:00.000Z');
  const orders = demoOrders(seeded.shop.causes, now);
  assert.equal(new Set(orders.map(({ shopOrderId }) => shopOrderId)).size, orders.length);
  for (const { paidAt, completedAt, cancelledAt, updatedAt } of orders) {
    for (const time of [paidAt, completedAt, cancelledAt, updatedAt]) {
      assert(time === null || Date.parse(time) <= now.getTime());
    }
  }
});

test('is made once', async () => {
  const before = await itemRows();
  assert.deepEqual(await seedDemo(db, systemIds, silent), { ...seeded, secretKey: null });
  assert.deepEqual(await itemRows(), before);
});

const settings = (): { keyId: Id<'key'>; secretKey: string; merchantId: string } =>
  JSON.parse(readFileSync(file, 'utf8'));
const prepare = (port = 8788) => prepareShop(db, systemIds, seeded, { file, port });

test('writes a key of its own into a file that no other user can read', async () => {
  await prepare();
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(file, join(folder, 'data-shop', 'demo-shop.json'));
  const { keyId, secretKey, merchantId } = settings();
  assert.match(secretKey, /^sk_test_/);
  assert.notEqual(secretKey, seeded.secretKey);
  assert.equal(merchantId, seeded.shop.merchantId);
  const key = (await listKeys(db, seeded.organizationId)).find(({ id }) => id === keyId);
  assert.deepEqual([key?.kind, key?.label], ['secret', 'demo shop']);
});

test('keeps the key while it is good, and tells the secret of tokens as it is now', async () => {
  const before = settings();
  await prepare();
  assert.deepEqual(settings(), before);
  const secret = newTokenSecret();
  const change = { secret, keepOldHours: 1, now: new Date() };
  await rotateSecret(db, book, seeded.shop.merchantId, change);
  await prepare();
  assert.deepEqual(settings(), { ...before, orderTokenSecret: secret });
});

test('writes it anew when its key was revoked, or it is torn', async () => {
  const { keyId } = settings();
  await revokeKey(db, keyId, new Date());
  await prepare();
  assert.notEqual(settings().keyId, keyId);
  for (const torn of ['{"keyId":"key', '{"keyId":7}', 'null']) {
    writeFileSync(file, torn);
    chmodSync(file, 0o644);
    await prepare();
    assert.match(settings().secretKey, /^sk_test_/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  }
});

test('lets the publishable key onto the pages of the shop, wherever they are served', async () => {
  const origins = async () => {
    const keys = await listKeys(db, seeded.organizationId);
    return keys.find(({ kind }) => kind === 'publishable')?.origins ?? [];
  };
  assert((await origins()).includes('http://localhost:8788'));
  await prepare(9_321);
  await prepare(9_321);
  const added = (await origins()).filter((origin) => origin.endsWith(':9321'));
  assert.deepEqual(added, ['http://localhost:9321', 'http://127.0.0.1:9321']);
});
