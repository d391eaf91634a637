// Tokens of orders in the made-up world: what a developer's own test of a thank-you page can rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, createOrderClient } from '@kindcart/client';
import { orderToken } from '@kindcart/client/order-token';
import {
  merchantExample,
  orderExample,
  orderImpactExample,
  orderTokenSecretExample,
  recordOrderExample,
} from '@kindcart/contract';
import { setupServer } from 'msw/node';
import { createHandlers } from '../index.ts';

const baseUrl = 'https://give.example.org';
const hourMs = 60 * 60_000;
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
const shop = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
const page = createOrderClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });
const merchantId = merchantExample.id;

function newWorld(): void {
  const now = () => new Date(nowMs);
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now })));
}

async function look(secret: string, shopOrderId = orderExample.shopOrderId) {
  const token = await orderToken(secret, merchantId, shopOrderId);
  const found = await page.getOrderImpact({
    params: { merchantId, shopOrderId },
    query: { token },
  });
  return found.ok ? found.value : found.error.code;
}

async function rotate(keepOldHours: number) {
  const made = await shop.rotateOrderTokenSecret({
    params: { merchantId },
    body: { keepOldHours },
  });
  assert.ok(made.ok);
  return made.value;
}

test('begins with the secret of the example, whose tokens show the example', async () => {
  newWorld();
  const read = await shop.getOrderTokenSecret({ params: { merchantId } });
  assert.deepEqual(read.ok && read.value, orderTokenSecretExample);
  assert.deepEqual(await look(orderTokenSecretExample.secret), orderImpactExample);
});

test('answers a wrong token as an order that is not there', async () => {
  newWorld();
  assert.equal(await look('ots_wrong'), 'order_unknown');
  assert.equal(await look(orderTokenSecretExample.secret, 'none'), 'order_unknown');
});

test('shows an order as soon as the shop has told of it', async () => {
  newWorld();
  const shopOrderId = '#1001';
  const { secret } = orderTokenSecretExample;
  assert.equal(await look(secret, shopOrderId), 'order_unknown');
  const told = await shop.recordOrder({ body: { ...recordOrderExample, shopOrderId } });
  assert.ok(told.ok);
  const impact = await look(secret, shopOrderId);
  assert.ok(typeof impact === 'object');
  assert.equal(impact.pledges[0]?.exact, '158.5');
});

test('takes tokens of an old secret until its end', async () => {
  newWorld();
  const { secret: old } = orderTokenSecretExample;
  const { secret, olderUntil } = await rotate(24);
  assert.equal(olderUntil, new Date(nowMs + 24 * hourMs).toISOString());
  assert.notEqual(secret, old);
  assert.deepEqual(await look(old), orderImpactExample);
  nowMs += 24 * hourMs;
  assert.equal(await look(old), 'order_unknown');
  assert.deepEqual(await look(secret), orderImpactExample);
});

test('never lengthens the time of a secret that ends sooner', async () => {
  newWorld();
  await rotate(1);
  await rotate(48);
  nowMs += hourMs;
  assert.equal(await look(orderTokenSecretExample.secret), 'order_unknown');
});
