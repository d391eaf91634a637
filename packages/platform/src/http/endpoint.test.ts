import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createdDonationExample,
  donationExample,
  donationStatusExample,
  endpointNames,
  endpoints,
  errors,
  projectExample,
  routes,
} from '@kindcart/contract';
import { answerText, type EndpointCall, route, serve } from './endpoint.ts';
import { refuse } from './refusal.ts';
import { buildHouse, examplePath, exampleRequest, keys, outcomeOf, problemOf } from './testing.ts';

const house = buildHouse();

for (const name of endpointNames) {
  test(`serves ${name}`, async () => {
    const response = await house.app.request(examplePath(name), exampleRequest(name));
    assert.equal(response.status, endpoints[name].status);
    assert.match(response.headers.get('content-type') ?? '', /^application\/json$/);
    assert.deepEqual(
      await response.json(),
      JSON.parse(JSON.stringify(endpoints[name].example.response)),
    );
  });
}

test('gives a room what the schemas make of the request', async () => {
  let seen: EndpointCall<'listProjects'> | undefined;
  const { app } = buildHouse({
    rooms: [
      (api) =>
        serve(api, 'listProjects', (call) => {
          seen = call;
          return { items: [], nextCursor: null };
        }),
    ],
  });
  const twice = `${projectExample.id},${projectExample.id}`;
  await app.request(`/v1/projects?ids=${twice}&limit=100`, {
    headers: { Authorization: `Bearer ${keys.sk}` },
  });
  assert.deepEqual(seen?.query, { ids: [projectExample.id], limit: 100 });
  assert.equal(seen?.caller.kind, 'secret');
  assert.equal(seen?.caller.livemode, false);
  assert.equal(seen?.idempotency, null);
  assert.match(seen?.requestId ?? '', /^req_/);
  assert.equal(seen?.signal.aborted, false);
});

test('hands over the body exactly as sent, and headers, for signatures', async () => {
  const body = ` ${JSON.stringify(endpoints.receiveSandboxEvent.example.body)}\n`;
  let seen: [string, string | undefined] | undefined;
  const { app } = buildHouse({
    rooms: [
      (api) =>
        serve(api, 'receiveSandboxEvent', (call) => {
          seen = [call.rawBody, call.header('kindcart-sandbox-signature')];
          return { received: true };
        }),
    ],
  });
  const response = await app.request(routes.receiveSandboxEvent.path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Kindcart-Sandbox-Signature': 't=1,v1=ab' },
    body,
  });
  assert.equal(response.status, 200);
  assert.deepEqual(seen, [body, 't=1,v1=ab']);
});

test('takes an empty or absent body where none is asked for, and refuses any other', async () => {
  const path = examplePath('closeProject');
  const headers = { Authorization: `Bearer ${keys.sk}`, 'Content-Type': 'application/json' };
  const closing = (body: string | null) =>
    house.app.request(path, { method: 'POST', headers, body });
  assert.equal((await closing(null)).status, 200);
  assert.equal((await closing('')).status, 200);
  assert.equal((await closing('{}')).status, 200);
  assert.equal(await outcomeOf(await closing('{"force":true}')), '400 request_invalid');
});

test('leaves out of an answer what the contract does not name', async () => {
  const { app } = buildHouse({
    rooms: [
      (api) =>
        serve(api, 'getDonationStatus', () => ({ ...donationExample, ...donationStatusExample })),
    ],
  });
  const path = examplePath('getDonationStatus');
  const response = await app.request(path, { headers: { Authorization: `Bearer ${keys.pk}` } });
  assert.deepEqual(await response.json(), donationStatusExample);
});

test('never sends an answer that is not what the contract says', async () => {
  const broken = { ...projectExample, totals: { ...projectExample.totals, donations: -1 } };
  const { app, lines } = buildHouse({ rooms: [(api) => serve(api, 'getProject', () => broken)] });
  const response = await app.request(examplePath('getProject'), exampleRequest('getProject'));
  const { code, detail, requestId } = await problemOf(response);
  assert.deepEqual([code, detail], ['internal', errors.internal.sentence]);
  const logged = lines.find((line) => line.includes('"request failed"')) ?? '';
  assert.match(logged, /totals\.donations/);
  assert.ok(logged.includes(requestId));
});

test('makes the text of an answer once, held against the schema', () => {
  const text = answerText('createDonation', createdDonationExample);
  assert.deepEqual(JSON.parse(text), createdDonationExample);
  assert.throws(
    () =>
      answerText('createDonation', {
        ...createdDonationExample,
        donation: { ...donationStatusExample, id: 'don_x' },
      }),
    /createDonation.*donation\.id/,
  );
});

test('sends a replay byte for byte and says that it is one', async () => {
  const text = '{"kept":"as it was, two  spaces"}';
  const { app } = buildHouse({
    rooms: [(api) => serve(api, 'createDonation', () => ({ text, replayed: true }))],
  });
  const response = await app.request('/v1/donations', exampleRequest('createDonation'));
  assert.deepEqual(
    [response.status, response.headers.get('idempotent-replayed'), await response.text()],
    [201, 'true', text],
  );
});

test("answers a room's refusal with its code, fields and time to wait", async () => {
  const fields = [{ field: 'gift.amount', message: 'is below 1.00' }];
  const { app } = buildHouse({
    rooms: [
      (api) =>
        serve(api, 'createDonation', () =>
          refuse('amount_too_small', { fields, retryAfterSeconds: 9 }),
        ),
    ],
  });
  const response = await app.request('/v1/donations', exampleRequest('createDonation'));
  const problem = await problemOf(response);
  assert.deepEqual([problem.code, problem.errors], ['amount_too_small', fields]);
  assert.equal(response.headers.get('retry-after'), '9');
});

test('serves addresses outside the table with access, headers and logs like any other', async () => {
  const { app, lines } = buildHouse({
    rooms: [
      (api) =>
        route(
          api,
          { method: 'GET', path: '/v1/live/{room}', access: 'public', limited: true },
          ({ params, caller, exchange }) =>
            new Response(
              `data: ${params.room} ${caller?.kind} ${exchange.query.get('projects')}\n\n`,
              {
                headers: { 'Content-Type': 'text/event-stream' },
              },
            ),
        ),
    ],
  });
  const response = await app.request(`/v1/live/a?projects=b&key=${keys.pk}`);
  assert.equal(await response.text(), 'data: a publishable b\n\n');
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  assert.match(response.headers.get('x-request-id') ?? '', /^req_/);
  assert.match(lines.at(-1) ?? '', /"route":"\/v1\/live\/\{room\}"/);
  assert.equal(await outcomeOf(await app.request('/v1/live/a')), '401 key_missing');
});
