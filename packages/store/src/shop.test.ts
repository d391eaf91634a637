import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient, createShopClient } from '@kindcart/client';
import {
  type CharityItem,
  charityItemExample,
  type Id,
  merchantExample,
  newId,
  projectExample,
} from '@kindcart/contract';
import { createHandlers, type MockOptions } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import type { Entry } from './entries.ts';
import { createLive, createStore } from './index.ts';
import { createShopStore } from './shop.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { handLive } from './testing/live.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());
const requests: URL[] = [];
server.events.on('request:start', ({ request }) => {
  requests.push(new URL(request.url));
});

const { id } = charityItemExample;
const nothing = () => {};

/** A page with both stores over the made-up platform, on one stream. */
function page(mocks: MockOptions = {}) {
  requests.length = 0;
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, ...mocks })));
  const clock = handClock();
  const hand = handLive();
  const options = { baseUrl, key: 'pk_test_1', retriesMax: 0 };
  const client = createClient(options);
  const live = createLive({ open: hand.open, urlOf: client.liveUrl, clock, random: () => 1 });
  const shop = createShopStore({ client: createShopClient(options), live, clock });
  const store = createStore({ client, live, clock });
  const tell = (version: number) => {
    const totals = { ...charityItemExample.totals, orders: version, version };
    hand.last().onNews('item', JSON.stringify({ charityItemId: id, totals }));
  };
  return { shop, store, clock, hand, tell };
}

const ready = async <Value>(
  t: Parameters<typeof eventually>[0],
  entry: Entry<Value>,
): Promise<Value> =>
  eventually(t, () => {
    const snapshot = entry.get();
    assert.ok(snapshot.status === 'ready', snapshot.status);
    return snapshot.value;
  });

const manyIds = (count: number): Id<'charityItem'>[] =>
  Array.from({ length: count }, (_, at) =>
    newId('charityItem', { nowMs: () => at, fillRandom: (bytes) => bytes.fill(at % 256) }),
  );

test('asks for 200 charity items of a page by one request, and for more by another', async (t) => {
  const ids = manyIds(201);
  const answered = new Set<string>();
  const listCharityItems: NonNullable<MockOptions['overrides']>['listCharityItems'] = ({
    query,
  }) => {
    const asked = query?.ids ?? [];
    for (const each of asked) answered.add(each);
    return {
      items: asked.map((each): CharityItem => ({ ...charityItemExample, id: each })),
      nextCursor: null,
    };
  };
  const { shop, clock } = page({ overrides: { listCharityItems } });
  for (const each of ids) shop.charityItem(each).subscribe(nothing);
  clock.pass(0);
  for (const each of ids) assert.equal((await ready(t, shop.charityItem(each))).id, each);
  assert.deepEqual(
    requests.map(({ searchParams }) => searchParams.get('ids')?.split(',').length),
    [200, 1],
  );
  assert.equal(answered.size, 201);
});

test('keeps charity items and projects live by one stream', async (t) => {
  const { shop, store, clock, hand, tell } = page();
  const [item, project] = [shop.charityItem(id), store.project(projectExample.id)];
  item.subscribe(nothing);
  project.subscribe(nothing);
  clock.pass(100);
  await ready(t, item);
  await ready(t, project);
  assert.equal(hand.streams.length, 1);
  const { searchParams } = new URL(hand.last().url);
  assert.equal(searchParams.get('items'), id);
  assert.equal(searchParams.get('projects'), projectExample.id);
  const seen: number[] = [];
  item.subscribe(() => {
    const snapshot = item.get();
    if (snapshot.status === 'ready') seen.push(snapshot.value.totals.orders);
  });
  project.subscribe(() => assert.fail('the project is told of a charity item'));
  for (const version of [300, 302, 301, 302, 303]) tell(version);
  assert.deepEqual(seen, [300, 302, 303]);
});

test('fetches charity items and sums anew when news were missed, or are none', async (t) => {
  const { shop, clock, hand } = page();
  const [item, impact] = [shop.charityItem(id), shop.impact(merchantExample.id)];
  item.subscribe(nothing);
  impact.subscribe(nothing);
  clock.pass(100);
  await ready(t, item);
  await ready(t, impact);
  assert.equal(requests.length, 2);
  hand.last().onNews('item', '{"charityItemId":');
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 3));
  await eventually(t, () => {
    const snapshot = item.get();
    assert.ok(snapshot.status === 'ready' && !snapshot.stale);
  });
  hand.last().onOpen();
  hand.last().onDown(false);
  hand.last().onOpen();
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 5));
});

test('reads what a merchant gave in all, and asks no stream about it', async (t) => {
  const { shop, clock, hand } = page();
  const entry = shop.impact(merchantExample.id);
  const stop = entry.subscribe(nothing);
  clock.pass(100);
  const { name, totals } = await ready(t, entry);
  assert.deepEqual([name, totals.orders], [merchantExample.name, 214]);
  assert.equal(hand.streams.length, 0);
  stop();
  assert.equal(clock.pending(), 0);
});

for (const [what, text] of [
  ['a charity item', 'chi_1'],
  ['a project', projectExample.id],
] as const) {
  test(`does not trouble the platform with ${text} in the place of ${what}`, () => {
    const { shop, clock } = page();
    const entries = [shop.charityItem(text), shop.impact(text)];
    for (const entry of entries) entry.subscribe(nothing);
    clock.pass(100);
    const codes = entries.map((entry) => {
      const snapshot = entry.get();
      return snapshot.status === 'error' ? snapshot.error.code : snapshot.status;
    });
    assert.deepEqual(codes, ['charity_item_unknown', 'merchant_unknown']);
    assert.equal(requests.length, 0);
  });
}

test('says that there is no such charity item or merchant, where the platform does', async (t) => {
  const { shop, clock } = page({ empty: true });
  const entries = [shop.charityItem(id), shop.impact(merchantExample.id)];
  for (const entry of entries) entry.subscribe(nothing);
  clock.pass(0);
  const codes = ['charity_item_unknown', 'merchant_unknown'];
  for (const [at, entry] of entries.entries()) {
    await eventually(t, () => {
      const snapshot = entry.get();
      assert.equal(snapshot.status === 'error' && snapshot.error.code, codes[at]);
    });
  }
});

test('runs on its own clock and without live news when given nothing', async (t) => {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl })));
  const shop = createShopStore({ client: createShopClient({ baseUrl, key: 'pk_test_1' }) });
  const entry = shop.charityItem(id);
  const stop = entry.subscribe(nothing);
  assert.equal((await ready(t, entry)).name, charityItemExample.name);
  stop();
});
