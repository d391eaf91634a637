// The way in: what is signed is kept once and answered, and nothing else leaves more than a count.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { orderBody } from './shopify/testing/bodies.ts';
import { shopifySecret, signed } from './shopify/testing/stand-in.ts';
import { addSecret, disconnectSource, dropOldSecret, findSource } from './source-records.ts';
import { applyAll, connectShopify, handShops } from './testing/connected.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { shops, failures } = handShops(house);
const tea = await connectShopify(house);
const { createdAt: then } = await tea.shop.item();
after(async () => {
  await shops.stop();
  await house.stop();
  await database.close();
});

const order = (id: unknown, changes: object = {}) => orderBody({ id, at: then, ...changes });
const counted = (receipt: string) => {
  const line = new RegExp(
    `^shop_events_total\\{kind="shopify",receipt="${receipt}"\\} (\\d+)$`,
    'm',
  );
  return Number(line.exec(house.platform.metrics.text())?.[1]);
};
async function eventCount(): Promise<number> {
  const rows = await db.selectFrom('shop_event').select('id').execute();
  return rows.length;
}
const mustSource = async () => (await findSource(db, tea.sourceId)) ?? assert.fail();

test('keeps a signed order and answers, and brings what it pledges', async () => {
  const response = await tea.deliver(order(1));
  assert.deepEqual([response.status, await response.text()], [200, '{"received":true}']);
  await applyAll(shops);
  assert.deepEqual(failures, []);
  const [kept] = await tea.orders();
  assert.deepEqual([kept?.source, kept?.shopOrderId, kept?.state], ['shopify', '1', 'paid']);
  assert.deepEqual(
    kept?.pledges.map(({ state, exact }) => [state, exact]),
    [['pending', '10']],
  );
});

const text = JSON.stringify(order(2));
const flipped = text.replace('#1001', '#1000');
const goodSignature = signed(text)['X-Shopify-Hmac-Sha256'] ?? '';
const forgeries: readonly (readonly [
  what: string,
  body: string,
  headers: Record<string, string>,
])[] = [
  ['another secret', text, signed(text, { secret: 'another_secret_0123456789' })],
  ['one flipped bit', flipped, signed(text)],
  ['other white space', JSON.stringify(JSON.parse(text), null, 1), signed(text)],
  ['an empty signature', text, { 'X-Shopify-Hmac-Sha256': '' }],
  [
    'a signature in hex',
    text,
    { 'X-Shopify-Hmac-Sha256': Buffer.from(goodSignature, 'base64').toString('hex') },
  ],
  ['a list of signatures', text, { 'X-Shopify-Hmac-Sha256': `${goodSignature}, ${goodSignature}` }],
  ['a signature that is cut', text, { 'X-Shopify-Hmac-Sha256': goodSignature.slice(0, -1) }],
  ['nothing in it', '', signed('')],
];
for (const [what, body, headers] of forgeries) {
  test(`refuses a body with ${what}, and keeps nothing of it`, async () => {
    const [events, refused] = [await eventCount(), counted('signature_invalid')];
    const response = await tea.deliver(body, headers);
    assert.equal(response.status, 401);
    assert.match(await response.text(), /"code":"signature_invalid"/);
    assert.deepEqual([await eventCount(), counted('signature_invalid')], [events, refused + 1]);
  });
}

test('refuses a body without a signature', async () => {
  const response = await house.platform.app.request(tea.path, {
    method: 'POST',
    body: text,
    headers: { 'Content-Type': 'application/json' },
  });
  assert.equal(response.status, 401);
});

test('takes the header of newer shops as well', async () => {
  const body = JSON.stringify(order(3));
  const response = await house.platform.app.request(tea.path, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json',
      'Shopify-Hmac-Sha256': signed(body)['X-Shopify-Hmac-Sha256'] ?? '',
    },
  });
  assert.equal(response.status, 200);
});

test('takes old and new secret while a secret is changed, then the new one alone', async () => {
  const secret = 'the_next_secret_0123456789';
  await addSecret(db, await mustSource(), secret);
  house.clock.advance(2_001);
  const old = await tea.deliver(order(4));
  const next = JSON.stringify(order(5));
  assert.deepEqual(
    [old.status, (await tea.deliver(next, signed(next, { secret }))).status],
    [200, 200],
  );
  await dropOldSecret(db, await mustSource());
  house.clock.advance(2_001);
  assert.equal((await tea.deliver(order(6))).status, 401);
  await addSecret(db, await mustSource(), shopifySecret);
  house.clock.advance(2_001);
  assert.equal((await tea.deliver(order(6))).status, 200);
});

test('keeps a body once, whatever topic, id and shop its headers say', async () => {
  const events = await eventCount();
  const repeated = counted('repeated');
  const body = order(7);
  await tea.deliver(body);
  for (const headers of [
    { 'X-Shopify-Topic': 'orders/cancelled' },
    { 'X-Shopify-Webhook-Id': 'another' },
    { 'X-Shopify-Shop-Domain': 'else.myshopify.com' },
  ] as Record<string, string>[]) {
    assert.equal((await tea.deliver(body, headers)).status, 200);
  }
  assert.deepEqual([await eventCount(), counted('repeated')], [events + 1, repeated + 3]);
  await applyAll(shops);
  const kept = (await tea.orders()).filter(({ shopOrderId }) => shopOrderId === '7');
  assert.deepEqual(
    kept.map(({ state }) => state),
    ['paid'],
  );
});

test('answers all of five deliveries of each of twenty events at once, and keeps each once', async () => {
  const bodies = Array.from({ length: 20 }, (_, place) => order(100 + place));
  const events = await eventCount();
  const answers = await Promise.all(
    bodies.flatMap((body) => Array.from({ length: 5 }, () => tea.deliver(body))),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(await eventCount(), events + 20);
});

test('knows no shop at an address that was never given, or is disconnected', async () => {
  const another = await connectShopify(house);
  await disconnectSource(db, (await findSource(db, another.sourceId)) ?? assert.fail());
  const paths = [
    `/v1/shops/${testId('shopSource')}/events`,
    '/v1/shops/src_1/events',
    another.path,
  ];
  for (const path of paths) {
    const init = { method: 'POST', body: text, headers: signed(text) };
    const response = await house.platform.app.request(path, init);
    assert.equal(response.status, 404);
    assert.match(await response.text(), /No shop is connected at this address/);
  }
});

const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const hostile: readonly (readonly [
  what: string,
  body: string | Uint8Array<ArrayBuffer>,
  status: number,
  code: string,
])[] = [
  ['is no JSON', '{"id":', 400, 'json_invalid'],
  ['reaches for prototypes', '{"id":1,"__proto__":{"line_items":[]}}', 400, 'json_invalid'],
  [
    'has a key twice',
    '{"id":1,"line_items":[{"price":"1.00","price":"9.00"}]}',
    400,
    'json_invalid',
  ],
  ['is nested ten thousand deep', deep, 400, 'json_invalid'],
  ['is no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'encoding_invalid'],
  ['is larger than a megabyte', JSON.stringify('x'.repeat(1024 * 1024)), 413, 'body_too_large'],
];
for (const [what, body, status, code] of hostile) {
  test(`refuses a signed body that ${what}, and goes on`, async () => {
    const events = await eventCount();
    const response = await house.platform.app.request(tea.path, {
      method: 'POST',
      body,
      headers: signed(body),
    });
    assert.equal(response.status, status);
    assert.match(await response.text(), new RegExp(`"code":"${code}"`));
    assert.equal(await eventCount(), events);
  });
}

test('names the limit of bodies that holds here', async () => {
  const body = JSON.stringify('x'.repeat(1024 * 1024));
  assert.match(await (await tea.deliver(body)).text(), /larger than 1024 kB/);
});

test('keeps an id beyond 2^53 to the letter', async () => {
  const body = JSON.stringify(order(0)).replace('"id":0', '"id":820982911946154508');
  assert.equal((await tea.deliver(body)).status, 200);
  await applyAll(shops);
  assert.ok((await tea.orders()).some(({ shopOrderId }) => shopOrderId === '820982911946154508'));
});
