// Tokens of orders: the same as what PHP, Liquid and OpenSSL make, and another for all else.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { orderToken } from './order-token.ts';

const secret = `ots_${'5a'.repeat(32)}`;
const merchantId = 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h';

for (const shopOrderId of ['820982911946154508', '#1001', 'a/b?c', '订单 7', '1.2']) {
  test(`is the HMAC of merchant and order, for ${shopOrderId}`, async () => {
    const wanted = createHmac('sha256', secret).update(`${merchantId}.${shopOrderId}`);
    assert.equal(await orderToken(secret, merchantId, shopOrderId), wanted.digest('hex'));
  });
}

test('is the one that the guide shows', async () => {
  assert.equal(
    await orderToken('ots_example', merchantId, '1001'),
    'a5847ff6edf7527b1ef37ce22b7c78dafc3debb68eb8fd125ec837f214d677eb',
  );
});

test('is another for another order, merchant and secret', async () => {
  const tokens = await Promise.all([
    orderToken(secret, merchantId, '1001'),
    orderToken(secret, merchantId, '1002'),
    orderToken(secret, 'mer_01k9p7c2m4fz3t6v8w0x2y4z6j', '1001'),
    orderToken(`${secret}0`, merchantId, '1001'),
  ]);
  assert.equal(new Set(tokens).size, tokens.length);
});
