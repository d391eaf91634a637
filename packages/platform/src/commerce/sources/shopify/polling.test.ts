// Shopify asked for orders: page by page at one origin, with patience, and in words where it does not answer.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { guardedFetch } from '../fetching.ts';
import { SourceAway } from '../port.ts';
import { pollShopify } from './polling.ts';
import { orderBody } from './testing/bodies.ts';
import { shopifyToken, startShopify } from './testing/stand-in.ts';

const shop = await startShopify();
after(() => shop.close());
const fetch = guardedFetch({ allowPrivate: true });
const since = new Date('2026-11-20T00:00:00.000Z');

async function poll(
  access: unknown = { url: shop.url, token: shopifyToken },
  signal = AbortSignal.timeout(10_000),
) {
  const bodies: unknown[] = [];
  for await (const body of pollShopify({ access, since, fetch, signal })) bodies.push(body);
  return bodies;
}

for (const id of ['820982911946154508', '2', '3', '4', '5']) {
  const updatedAt = `2026-11-2${id.length === 1 ? id : 1}T00:00:00Z`;
  const json = JSON.stringify(orderBody({ id: 0, at: updatedAt })).replace('"id":0', `"id":${id}`);
  shop.orders.push({ updatedAt, json });
}
shop.orders.push({
  updatedAt: '2026-11-19T00:00:00Z',
  json: JSON.stringify(orderBody({ id: 6, at: '2026-11-19T00:00:00Z' })),
});

test('reads all that changed since, over three pages, with ids to the letter', async () => {
  const bodies = await poll();
  const ids = bodies.map((body) =>
    typeof body === 'object' && body !== null ? Reflect.get(body, 'id') : body,
  );
  assert.deepEqual(ids, ['820982911946154508', 2, 3, 4, 5]);
  const [first] = shop.asked;
  assert.equal(first?.searchParams.get('status'), 'any');
  assert.equal(first?.searchParams.get('updated_at_min'), since.toISOString());
  assert.equal(shop.asked.length, 3);
});

test('waits as long as it is asked to, and goes on', async () => {
  shop.moods.push((response) => response.writeHead(429, { 'Retry-After': '0' }).end());
  assert.equal((await poll()).length, 5);
});

const answers: readonly (readonly [
  what: string,
  status: number,
  headers: Record<string, string>,
  words: RegExp,
])[] = [
  ['a failure', 503, {}, /^Shopify answered 503\.$/],
  [
    'a redirect',
    301,
    { Location: 'https://elsewhere.example/' },
    /^There is no shop at this address \(301\)/,
  ],
  ['no shop', 404, {}, /ends in \.myshopify\.com/],
  [
    'a refusal',
    403,
    {},
    /^Shopify refuses the access token \(403\)\. It needs the scope read_orders\.$/,
  ],
];
for (const [what, status, headers, words] of answers) {
  test(`says what to do when there is ${what}`, async () => {
    shop.moods.push((response) => response.writeHead(status, headers).end());
    await assert.rejects(
      poll(),
      (error) => error instanceof SourceAway && words.test(error.message),
    );
  });
}

test('gives up after the sixth time that it is asked for patience', async () => {
  for (let time = 0; time < 6; time += 1) {
    shop.moods.push((response) => response.writeHead(429, { 'Retry-After': '0' }).end());
  }
  await assert.rejects(poll(), { name: 'SourceAway', message: 'Shopify answered 429.' });
  assert.equal(shop.moods.length, 0);
});

test('takes its token to no other origin', async () => {
  shop.moods.push((response) =>
    response
      .writeHead(200, { Link: '<https://elsewhere.example/orders.json?page_info=1>; rel="next"' })
      .end('{"orders":[]}'),
  );
  await assert.rejects(poll(), { message: 'Shopify named a next page that is not its own.' });
});

test('says nothing of the token when the connection is cut', async () => {
  shop.moods.push((response) => response.destroy());
  await assert.rejects(poll(), (error) => {
    assert.ok(error instanceof SourceAway);
    assert.match(error.message, /cannot be reached/);
    assert.doesNotMatch(`${error.message} ${error.cause}`, /shpat/);
    return true;
  });
});

test('says that the answer is none, where it is no JSON', async () => {
  shop.moods.push((response) => response.writeHead(200).end('<html>'));
  await assert.rejects(poll(), {
    name: 'SourceAway',
    message: 'Shopify answered something that is not JSON.',
  });
});

test('ends at once when it is given up', async () => {
  await assert.rejects(poll(undefined, AbortSignal.abort(new Error('given up'))), /given up/);
});
