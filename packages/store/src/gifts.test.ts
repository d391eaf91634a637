import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { createClient, createGiftClient, type Fetch } from '@kindcart/client';
import { type Gift, type GiftOrder, giftExample, projectExample } from '@kindcart/contract';
import { createHandlers, type MockOptions } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { createGifts, type GiftWall } from './gifts.ts';
import { createLive } from './live.ts';
import { createStore } from './store.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { handLive } from './testing/live.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());
const requests: string[] = [];
/** How each of them went about the browser's cache. */
const caches: (string | undefined)[] = [];
const noted: Fetch = (url, init) => {
  caches.push(init.cache);
  return fetch(url, init);
};
server.events.on('request:start', ({ request }) => {
  const { pathname, search } = new URL(request.url);
  if (pathname.endsWith('/gifts')) requests.push(search);
});

const nothing = () => {};
const projectId = projectExample.id;

/** The nth gift ever; later ones stand higher. */
function gift(place: number): Gift {
  const id: Gift['id'] = `gft_01k9p4n2c6fz3t6v8w0x2y${String(place).padStart(4, '0')}`;
  return { ...giftExample, id, donorName: `Donor ${place}` };
}

/** A platform with so many gifts, of which any can be taken away. */
function platform(count: number) {
  const gifts = Array.from({ length: count }, (_, place) => gift(place)).reverse();
  const listGifts: NonNullable<MockOptions['overrides']>['listGifts'] = ({ query }) => {
    const { cursor, limit = 20 } = query ?? {};
    const start = gifts.findIndex(({ id }) => id === cursor) + 1;
    const items = gifts.slice(start, start + limit);
    const isLast = start + limit >= gifts.length;
    return { items, nextCursor: isLast ? null : (items.at(-1)?.id ?? null) };
  };
  return { gifts, listGifts };
}

/** A page with walls over a platform. */
function page(mocks: MockOptions = {}) {
  requests.length = caches.length = 0;
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, ...mocks })));
  const clock = handClock();
  const hand = handLive();
  const options = { baseUrl, key: 'pk_test_1', retriesMax: 0 };
  const client = createClient(options);
  const store = createStore({
    client,
    clock,
    live: createLive({ open: hand.open, urlOf: client.liveUrl, clock }),
  });
  const gifts = createGifts({
    store,
    client: createGiftClient({ ...options, fetch: noted }),
    clock,
    random: () => 0,
  });
  const tell = (version: number) =>
    hand
      .last()
      .onNews(
        'project',
        JSON.stringify({ projectId, totals: { ...projectExample.totals, version } }),
      );
  return { gifts, clock, hand, tell };
}

function names(wall: GiftWall): (string | null)[] {
  const snapshot = wall.get();
  assert.ok('value' in snapshot && snapshot.value !== null);
  return snapshot.value.items.map(({ donorName }) => donorName);
}

const isReady = (t: TestContext, ...walls: GiftWall[]) =>
  eventually(t, () => {
    for (const wall of walls) assert.equal(wall.get().status, 'ready');
  });

/** Watches a wall and the project's live stream. */
async function watched(t: TestContext, made: ReturnType<typeof page>, order: GiftOrder = 'recent') {
  const wall = made.gifts.wall(projectId, order);
  const stop = wall.subscribe(nothing);
  made.clock.pass(100);
  await isReady(t, wall);
  await eventually(t, () => assert.equal(made.hand.standing(), 1));
  return { wall, stop };
}

const donors = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, place) => `Donor ${from - place}`);

test('fetches a wall once for all who show it, and another order by itself', async (t) => {
  const { gifts } = page();
  const walls = [gifts.wall(projectId, 'recent'), gifts.wall(projectId, 'recent')];
  const largest = gifts.wall(projectId, 'largest');
  for (const wall of [...walls, largest]) wall.subscribe(nothing);
  await isReady(t, ...walls, largest);
  assert.deepEqual(requests.sort(), [
    '?order=largest&limit=10&key=pk_test_1',
    '?order=recent&limit=10&key=pk_test_1',
  ]);
});

test('goes on page by page to the end', async (t) => {
  const { listGifts } = platform(23);
  const { wall } = await watched(t, page({ overrides: { listGifts } }));
  for (const count of [20, 23, 23]) {
    wall.more();
    wall.more();
    await eventually(t, () => assert.equal(names(wall).length, count));
  }
  assert.deepEqual(names(wall), donors(22, 0));
  assert.equal(requests.length, 3);
});

test('asks past the cache for the top of a wall, which may be from before a gift on another page', async (t) => {
  const { listGifts } = platform(13);
  const { wall } = await watched(t, page({ overrides: { listGifts } }));
  wall.more();
  await eventually(t, () => assert.equal(names(wall).length, 13));
  assert.deepEqual(caches, ['no-cache', 'default']);
});

test('fetches again at once when the totals change, and not more often than in five seconds', async (t) => {
  const { gifts, listGifts } = platform(2);
  const made = page({ overrides: { listGifts } });
  const { wall } = await watched(t, made);
  gifts.unshift(gift(2));
  made.tell(500);
  made.clock.pass(0);
  await eventually(t, () => assert.deepEqual(names(wall), donors(2, 0)));
  for (const version of [501, 502, 503]) made.tell(version);
  made.clock.pass(4_999);
  assert.equal(requests.length, 2);
  gifts.unshift(gift(3));
  made.clock.pass(1);
  await eventually(t, () => assert.deepEqual(names(wall), donors(3, 0)));
  assert.equal(requests.length, 3);
});

test('asks nothing when the totals are told again unchanged', async (t) => {
  const made = page();
  await watched(t, made);
  made.tell(projectExample.totals.version);
  made.clock.pass(60_000);
  assert.equal(requests.length, 1);
});

test('renews what is shown, also where it was paged to, and drops what was given back', async (t) => {
  const { gifts, listGifts } = platform(30);
  const made = page({ overrides: { listGifts } });
  const { wall } = await watched(t, made);
  wall.more();
  await eventually(t, () => assert.equal(names(wall).length, 20));
  gifts.splice(0, 2, gift(30));
  wall.reload();
  await eventually(t, () => assert.equal(names(wall)[0], 'Donor 30'));
  assert.deepEqual(names(wall), ['Donor 30', ...donors(27, 9)]);
  assert.match(requests.at(-1) ?? '', /limit=20&/);
});

test('keeps what was paged to below the largest page', async (t) => {
  const { gifts, listGifts } = platform(120);
  const made = page({ overrides: { listGifts } });
  const { wall } = await watched(t, made);
  for (let count = 20; count <= 110; count += 10) {
    wall.more();
    await eventually(t, () => assert.equal(names(wall).length, count));
  }
  gifts.shift();
  wall.reload();
  await eventually(t, () => assert.equal(names(wall)[0], 'Donor 118'));
  assert.deepEqual(names(wall), donors(118, 10));
});

test('begins anew when more came than one page holds', async (t) => {
  const { gifts, listGifts } = platform(12);
  const made = page({ overrides: { listGifts } });
  const { wall } = await watched(t, made);
  for (let place = 12; place < 40; place += 1) gifts.unshift(gift(place));
  wall.reload();
  await eventually(t, () => assert.deepEqual(names(wall), donors(39, 30)));
});

test('keeps what is known while the platform is away, and catches up when it is back', async (t) => {
  const made = page();
  const { wall } = await watched(t, made);
  const away = createHandlers({ baseUrl, failures: { listGifts: ['network_error'] } });
  server.use(away.listGifts);
  wall.reload();
  await eventually(t, () => assert.equal(wall.get().status, 'offline'));
  assert.equal(names(wall).length, 1);
  made.hand.last().onDown(false);
  made.hand.last().onOpen();
  await eventually(t, () => {
    made.clock.pass(5_000);
    assert.equal(wall.get().status, 'ready');
  });
});

test('says what is wrong, and tries again when asked', async (t) => {
  const { gifts } = page({ failures: { listGifts: ['internal'] } });
  const wall = gifts.wall(projectId, 'recent');
  wall.subscribe(nothing);
  await eventually(t, () => assert.equal(wall.get().status, 'error'));
  wall.reload();
  assert.equal(wall.get().status, 'loading');
  await isReady(t, wall);
});

test('leaves no stream and no timer when nobody watches, and catches up later', async (t) => {
  const made = page();
  const { wall, stop } = await watched(t, made);
  const second = wall.subscribe(nothing);
  made.tell(500);
  stop();
  stop();
  assert.equal(made.hand.standing(), 1);
  second();
  made.clock.pass(100);
  assert.equal(made.hand.standing(), 0);
  assert.equal(made.clock.pending(), 0);
  assert.equal(requests.length, 1);
  wall.subscribe(nothing);
  await eventually(t, () => assert.equal(requests.length, 2));
});
