import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient } from '@kindcart/client';
import {
  createDonationExample,
  type LiveProject,
  projectExample,
  testCards,
} from '@kindcart/contract';
import { createHandlers, type MockOptions, seedProjects } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { createLive, createStore, type StoreOptions } from './index.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { handLive } from './testing/live.ts';
import { memoryStorage } from './testing/storage.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());
const requests: string[] = [];
server.events.on('request:start', ({ request }) => {
  const { pathname, search } = new URL(request.url);
  requests.push(`${request.method} ${pathname}${search}`);
});

/** A page with a store over the made-up platform. */
function page(mocks: MockOptions = {}, options: Partial<StoreOptions> = {}) {
  requests.length = 0;
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, ...mocks })));
  const clock = handClock();
  const hand = handLive();
  const client = createClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });
  const live = createLive({ open: hand.open, urlOf: client.liveUrl, clock, random: () => 1 });
  const store = createStore({ client, clock, live, storage: memoryStorage(), ...options });
  return { store, clock, hand };
}

const nothing = () => {};
const { projectId, ...gift } = createDonationExample;
const news = (version: number): LiveProject => ({
  projectId: projectExample.id,
  totals: { ...projectExample.totals, donations: version, version },
});

test('fetches all projects of a page at once and keeps them live by one stream', async (t) => {
  const { store, clock, hand } = page();
  const entries = seedProjects.map(({ id }) => store.project(id));
  for (const entry of entries) entry.subscribe(nothing);
  clock.pass(100);
  const ids = seedProjects.map(({ id }) => id).sort();
  await eventually(t, () => {
    for (const entry of entries) assert.equal(entry.get().status, 'ready');
  });
  assert.deepEqual(requests, [`GET /v1/projects?ids=${ids.join()}&key=pk_test_1`]);
  assert.deepEqual(
    hand.streams.map(({ url }) => url),
    [`${baseUrl}/v1/live?projects=${ids.join()}&key=pk_test_1`],
  );
});

test('shows live totals as they come, the newest only', async (t) => {
  const { store, clock, hand } = page();
  const entry = store.project(projectExample.id);
  entry.subscribe(nothing);
  clock.pass(100);
  await eventually(t, () => assert.equal(entry.get().status, 'ready'));
  const seen: number[] = [];
  entry.subscribe(() => {
    const snapshot = entry.get();
    if (snapshot.status === 'ready') seen.push(snapshot.value.totals.version);
  });
  for (const version of [500, 502, 501, 502, 503]) {
    hand.last().onNews('project', JSON.stringify(news(version)));
  }
  assert.deepEqual(seen, [500, 502, 503]);
});

test('fetches anew when the stream is back, and when it says what nobody understands', async (t) => {
  const { store, clock, hand } = page();
  const entry = store.project(projectExample.id);
  entry.subscribe(nothing);
  clock.pass(100);
  await eventually(t, () => assert.equal(entry.get().status, 'ready'));
  hand.last().onOpen();
  hand.last().onDown(false);
  hand.last().onOpen();
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 2));
  await eventually(t, () => {
    const snapshot = entry.get();
    assert.ok(snapshot.status === 'ready' && !snapshot.stale);
  });
  hand.last().onNews('project', '{"projectId":');
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 3));
});

test('polls what is watched while the stream is refused, as slowly as it reopens', async (t) => {
  const { store, clock, hand } = page();
  const entry = store.project(projectExample.id);
  entry.subscribe(nothing);
  clock.pass(100);
  await eventually(t, () => assert.equal(entry.get().status, 'ready'));
  hand.last().onDown(true);
  for (const [polls, ms] of [1_000, 2_000, 4_000].entries()) {
    clock.pass(ms);
    hand.last().onDown(true);
    clock.pass(0);
    await eventually(t, () => assert.equal(requests.length, polls + 2));
    await eventually(t, () => {
      const snapshot = entry.get();
      assert.ok(snapshot.status === 'ready' && snapshot.asOf === clock.nowMs());
    });
  }
});

test('leaves no stream and no timer when nobody watches', async (t) => {
  const { store, clock, hand } = page();
  const stop = store.project(projectExample.id).subscribe(nothing);
  clock.pass(100);
  await eventually(t, () => assert.equal(store.project(projectExample.id).get().status, 'ready'));
  stop();
  clock.pass(100);
  assert.equal(hand.standing(), 0);
  assert.equal(clock.pending(), 0);
});

test('recovers by itself once the platform can be reached again', async (t) => {
  const { store, clock, hand } = page({ failures: { listProjects: ['network_error'] } });
  const entry = store.project(projectExample.id);
  entry.subscribe(nothing);
  clock.pass(100);
  await eventually(t, () => assert.equal(entry.get().status, 'offline'));
  hand.last().onDown(true);
  clock.pass(1_000);
  hand.last().onOpen();
  clock.pass(0);
  await eventually(t, () => assert.equal(entry.get().status, 'ready'));
});

test('shares a checkout by project and slot', () => {
  const { store } = page();
  assert.equal(store.checkout(projectId), store.checkout(projectId, 'default'));
  assert.notEqual(store.checkout(projectId), store.checkout(projectId, 'second'));
});

test('carries a gift from the wish to the totals', async (t) => {
  const { store, clock } = page();
  const checkout = store.checkout(projectId);
  const reached = (status: string) =>
    eventually(t, () => {
      clock.pass(5_000);
      assert.equal(checkout.get().status, status);
    });
  checkout.submit(gift);
  await reached('ready_to_pay');
  checkout.pay({ number: testCards.succeeds, expiry: '04/30', cvc: '123' });
  await reached('succeeded');
  const entry = store.project(projectId);
  entry.subscribe(nothing);
  clock.pass(0);
  await eventually(t, () => {
    const snapshot = entry.get();
    assert.ok(snapshot.status === 'ready');
    assert.equal(snapshot.value.totals.donations, projectExample.totals.donations + 1);
  });
});

test('makes a random idempotency key for each wish', async (t) => {
  const seen: (string | null)[] = [];
  const { store, clock } = page({
    overrides: {
      createDonation: ({ idempotencyKey }) => {
        seen.push(idempotencyKey);
        throw new Error('enough');
      },
    },
  });
  t.mock.method(console, 'error', nothing);
  const checkout = store.checkout(projectId);
  for (const message of ['one', 'two']) {
    checkout.submit({ ...gift, message });
    await eventually(t, () => assert.equal(checkout.get().status, 'error'));
  }
  clock.pass(0);
  assert.equal(new Set(seen).size, 2);
  for (const key of seen)
    assert.match(key ?? '', /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f-]{17}$/);
});

test('runs on its own clock, without live news and without storage, when given nothing', async (t) => {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl })));
  const store = createStore({ client: createClient({ baseUrl, key: 'pk_test_1' }) });
  const entry = store.project(projectExample.id);
  const stop = entry.subscribe(nothing);
  await eventually(t, () => assert.equal(entry.get().status, 'ready'));
  stop();
  const checkout = store.checkout(projectId);
  checkout.resume();
  checkout.submit(gift);
  await eventually(t, () => assert.equal(checkout.get().status, 'ready_to_pay'));
});
