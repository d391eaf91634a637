// What a shop is asked for, and what is said when it cannot be asked.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { SourceAway } from '../port.ts';
import { orderOf } from './standing.ts';
import { type Mishap, startWooShop } from './testing/shop.ts';
import { woocommerce } from './woocommerce.ts';

let nowMs = Date.parse('2026-11-20T09:30:00Z');
const shop = await startWooShop(() => nowMs);
after(() => shop.close());

const settings = { livemode: true, currency: 'CNY', completesWhen: 'fulfilled' } as const;

/** Each test begins an hour later than the last, and asks for what is new since. */
beforeEach(() => {
  nowMs += 3_600_000;
});

async function poll(access: unknown = shop.access, signal = AbortSignal.timeout(10_000)) {
  const since = new Date(nowMs);
  const bodies: unknown[] = [];
  for await (const body of woocommerce.poll({ access, since, fetch, signal })) bodies.push(body);
  return bodies;
}

function factsOf(bodies: readonly unknown[]) {
  return bodies.map((body) => {
    const reading = woocommerce.read(body, settings, new Date(nowMs));
    return reading.what === 'told' ? reading : assert.fail();
  });
}

test('gives the orders that changed since, of the very second too, and no others', async () => {
  const early = shop.place();
  nowMs += 1_000;
  const late = shop.place();
  nowMs -= 1_000;
  const seen = factsOf(await poll()).map(({ orderKey }) => orderKey);
  assert.deepEqual(seen, [`${early}`, `${late}`]);
  nowMs += 1_000;
  assert.deepEqual(
    factsOf(await poll()).map(({ orderKey }) => orderKey),
    [`${late}`],
  );
});

test('reads on page by page, in the order in which orders changed', async () => {
  const before = shop.requests.length;
  const ids = Array.from({ length: 250 }, () => shop.place());
  const seen = factsOf(await poll()).map(({ orderKey }) => Number(orderKey));
  assert.deepEqual(seen.toSorted(), ids.toSorted());
  const asked = shop.requests.slice(before);
  assert.equal(asked.length, 4);
  assert.match(asked[2] ?? '', /^\/shop\/wp-json\/wc\/v3\/orders\?status=any&.*&page=3$/);
  assert.match(asked[0] ?? '', /orderby=modified&order=asc&per_page=100/);
  const secondBefore = new Date(nowMs - 1_000).toISOString().slice(0, 19);
  const query = new URLSearchParams(asked[0]?.split('?')[1]);
  assert.equal(query.get('modified_after'), secondBefore);
  assert.equal(query.get('dates_are_gmt'), 'true');
});

test('finds what is in the trash, too, and what was restored from it', async () => {
  const id = shop.place();
  shop.trash(id);
  const told = factsOf(await poll()).map(({ facts }) => facts);
  assert.notEqual(orderOf(told)?.standing.cancelledAt, null);
  nowMs += 60_000;
  shop.restore(id);
  told.push(...factsOf(await poll()).map(({ facts }) => facts));
  assert.equal(orderOf(told)?.standing.cancelledAt, null);
});

test('gives what an event told, so that both come to the same', async () => {
  const id = shop.place({ status: 'pending', date_paid_gmt: null });
  shop.change(id, { status: 'processing', date_paid_gmt: '2026-11-20T09:31:00' });
  shop.refund(id, '14.04');
  const told = shop.deliveries().slice(-3);
  const fromEvents = told.map(({ body }): unknown => JSON.parse(body));
  assert.deepEqual(await poll(), [fromEvents[2]]);
  // Each was built when it was sent, so all of them say how the order stands by then.
  assert.equal(new Set(told.map(({ body }) => body)).size, 1);
});

const mishaps: readonly [what: Mishap, words: RegExp][] = [
  [401, /does not take the key \(401\)\. Make a new one under WooCommerce/],
  [404, /knows no such address \(404\)\. Is the address that of the shop/],
  [429, /takes no more requests for now \(429\), and may again in 7 seconds\./],
  [500, /answered 500\. It will be asked again\./],
  [301, /has moved \(301\)\. Connect the shop by its new address\./],
  ['cut', /could not be reached, or its answer broke off\./],
  ['cut in the middle', /could not be reached, or its answer broke off\./],
  ['a page', /answered something that is not JSON\./],
  ['an error', /answered something else than a list of orders\./],
];
for (const [mishap, words] of mishaps) {
  test(`says in words what ${mishap} means, without the key, and asks again soundly`, async () => {
    shop.fail(mishap);
    await assert.rejects(poll(), (error) => {
      assert.ok(error instanceof SourceAway);
      assert.match(error.message, words);
      assert.match(error.message, /^127\.0\.0\.1:\d+ /);
      assert.doesNotMatch(`${error.stack} ${String(error.cause)}`, /ck_|cs_|Y2tf/);
      return true;
    });
    assert.deepEqual(await poll(), []);
  });
}

test('says so when the key is a wrong one', async () => {
  const access = { ...shop.access, consumerSecret: 'cs_of_somebody_else' };
  await assert.rejects(poll(access), /does not take the key \(401\)/);
});

test('stops asking when it is told to', async () => {
  await assert.rejects(poll(shop.access, AbortSignal.abort()), SourceAway);
});

const unsound: readonly [what: string, access: unknown, words: RegExp][] = [
  ['nothing', null, /Nothing is kept as consumerKey/],
  ['no secret', { ...shop.access, consumerSecret: '' }, /Nothing is kept as consumerSecret/],
  ['no address', { ...shop.access, url: 7 }, /Nothing is kept as url/],
  ['plain HTTP', { ...shop.access, url: 'http://shop.example' }, /not an https address/],
  [
    'a look-alike of this machine',
    { ...shop.access, url: 'http://localhost.example' },
    /not an https/,
  ],
  ['no address at all', { ...shop.access, url: 'shop' }, /not an https address/],
];
for (const [what, access, words] of unsound) {
  test(`asks nobody where ${what} is kept as access, and says what to do`, async () => {
    const before = shop.requests.length;
    await assert.rejects(poll(access), (error) => {
      return error instanceof SourceAway && words.test(error.message);
    });
    assert.equal(shop.requests.length, before);
  });
}

test('signs and repeats as WooCommerce does', () => {
  for (let count = 0; count < 3; count += 1) shop.place();
  const deliveries = shop.deliveries();
  const ids = new Set(deliveries.map(({ headers }) => headers['x-wc-webhook-delivery-id']));
  assert.equal(ids.size < deliveries.length, true);
  for (const { headers, body } of [...deliveries, shop.ping()]) {
    const delivery = { body: Buffer.from(body), header: (name: string) => headers[name] };
    const isPing = woocommerce.isPing(delivery);
    const fault = woocommerce.checkSignature(delivery, [shop.secret], nowMs);
    assert.equal(fault, isPing ? 'signature_invalid' : null);
  }
  assert.deepEqual(shop.deliveries(), []);
});
