import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApi } from '@kindcart/contract/openapi';
import { serve } from './endpoint.ts';
import { buildHouse, exampleRequest, keys, outcomeOf, serveExamples } from './testing.ts';

const nowhere = [
  '/',
  '/v1',
  '/v2/projects',
  '/v1/projects/',
  '/v1//projects',
  '/v1/Projects',
  '/%2e%2e/etc/passwd',
  '/v1/projects/a/b/c',
  '/.env',
];

for (const path of nowhere) {
  test(`finds nothing at ${path}`, async () => {
    assert.equal(await outcomeOf(await buildHouse().app.request(path)), '404 not_found');
  });
}

const methods: readonly [method: string, path: string, allow: string][] = [
  ['PUT', '/v1/projects', 'GET, HEAD, POST, OPTIONS'],
  ['DELETE', '/v1/projects/prj_01k9p4m8q2fz3t6v8w0x2y4z6a', 'GET, HEAD, OPTIONS'],
  ['PATCH', '/v1/donations/x/refunds', 'POST, OPTIONS'],
  ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
  ['GET', '/v1/payments/sandbox/events', 'POST, OPTIONS'],
  ['HEAD', '/v1/payments/sandbox/events', 'POST, OPTIONS'],
];

for (const [method, path, allow] of methods) {
  test(`names the methods of ${path} to a ${method}`, async () => {
    const response = await buildHouse().app.request(path, { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), allow);
  });
}

test('gives every request an id of its own', async () => {
  const { app } = buildHouse();
  const answers = await Promise.all(Array.from({ length: 100 }, () => app.request('/healthz')));
  const ids = new Set(answers.map(({ headers }) => headers.get('x-request-id')));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id ?? '', /^req_/);
});

test('is healthy while it runs, whatever the database does', async () => {
  const { app } = buildHouse({ checkReady: () => Promise.reject(new Error('gone')) });
  const response = await app.request('/healthz');
  assert.deepEqual([response.status, await response.text()], [200, 'ok\n']);
});

test('is ready when the database answers', async () => {
  let gone = false;
  const checkReady = async () => {
    if (gone) throw new Error('password of postgres://user:hunter2@db is wrong');
  };
  const { app } = buildHouse({ checkReady });
  assert.equal((await app.request('/readyz')).status, 200);
  gone = true;
  const response = await app.request('/readyz');
  assert.equal(response.headers.get('retry-after'), '2');
  assert.ok(!(await response.clone().text()).includes('hunter2'));
  assert.equal(await outcomeOf(response), '503 unavailable');
  gone = false;
  assert.equal((await app.request('/readyz')).status, 200);
});

test('is not ready when the database hangs', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { app } = buildHouse({ checkReady: () => Promise.withResolvers().promise });
  const asked = app.request('/readyz');
  // The request is on its way to its timer within a few turns of the microtask queue.
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  t.mock.timers.tick(2_000);
  assert.equal(await outcomeOf(await asked), '503 unavailable');
});

test('takes no new request while it finishes, and finishes those in flight', async () => {
  const gate = Promise.withResolvers<void>();
  const { app, drain } = buildHouse({
    rooms: [
      (api) =>
        serve(api, 'createDonation', async () => {
          await gate.promise;
          return { text: '{"done":true}', replayed: false };
        }),
    ],
  });
  const inFlight = app.request('/v1/donations', exampleRequest('createDonation'));
  drain.begin();
  const late = await app.request(
    '/v1/donations',
    exampleRequest('createDonation', { 'Idempotency-Key': 'late' }),
  );
  assert.equal(late.headers.get('retry-after'), '1');
  assert.equal(late.headers.get('connection'), 'close');
  assert.equal(await outcomeOf(late), '503 shutting_down');
  assert.equal(await outcomeOf(await app.request('/readyz')), '503 shutting_down');
  assert.equal((await app.request('/healthz')).status, 200);
  assert.equal((await app.request('/metrics')).status, 200);
  gate.resolve();
  const done = await inFlight;
  assert.deepEqual([done.status, done.headers.get('connection')], [201, 'close']);
});

test('tells long answers when the process finishes', async () => {
  let told = 0;
  const { drain } = buildHouse({
    rooms: [
      (api) =>
        api.drain.signal.addEventListener('abort', () => {
          told += 1;
        }),
    ],
  });
  drain.begin();
  drain.begin();
  assert.equal(told, 1);
});

test('counts requests by template and status, problems by code, and times', async () => {
  const house = buildHouse({
    rooms: [
      serveExamples,
      (api) => api.metrics.counter({ name: 'room_total', help: 'A room.', labels: [] }).add(3),
    ],
  });
  await house.app.request(`/v1/projects?key=${keys.pk}`);
  await house.app.request(`/v1/projects?key=${keys.pk}`);
  await house.app.request('/v1/projects');
  await house.app.request('/no/such/path');
  const response = await house.app.request('/metrics');
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const text = await response.text();
  for (const line of [
    'http_requests_total{route="/v1/projects",status="200"} 2',
    'http_requests_total{route="/v1/projects",status="401"} 1',
    'http_requests_total{route="unmatched",status="404"} 1',
    'http_request_duration_seconds_count{route="/v1/projects"} 3',
    'http_problems_total{code="key_missing"} 1',
    'idempotency_in_flight 0',
    'room_total 3',
  ]) {
    assert.ok(text.split('\n').includes(line), line);
  }
});

test('serves its description, and says when it is unchanged', async () => {
  const { app } = buildHouse();
  const response = await app.request('/v1/openapi.json');
  assert.deepEqual(await response.json(), openApi('/'));
  const etag = response.headers.get('etag') ?? '';
  const again = await app.request('/v1/openapi.json', { headers: { 'If-None-Match': etag } });
  assert.deepEqual([again.status, await again.text()], [304, '']);
});

test('says 404 to a method that only a folder of pages would not take', async () => {
  const { app } = buildHouse({
    rooms: [serveExamples, ({ hono }) => void hono.get('/*', (context) => context.text('a page'))],
  });
  assert.equal((await app.request('/anything')).status, 200);
  assert.equal((await app.request('/v1/projects')).status, 401);
  assert.equal(
    await outcomeOf(await app.request('/anything', { method: 'POST' })),
    '404 not_found',
  );
  const response = await app.request('/v1/projects', { method: 'PUT' });
  assert.equal(await outcomeOf(response), '405 method_not_allowed');
});
