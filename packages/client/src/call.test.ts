import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonationExample, createdDonationExample, projectExample } from '@kindcart/contract';
import { createClient } from './client.ts';
import {
  cut,
  cutShort,
  hang,
  problem,
  type Reply,
  reply,
  stall,
  startServer,
} from './testing/server.ts';

const key = 'pk_test_1';
const params = { projectId: projectExample.id };
const good = reply(200, projectExample);
const instantly = async () => {};

// A limit of its own only where the first answer hangs: the good one is under it, too.
const recovered: readonly [what: string, first: Reply, timeoutMs?: number][] = [
  ['a connection that is cut', cut],
  ['an answer that is cut short', cutShort],
  ['an answer that does not come', hang, 500],
  ['an answer that does not end', stall, 500],
  ['503 of the platform', problem(503, 'unavailable', true, { 'Retry-After': '0' })],
  ['500 of the platform', problem(500, 'internal', true)],
  ['429', problem(429, 'rate_limited', true)],
  ['409 that may pass', problem(409, 'idempotency_in_flight', true)],
  ['502 of a proxy', reply(502, '<h1>Bad gateway</h1>', { 'Content-Type': 'text/html' })],
];

for (const [what, first, timeoutMs] of recovered) {
  test(`tries again after ${what}`, async (t) => {
    const { baseUrl, seen } = await startServer(t, first, good);
    const client = createClient({
      baseUrl,
      key,
      sleep: instantly,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    const result = await client.getProject({ params });
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(result.value, projectExample);
    assert.equal(seen.length, 2);
  });
}

const given: readonly [string, Reply][] = [
  ['404', problem(404, 'project_unknown', false)],
  ['409 that stays', problem(409, 'project_closed', false)],
  ['503 that stays', problem(503, 'payments_unavailable', false)],
  ['a page of a proxy', reply(200, '<h1>Sign in</h1>', { 'Content-Type': 'text/html' })],
  ['a wrong answer', reply(200, { ...projectExample, title: null })],
];

for (const [what, first] of given) {
  test(`does not try again after ${what}`, async (t) => {
    const { baseUrl, seen } = await startServer(t, first, good);
    const result = await createClient({ baseUrl, key, sleep: instantly }).getProject({ params });
    assert.equal(result.ok, false);
    assert.equal(seen.length, 1);
  });
}

test('sends the same request at every try, idempotency key and body included', async (t) => {
  const unavailable = problem(503, 'unavailable', true);
  const created = reply(201, createdDonationExample);
  const { baseUrl, seen } = await startServer(t, unavailable, cut, unavailable, created);
  const client = createClient({ baseUrl, key, sleep: instantly });
  const result = await client.createDonation({
    body: createDonationExample,
    idempotencyKey: 'one',
  });
  assert.equal(result.ok, true);
  assert.equal(seen.length, 4);
  for (const request of seen) {
    assert.equal(request.headers['idempotency-key'], 'one');
    assert.equal(request.headers.authorization, 'Bearer pk_test_1');
    assert.deepEqual(JSON.parse(request.body), createDonationExample);
  }
});

test('gives up after three retries, with the last failure', async (t) => {
  const { baseUrl, seen } = await startServer(t, cut, cut, cut, problem(500, 'internal', true));
  const result = await createClient({ baseUrl, key, sleep: instantly }).getProject({ params });
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'internal');
  assert.equal(seen.length, 4);
});

test('tries as often as it is told, for a client and for a call', async (t) => {
  const { baseUrl, seen } = await startServer(t, cut);
  const client = createClient({ baseUrl, key, retriesMax: 1, sleep: instantly });
  await client.getProject({ params });
  assert.equal(seen.length, 2);
  await client.getProject({ params }, { retriesMax: 0 });
  assert.equal(seen.length, 3);
});

test('waits with jitter, longer each time, and as long as the platform asks', async (t) => {
  const wait = problem(429, 'rate_limited', true, { 'Retry-After': '2' });
  const { baseUrl } = await startServer(t, cut, cut, wait, good);
  const waits: number[] = [];
  const sleep = async (ms: number) => void waits.push(ms);
  await createClient({ baseUrl, key, sleep, random: () => 0.5 }).getProject({ params });
  assert.deepEqual(waits, [125, 250, 2_500]);
});

test('gives the failure at once when it is asked to wait longer than the call may take', async (t) => {
  const wait = problem(503, 'unavailable', true, { 'Retry-After': '3600' });
  const { baseUrl, seen } = await startServer(t, wait);
  const result = await createClient({ baseUrl, key }).getProject({ params });
  assert.ok(!result.ok);
  assert.equal(result.error.retryAfterMs, 3_600_000);
  assert.equal(seen.length, 1);
});

test('ends at its deadline, whatever is left to try', async (t) => {
  let nowMs = 0;
  const { baseUrl, seen } = await startServer(t, cut);
  const options = { deadlineMs: 1_000, now: () => nowMs, random: () => 1, retriesMax: 99 };
  const sleep = async (ms: number) => {
    nowMs += ms;
  };
  const result = await createClient({ baseUrl, key, sleep, ...options }).getProject({ params });
  assert.equal(result.ok, false);
  assert.equal(seen.length, 3);
});

test('gives no attempt more time than is left of the call', async (t) => {
  const { baseUrl, seen } = await startServer(t, hang);
  const client = createClient({ baseUrl, key, timeoutMs: 60_000, deadlineMs: 50 });
  const result = await client.getProject({ params });
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'timeout');
  assert.ok(seen.length <= 1);
});

for (const [what, silent] of [
  ['comes', hang],
  ['ends', stall],
] as const) {
  test(`times out when no answer ${what}`, async (t) => {
    const { baseUrl } = await startServer(t, silent);
    const client = createClient({ baseUrl, key, retriesMax: 0 });
    const result = await client.getProject({ params }, { timeoutMs: 30 });
    assert.ok(!result.ok);
    const { code, retryable, status, requestId } = result.error;
    assert.deepEqual(
      { code, retryable, status, requestId },
      {
        code: 'timeout',
        retryable: true,
        status: 0,
        requestId: null,
      },
    );
  });
}

test('says that there is no connection when nothing listens', async (t) => {
  const { baseUrl } = await startServer(t, good);
  const client = createClient({ baseUrl: baseUrl.replace(/\d+$/, '1'), key, sleep: instantly });
  const result = await client.getProject({ params });
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'network_error');
  assert.equal(result.error.retryable, true);
});

test('stops when the caller cancels, before and in the middle of an attempt', async (t) => {
  const { baseUrl, seen } = await startServer(t, hang);
  const client = createClient({ baseUrl, key });
  const before = await client.getProject({ params }, { signal: AbortSignal.abort() });
  assert.equal(!before.ok && before.error.code, 'aborted');
  assert.equal(seen.length, 0);
  const controller = new AbortController();
  const pending = client.getProject({ params }, { signal: controller.signal });
  await t.waitFor(() => assert.equal(seen.length, 1), { timeout: 20_000 });
  controller.abort();
  const result = await pending;
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'aborted');
  assert.equal(result.error.retryable, false);
});

test('stops when the caller cancels between two attempts', async (t) => {
  const { baseUrl, seen } = await startServer(t, cut);
  const controller = new AbortController();
  const sleep = () => {
    controller.abort();
    return new Promise<void>(() => {});
  };
  const client = createClient({ baseUrl, key, sleep });
  const result = await client.getProject({ params }, { signal: controller.signal });
  assert.equal(!result.ok && result.error.code, 'aborted');
  assert.equal(seen.length, 1);
});

test("leaves nothing behind at the caller's signal", async (t) => {
  const { baseUrl } = await startServer(t, cut, good);
  const { signal } = new AbortController();
  let listeners = 0;
  t.mock.method(signal, 'addEventListener', () => (listeners += 1));
  t.mock.method(signal, 'removeEventListener', () => (listeners -= 1));
  await createClient({ baseUrl, key, sleep: instantly }).getProject({ params }, { signal });
  assert.equal(listeners, 0);
});

test('tells a fetch that it left behind to stop', async () => {
  const stopped: boolean[] = [];
  const fetch = (_: string, { signal }: { signal: AbortSignal }) =>
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        stopped.push(true);
        reject(signal.reason);
      });
    });
  const client = createClient({ baseUrl: '', key, fetch, retriesMax: 0, timeoutMs: 10 });
  await client.getProject({ params });
  assert.deepEqual(stopped, [true]);
});

test('sends no cookie, and asks past the cache only when told', async () => {
  const inits: object[] = [];
  const fetch = async (_: string, { credentials, cache }: RequestInit) => {
    inits.push({ credentials, cache });
    return Response.json(projectExample);
  };
  const client = createClient({ baseUrl: '', key, fetch });
  await client.getProject({ params });
  await client.getProject({ params }, { fresh: true });
  assert.deepEqual(inits, [
    { credentials: 'omit', cache: 'default' },
    { credentials: 'omit', cache: 'no-cache' },
  ]);
});
