import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonationExample } from '@kindcart/contract';
import { serve } from './endpoint.ts';
import { errorWords } from './request-log.ts';
import { buildHouse, exampleRequest, goodOrigin, keys } from './testing.ts';

function lastLine(lines: readonly string[]): Record<string, unknown> {
  return JSON.parse(lines.at(-1) ?? '{}');
}

test('writes one line for a request, with the template and not the path', async () => {
  const house = buildHouse({
    rooms: [
      (api) =>
        serve(api, 'createDonation', () => {
          house.clock.advance(12.3456);
          return { text: '{}', replayed: false };
        }),
    ],
  });
  const response = await house.app.request('/v1/donations', {
    ...exampleRequest('createDonation', { 'X-Request-Id': 'edge-7f' }),
  });
  assert.equal(house.lines.length, 1);
  const { time, ...line } = lastLine(house.lines);
  assert.match(String(time), /^\d{4}-.*Z$/);
  assert.deepEqual(line, {
    level: 'info',
    requestId: response.headers.get('x-request-id'),
    upstreamRequestId: 'edge-7f',
    method: 'POST',
    route: '/v1/donations',
    status: 201,
    keyId: 'key_01k9p4a0a0fz3t6v8w0x2y4z62f',
    durationMs: 12.35,
    msg: 'request',
  });
});

for (const sent of ['two words', 'x'.repeat(129), 'a\u00e9', '{"a":1}']) {
  test(`leaves out the request id ${sent.slice(0, 12)} that a log should not hold`, async () => {
    const { app, lines } = buildHouse();
    await app.request('/healthz', { headers: { 'X-Request-Id': sent } });
    assert.equal(lastLine(lines).upstreamRequestId, undefined);
  });
}

test('names the code of a problem', async () => {
  const { app, lines } = buildHouse();
  await app.request('/v1/projects');
  const { code, status, route } = lastLine(lines);
  assert.deepEqual([code, status, route], ['key_missing', 401, '/v1/projects']);
});

test('never writes a key, a body, a name, a path or a query', async () => {
  const { app, lines } = buildHouse();
  const secrets = [
    'Zhang-Wei',
    'a private message',
    'clue',
    keys.sk,
    keys.pk,
    keys.nobodys,
    keys.revoked,
  ];
  const body = { ...createDonationExample, donorName: secrets[0], message: secrets[1] };
  const give = (token: string, more: object = {}) =>
    app.request('/v1/donations', {
      ...exampleRequest('createDonation', { Authorization: `Bearer ${token}`, Origin: goodOrigin }),
      body: JSON.stringify({ ...body, ...more }),
    });
  for (const token of [keys.sk, keys.pk, keys.nobodys, keys.revoked]) await give(token);
  await give(keys.pk, { extra: secrets[2] });
  await app.request(`/v1/projects?key=${keys.sk}&clue=clue`);
  await app.request(`/clue/${keys.pk}`);
  assert.ok(lines.length >= 7);
  for (const secret of secrets) assert.ok(!lines.join('').includes(String(secret)), String(secret));
});

test('writes of an error its kind, code, stack and causes, and nothing that hangs on it', () => {
  const cause = Object.assign(new Error('duplicate'), {
    code: '23505',
    detail: 'Key (name)=(Zhang)',
  });
  const error = Object.assign(new TypeError('insert failed', { cause }), { parameters: ['Zhang'] });
  const words = errorWords(error);
  assert.deepEqual(
    [words.type, words.message, words.cause?.code],
    ['TypeError', 'insert failed', '23505'],
  );
  assert.match(words.stack ?? '', /request-log\.test/);
  assert.ok(!JSON.stringify(words).includes('Zhang'));
});

test('comes to an end with causes in a circle, and with what is no error', () => {
  const error = new Error('round');
  error.cause = error;
  assert.ok(JSON.stringify(errorWords(error)).length < 20_000);
  assert.deepEqual(errorWords('text').type, 'string');
});
