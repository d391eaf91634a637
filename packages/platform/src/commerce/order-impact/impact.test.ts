// What an order gives, for whoever has its token: kept by no cache, and told with the token in no log. And
// the secrets that make tokens: also there for merchants of before, and said to nobody else.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { orderToken, orderTokenSecretSchema, parse } from '@kindcart/contract';
import { openShop, type Shop } from '@kindcart/contract/conformance';
import { sql } from 'kysely';
import { statements } from '../../database/migrations/0017-order-tokens.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { isOrderToken, newTokenSecret } from './tokens.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

async function secretOf({ merchant }: Shop): Promise<string> {
  const response = await house.request(`/v1/merchants/${merchant.id}/order-tokens`);
  const read = parse(orderTokenSecretSchema, await response.json());
  assert.ok(read.ok);
  return read.value.secret;
}

test('is kept by no cache, and its token by no log', async () => {
  const shop = await openShop(house.stage);
  const item = await shop.item();
  const { shopOrderId } = await shop.tell(shop.orderBody(item.createdAt));
  const token = await orderToken(await secretOf(shop), shop.merchant.id, shopOrderId);
  const path = `/v1/merchants/${shop.merchant.id}/orders/${shopOrderId}/impact`;
  for (const [query, status] of [
    [`token=${token}`, 200],
    [`token=${token}0`, 404],
    [`token=${token}&more=1`, 400],
  ] as const) {
    const response = await house.request(`${path}?${query}`);
    assert.equal(response.status, status, query);
    assert.equal(response.headers.get('Cache-Control'), 'no-store');
    assert.ok(!(await response.text()).includes(token));
  }
  assert.ok(!house.log.join('\n').includes(token));
});

test('has a secret for merchants that were there before it', async () => {
  const { db } = database;
  const [one, other] = [await openShop(house.stage), await openShop(house.stage)];
  await sql.raw('alter table merchant drop column order_token_secrets').execute(db);
  for (const statement of statements) await sql.raw(statement).execute(db);
  const [first, second] = [await secretOf(one), await secretOf(other)];
  assert.match(first, /^ots_[\da-f]{64}$/);
  assert.notEqual(first, second);
});

test('says the secret of a merchant nowhere else', async () => {
  const shop = await openShop(house.stage);
  const secret = await secretOf(shop);
  for (const path of [`/v1/merchants/${shop.merchant.id}`, '/v1/merchants']) {
    assert.doesNotMatch(await (await house.request(path)).text(), /ots_|secret/);
  }
  assert.ok(!house.log.join('\n').includes(secret));
});

test('holds a token against each secret, whatever is given for one', async () => {
  const order = { merchantId: 'mer_01k9p7c2m4fz3t6v8w0x2y4z6h', shopOrderId: '1001' };
  const [old, fresh] = [newTokenSecret(), newTokenSecret()];
  const token = await orderToken(old, order.merchantId, order.shopOrderId);
  assert.equal(await isOrderToken(token, [fresh, old], order), true);
  assert.equal(await isOrderToken(token, [fresh], order), false);
  assert.equal(await isOrderToken(token, [], order), false);
  for (const wrong of ['', 'é', token.toUpperCase(), `${token} `, '\u0000'.repeat(64)]) {
    assert.equal(await isOrderToken(wrong, [fresh, old], order), false, wrong);
  }
});
