import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointNames, routes } from '@kindcart/contract';
import { buildHouse, examplePath, exampleRequest, goodOrigin, keys, outcomeOf } from './testing.ts';

const { app } = buildHouse();

const preflight = (path: string, headers: Record<string, string> = {}) =>
  app.request(path, {
    method: 'OPTIONS',
    headers: { Origin: 'https://any.example', 'Access-Control-Request-Method': 'POST', ...headers },
  });

test('answers a preflight at once, for two hours, without a key', async () => {
  const response = await preflight('/v1/donations', {
    'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
  });
  const { headers } = response;
  assert.deepEqual([response.status, await response.text()], [204, '']);
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.equal(headers.get('access-control-max-age'), '7200');
  const allowed = headers.get('access-control-allow-headers')?.split(', ');
  assert.deepEqual(allowed, [
    'authorization',
    'content-type',
    'idempotency-key',
    'kindcart-proof',
    'last-event-id',
  ]);
  assert.match(headers.get('access-control-allow-methods') ?? '', /\bGET\b.*\bPOST\b/);
});

test('never allows credentials', async () => {
  const answers = await Promise.all([
    preflight('/v1/donations'),
    app.request('/v1/projects', { headers: { Origin: goodOrigin } }),
    app.request(`/v1/projects?key=${keys.pk}`, { headers: { Origin: goodOrigin, Cookie: 'a=b' } }),
  ]);
  for (const { headers } of answers) {
    assert.equal(headers.get('access-control-allow-credentials'), null);
    assert.equal(headers.get('set-cookie'), null);
  }
});

test('asks what is no preflight by its method like any other', async () => {
  const response = await app.request('/v1/donations', { method: 'OPTIONS' });
  assert.equal(await outcomeOf(response), '405 method_not_allowed');
});

const standing: readonly [header: string, value: RegExp][] = [
  ['access-control-allow-origin', /^\*$/],
  [
    'access-control-expose-headers',
    /ETag.*Idempotent-Replayed.*RateLimit.*Retry-After.*X-Request-Id/,
  ],
  ['content-security-policy', /frame-ancestors 'none'/],
  ['cross-origin-resource-policy', /^cross-origin$/],
  ['referrer-policy', /^no-referrer$/],
  ['x-content-type-options', /^nosniff$/],
  ['x-frame-options', /^DENY$/],
  ['x-request-id', /^req_[0-9a-z]{26}$/],
];

const answers: readonly [what: string, path: string, init: RequestInit][] = [
  ['a success', `/v1/projects?key=${keys.pk}`, {}],
  ['a created thing', '/v1/donations', exampleRequest('createDonation')],
  [
    'a refused origin',
    `/v1/projects?key=${keys.pk}`,
    { headers: { Origin: 'https://evil.example' } },
  ],
  ['a missing key', '/v1/projects', {}],
  ['an unknown path', '/nothing', {}],
  ['a wrong method', '/v1/projects', { method: 'DELETE' }],
  ['a health check', '/healthz', {}],
  ['a head', '/healthz', { method: 'HEAD' }],
];

for (const [what, path, init] of answers) {
  test(`gives ${what} every standing header`, async () => {
    const { headers } = await app.request(path, init);
    for (const [name, value] of standing) assert.match(headers.get(name) ?? '', value, name);
  });
}

for (const name of endpointNames) {
  test(`lets a page read why ${name} refused it`, async () => {
    const headers = { Authorization: `Bearer ${keys.nobodys}`, Origin: 'https://evil.example' };
    const { access } = routes[name];
    const response = await app.request(examplePath(name), exampleRequest(name, headers));
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    const keyed = access === 'public' || access === 'page' || access === 'secret';
    if (keyed) assert.equal(await outcomeOf(response), '401 key_unknown');
  });
}

test("leaves a room's own headers as they are", async () => {
  const { app: ownApp } = buildHouse({
    rooms: [
      ({ hono }) =>
        hono.get('/page', (context) =>
          context.html('<p>Give</p>', 200, {
            'Content-Security-Policy': 'frame-ancestors https://good.example',
            'Referrer-Policy': 'same-origin',
          }),
        ),
    ],
  });
  const { headers } = await ownApp.request('/page');
  assert.equal(headers.get('content-security-policy'), 'frame-ancestors https://good.example');
  assert.equal(headers.get('referrer-policy'), 'same-origin');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
});
