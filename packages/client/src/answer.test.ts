import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ErrorCode,
  isErrorCode,
  projectExample,
  proofChallengeExample,
} from '@kindcart/contract';
import fc from 'fast-check';
import { readAnswer } from './answer.ts';

const json = 'application/json';
const problemJson = 'application/problem+json';
const requestId = 'req_01k9p4m8q2fz3t6v8w0x2y4z6a';

function read(
  status: number,
  type: string | null,
  text: string,
  more: Record<string, string> = {},
) {
  const headers = new Headers(more);
  if (type !== null) headers.set('Content-Type', type);
  const response = { ok: status >= 200 && status < 300, status, headers, text: async () => text };
  return readAnswer('getProject', response, text, 0);
}

const problem = {
  type: '/docs/errors#amount_too_small',
  title: 'amount too small',
  status: 422,
  code: 'amount_too_small',
  detail: 'The amount is below the minimum.',
  retryable: false,
  requestId,
  errors: [{ field: 'gift.amount', message: 'is below 100' }],
};
const told = (changes: object) => JSON.stringify({ ...problem, ...changes });

test('gives the value of a success, with the name of the request', () => {
  const result = read(200, json, JSON.stringify(projectExample), { 'X-Request-Id': requestId });
  assert.deepEqual(result, { ok: true, value: projectExample, requestId });
});

test('takes a success without a readable request id', () => {
  const result = read(200, 'application/json; charset=utf-8', JSON.stringify(projectExample));
  assert.deepEqual(result, { ok: true, value: projectExample, requestId: null });
});

test('gives a refusal in the words of the platform', () => {
  assert.deepEqual(read(422, problemJson, told({}), { 'X-Request-Id': requestId }), {
    ok: false,
    error: {
      code: 'amount_too_small',
      status: 422,
      message: 'The amount is below the minimum.',
      retryable: false,
      retryAfterMs: null,
      fields: [{ field: 'gift.amount', message: 'is below 100' }],
      requestId,
    },
  });
});

test('hands over what is to be solved, and nothing where there is nothing of the kind', () => {
  const asked = { code: 'proof_required', challenge: proofChallengeExample };
  const result = read(403, problemJson, told(asked));
  assert.deepEqual(!result.ok && result.error.challenge, proofChallengeExample);
  for (const challenge of [undefined, null, 'solve this', 5]) {
    const other = read(403, problemJson, told({ ...asked, challenge }));
    assert.ok(!other.ok && !('challenge' in other.error));
  }
});

test('keeps how long to wait', () => {
  const text = told({ code: 'rate_limited', retryable: true, errors: undefined });
  const result = read(429, problemJson, text, { 'Retry-After': '7' });
  assert.ok(!result.ok);
  assert.equal(result.error.retryAfterMs, 7_000);
  assert.equal(result.error.requestId, null);
  assert.deepEqual(result.error.fields, []);
});

const html = '<h1>It works!</h1>';
const strange: readonly [string, number, string | null, string, ErrorCode, boolean][] = [
  ['a page of a proxy with status 200', 200, 'text/html', html, 'response_invalid', false],
  ['no content', 204, null, '', 'response_invalid', false],
  ['a success without a type', 200, null, '{}', 'response_invalid', false],
  ['JSON cut short', 200, json, '{"id":"prj_', 'response_invalid', false],
  ['JSON that is no object', 200, json, '"fine"', 'response_invalid', false],
  ['JSON that is null', 200, json, 'null', 'response_invalid', false],
  ['a redirect that nobody followed', 302, 'text/html', '', 'response_invalid', false],
  ['a page of a proxy with status 404', 404, 'text/html', html, 'response_invalid', false],
  ['a page of a proxy with status 403', 403, 'text/html', html, 'response_invalid', false],
  ['a page of a proxy with status 409', 409, 'text/html', html, 'response_invalid', false],
  ['a page of a proxy with status 429', 429, 'text/html', html, 'rate_limited', true],
  ['a page of a proxy with status 500', 500, 'text/html', html, 'internal', true],
  ['a page of a proxy with status 502', 502, 'text/html', html, 'unavailable', true],
  ['a page of a proxy with status 504', 504, 'text/html', html, 'unavailable', true],
  ['a problem cut short', 503, problemJson, '{"code":"pay', 'unavailable', true],
  [
    'a code that is not known',
    409,
    problemJson,
    told({ code: 'new_code' }),
    'response_invalid',
    false,
  ],
  ['a code that is not known at 503', 503, problemJson, told({ code: 'x' }), 'unavailable', true],
  ['a code of the client', 400, problemJson, told({ code: 'aborted' }), 'response_invalid', false],
  [
    'a code that all objects have',
    400,
    json,
    told({ code: 'toString' }),
    'response_invalid',
    false,
  ],
  ['a problem that is a list', 400, problemJson, '[]', 'response_invalid', false],
  ['a problem in a success', 200, 'text/plain', told({}), 'response_invalid', false],
  [
    'a final problem at a status that is worth retrying',
    503,
    problemJson,
    told({ code: 'payments_unavailable' }),
    'payments_unavailable',
    false,
  ],
];

for (const [what, status, type, text, code, retryable] of strange) {
  test(`takes ${what} for ${code}`, () => {
    const result = read(status, type, text, { 'X-Request-Id': requestId });
    assert.ok(!result.ok);
    assert.equal(result.error.code, code);
    assert.equal(result.error.retryable, retryable);
    assert.equal(result.error.status, status);
    assert.equal(result.error.requestId, requestId);
    assert.ok(result.error.message.length > 10);
  });
}

test('retries a conflict only when the platform says that it may pass', () => {
  const inFlight = told({ code: 'idempotency_in_flight', retryable: true });
  const closed = told({ code: 'project_closed', retryable: false });
  const silent = told({ code: 'idempotency_in_flight', retryable: undefined });
  const retryables = [inFlight, closed, silent].map((text) => {
    const result = read(409, problemJson, text);
    return !result.ok && result.error.retryable;
  });
  assert.deepEqual(retryables, [true, false, false]);
});

for (const errors of [null, 'x', {}, [null], [1, { field: 'a' }]]) {
  test(`takes ${JSON.stringify(errors)} for no list of fields`, () => {
    const result = read(400, problemJson, told({ errors }));
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'amount_too_small');
    assert.deepEqual(result.error.fields, []);
  });
}

test('says what came when it is nothing of the platform', () => {
  const result = read(200, 'text/html', html);
  assert.ok(!result.ok);
  assert.match(result.error.message, /getProject/);
  assert.match(result.error.message, /200/);
  assert.match(result.error.message, /text\/html/);
});

test('says in a development build which field of an answer is wrong', () => {
  const wrong = { ...projectExample, title: 7, totals: { ...projectExample.totals, version: -1 } };
  const result = read(200, json, JSON.stringify(wrong), { 'X-Request-Id': requestId });
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'response_invalid');
  assert.equal(result.error.requestId, requestId);
  assert.deepEqual(
    result.error.fields.map(({ field }) => field),
    ['title', 'totals.version'],
  );
  assert.match(result.error.message, /title is .*; totals\.version is /);
});

test('takes fields that a newer platform adds', () => {
  const newer = { ...projectExample, mood: 'good' };
  assert.equal(read(200, json, JSON.stringify(newer)).ok, true);
});

test('makes a Result of whatever comes, and throws at nothing', () => {
  const types = fc.constantFrom(null, 'text/html', json, problemJson, 'json');
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((text) => text.slice(0, -1)),
  );
  const codes = fc.record({ code: fc.anything(), errors: fc.anything(), retryable: fc.anything() });
  const bodies = fc.oneof(
    texts,
    codes.map((body) => JSON.stringify(body) ?? ''),
  );
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), types, bodies, (status, type, text) => {
      const result = read(status, type, text);
      if (result.ok) return assert.ok(status < 300);
      assert.ok(isErrorCode(result.error.code));
      assert.equal(typeof result.error.retryable, 'boolean');
      assert.equal(typeof result.error.message, 'string');
      assert.ok(Array.isArray(result.error.fields));
    }),
  );
});
