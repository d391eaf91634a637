import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import {
  challengeExample,
  type EndpointName,
  type ErrorCode,
  endpointNames,
  endpoints,
  errors,
  isErrorCode,
  type ProblemCode,
  parse,
  problemSchema,
  projectExample,
  routes,
  testCards,
} from '@kindcart/contract';
import { runDays, sealRun } from '@kindcart/contract/conformance';
import { setupServer } from 'msw/node';
import { createHandlers, donorTokenFor, type MockOptions, refuse } from './index.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
afterEach(() => server.resetHandlers());

function mock(options: Omit<MockOptions, 'baseUrl'> = {}): void {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, ...options })));
}

interface Sent {
  readonly params?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What an endpoint asks for, by hand, as somebody without our client would send it. */
function requestOf(
  name: EndpointName,
  { params, query, body, headers }: Sent,
): { url: URL; init: RequestInit } {
  const { method, path } = routes[name];
  const values = new Map(Object.entries(params ?? {}).map(([key, value]) => [key, String(value)]));
  const url = new URL(
    path.replaceAll(/\{(\w+)\}/g, (_, key) => values.get(key) ?? ''),
    baseUrl,
  );
  for (const [key, value] of Object.entries(query ?? {})) url.searchParams.set(key, String(value));
  const init = {
    method,
    headers: {
      Authorization: `Bearer ${routes[name].access === 'donor' ? donorTokenFor('donor@example.org') : 'sk_test_1'}`,
      'Kindcart-Sandbox-Signature': 't.signature',
      ...(routes[name].idempotent && { 'Idempotency-Key': 'key-1' }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  return { url, init };
}

function send(name: EndpointName, sent: Sent): Promise<Response> {
  const { url, init } = requestOf(name, sent);
  return fetch(url, init);
}

async function problemOf(response: Response): Promise<{ code: ErrorCode; fields: string[] }> {
  assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
  const parsed = parse(problemSchema, await response.json());
  assert.ok(parsed.ok, JSON.stringify(parsed));
  assert.equal(parsed.value.status, response.status);
  assert.equal(parsed.value.requestId, response.headers.get('X-Request-Id'));
  return { code: parsed.value.code, fields: (parsed.value.errors ?? []).map(({ field }) => field) };
}

/** A monthly gift whose second charge failed, for there are none in the examples. */
async function beginMonthly(): Promise<{ recurringGiftId: string }> {
  const body = { ...endpoints.createDonation.example.body, interval: 'month' };
  const created = await (await send('createDonation', { body })).json();
  const { reference, clientSecret } = created.payment;
  const card = { number: testCards.renewalsDeclined, expiry: '12/89', cvc: '123' };
  await send('confirmSandboxPayment', { params: { reference }, body: { clientSecret, card } });
  const found = await (await send('listRecurringGifts', {})).json();
  await send('advanceSandboxClock', { body: { to: found.items[0].nextChargeAt } });
  return { recurringGiftId: found.items[0].id };
}

/** A challenge that is over and for which nothing has come: all has come for the example, which goes on. */
async function promiseBefore(): Promise<{ challengeId: string }> {
  const days = { startsOn: '2026-01-01', endsOn: '2026-01-31' };
  const body = { ...endpoints.createChallenge.example.body, ...days };
  const { id: challengeId } = await (await send('createChallenge', { body })).json();
  return { challengeId };
}

/** Run data that WeChat has just sealed: that of the example is sealed for nobody. */
async function sealed(): Promise<{ body: object }> {
  const run = await sealRun(runDays('2026-11-22', 31, 9_000), exampleTime.getTime());
  return { body: { ...endpoints.createWerunDeeds.example.body, ...run } };
}

/** When the challenge of the examples is open. */
const exampleTime = new Date(challengeExample.totals.asOf);

for (const name of endpointNames) {
  test(`answers the contract's example of ${name} as the contract says`, async () => {
    const isDeed = name === 'createPartnerDeeds' || name === 'createWerunDeeds';
    mock(isDeed ? { now: () => exampleTime } : {});
    const { example, response: schema, status } = endpoints[name];
    const isRecurring = 'recurringGiftId' in (example.params ?? {});
    const isMoney = name === 'createFunding' || name === 'closeChallenge';
    const begun = isRecurring ? { params: await beginMonthly() } : {};
    const promised = isMoney ? { params: await promiseBefore() } : {};
    const run = name === 'createWerunDeeds' ? await sealed() : {};
    const response = await send(name, { ...example, ...begun, ...promised, ...run });
    const body = await response.json();
    assert.equal(response.status, status, JSON.stringify(body));
    const parsed = parse(schema, body);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    assert.match(response.headers.get('X-Request-Id') ?? '', /^req_/);
  });
}

const bad: readonly [string, EndpointName, Sent, ProblemCode, string[]?][] = [
  ['no key', 'getProject', { headers: { Authorization: '' } }, 'key_missing'],
  ['a key that is none', 'getProject', { headers: { Authorization: 'Bearer 1' } }, 'key_unknown'],
  [
    'a publishable key where a secret one is asked for',
    'listDonations',
    { headers: { Authorization: 'Bearer pk_test_1' } },
    'key_not_allowed',
  ],
  [
    'a key in the query of a POST',
    'createDonation',
    { headers: { Authorization: '' }, query: { key: 'pk_test_1' } },
    'key_missing',
  ],
  [
    'a body that is not said to be JSON',
    'createDonation',
    { body: '{}', headers: { 'Content-Type': 'text/plain' } },
    'media_type_unsupported',
  ],
  ['a body that is not JSON', 'createDonation', { body: '{' }, 'json_invalid'],
  [
    'a body with a wrong field',
    'createDonation',
    {
      body: {
        ...endpoints.createDonation.example.body,
        coverFee: 'yes',
        gift: { amount: 0.5, currency: 'CNY' },
      },
    },
    'request_invalid',
    ['gift.amount', 'coverFee'],
  ],
  [
    'a field that the contract does not know',
    'createDonation',
    { body: { ...endpoints.createDonation.example.body, secret: 'sk_test_1' } },
    'request_invalid',
    ['secret'],
  ],
  [
    'a path with a wrong id',
    'getProject',
    { params: { projectId: 'prj_1' } },
    'request_invalid',
    ['projectId'],
  ],
  [
    'a query with a wrong id',
    'listProjects',
    { query: { ids: 'prj_1' } },
    'request_invalid',
    ['ids'],
  ],
  [
    'an idempotency key that is empty',
    'createDonation',
    { body: endpoints.createDonation.example.body, headers: { 'Idempotency-Key': '' } },
    'idempotency_key_invalid',
  ],
  [
    'an event that is not signed',
    'receiveSandboxEvent',
    { headers: { 'Kindcart-Sandbox-Signature': '' } },
    'signature_invalid',
  ],
];

for (const [what, name, sent, code, fields = []] of bad) {
  test(`refuses ${what} as ${code}`, async () => {
    mock();
    const response = await send(name, { ...endpoints[name].example, ...sent });
    const problem = await problemOf(response);
    assert.equal(problem.code, code);
    assert.deepEqual(problem.fields, fields);
  });
}

test('asks for an idempotency key where the contract does', async () => {
  mock();
  const { url, init } = requestOf('createDonation', endpoints.createDonation.example);
  const headers = new Headers(init.headers);
  headers.delete('Idempotency-Key');
  const response = await fetch(url, { ...init, headers });
  assert.equal((await problemOf(response)).code, 'idempotency_key_missing');
});

const problemCodes = Object.keys(errors).filter(
  (code): code is ProblemCode =>
    isErrorCode(code) &&
    !['network_error', 'timeout', 'aborted', 'response_invalid'].includes(code),
);

for (const code of problemCodes) {
  test(`fails by name as ${code}`, async () => {
    mock({ failures: { getProject: code } });
    const response = await send('getProject', endpoints.getProject.example);
    assert.equal((await problemOf(response)).code, code);
    assert.equal(
      response.headers.has('Retry-After'),
      errors[code].retryable && code !== 'internal',
    );
  });
}

test('fails by name as network_error, timeout and response_invalid', async () => {
  mock({ failures: { getProject: ['network_error', 'timeout', 'response_invalid'] } });
  await assert.rejects(send('getProject', endpoints.getProject.example), TypeError);
  const { url, init } = requestOf('getProject', endpoints.getProject.example);
  const signal = AbortSignal.timeout(30);
  await assert.rejects(fetch(url, { ...init, signal }), { name: 'TimeoutError' });
  const page = await send('getProject', endpoints.getProject.example);
  assert.deepEqual([page.status, page.headers.get('Content-Type')], [200, 'text/html']);
});

test('fails in turn, then succeeds, and at no other endpoint', async () => {
  mock({ failures: { getProject: ['internal', 'rate_limited'] } });
  const status = async () => (await send('getProject', endpoints.getProject.example)).status;
  const other = await send('listProjects', {});
  assert.deepEqual([await status(), await status(), await status()], [500, 429, 200]);
  assert.equal(other.status, 200);
});

test('answers an override that is a value', async () => {
  mock({ overrides: { getProject: { ...projectExample, title: 'Another' } } });
  const response = await send('getProject', endpoints.getProject.example);
  assert.equal((await response.json()).title, 'Another');
});

test('answers an override that is a function of the parsed request', async () => {
  mock({
    overrides: {
      listProjects: ({ query, request }) => ({
        items: [{ ...projectExample, title: `${query?.ids?.join()} ${request.method}` }],
        nextCursor: null,
      }),
    },
  });
  const response = await send('listProjects', endpoints.listProjects.example);
  assert.equal((await response.json()).items[0].title, `${projectExample.id} GET`);
});

test('refuses where an override does', async () => {
  mock({
    overrides: {
      createDonation: async () => refuse('amount_too_small', [{ field: 'gift', message: 'is' }]),
    },
  });
  const response = await send('createDonation', endpoints.createDonation.example);
  assert.deepEqual(await problemOf(response), { code: 'amount_too_small', fields: ['gift'] });
});

test('does not pass off a mistake in an override as an answer', async (t) => {
  const reports = t.mock.method(console, 'error', () => {});
  mock({
    overrides: {
      getProject: () => {
        throw new Error('a mistake');
      },
    },
  });
  const response = await send('getProject', endpoints.getProject.example);
  assert.equal(response.status, 500);
  assert.notEqual(response.headers.get('Content-Type'), 'application/problem+json');
  assert.ok(reports.mock.callCount() > 0);
});

test('checks the request before it asks an override', async () => {
  mock({ overrides: { createDonation: () => refuse('internal') } });
  const response = await send('createDonation', { body: {} });
  assert.equal((await problemOf(response)).code, 'request_invalid');
});

test('answers every address when none is given', async () => {
  server.resetHandlers(...Object.values(createHandlers()));
  const response = await fetch(`https://other.example/v1/projects/${projectExample.id}?key=pk_1`);
  assert.equal(response.status, 200);
});

test('answers the same request under the same idempotency key with the same bytes', async () => {
  mock();
  const { body } = endpoints.createDonation.example;
  const first = await send('createDonation', { body });
  const again = await send('createDonation', { body: JSON.stringify(body, null, 2) });
  const other = await send('createDonation', { body, headers: { 'Idempotency-Key': 'key-2' } });
  const text = await first.text();
  assert.equal(await again.text(), text);
  assert.notEqual(await other.text(), text);
  assert.equal(first.headers.get('Idempotent-Replayed'), null);
  assert.equal(again.headers.get('Idempotent-Replayed'), 'true');
});

test('refuses another request under the same idempotency key', async () => {
  mock();
  const { body } = endpoints.createDonation.example;
  await send('createDonation', { body });
  const response = await send('createDonation', { body: { ...body, coverFee: false } });
  assert.equal((await problemOf(response)).code, 'idempotency_key_reused');
});

test('keeps no refusal under an idempotency key', async () => {
  mock({ failures: { createDonation: ['internal'] } });
  const { body } = endpoints.createDonation.example;
  const statuses = [await send('createDonation', { body }), await send('createDonation', { body })];
  assert.deepEqual(
    statuses.map(({ status }) => status),
    [500, 201],
  );
});

test('makes two worlds of two calls, and the same ids in both', async () => {
  const now = () => new Date('2026-11-23T08:00:00Z');
  const texts: string[] = [];
  for (let world = 0; world < 2; world += 1) {
    mock({ now });
    texts.push(await (await send('createDonation', endpoints.createDonation.example)).text());
  }
  assert.equal(texts[0], texts[1]);
});
