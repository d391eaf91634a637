import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonationExample, type EndpointName, projectExample } from '@kindcart/contract';
import { type RawRequest, readCall, readKey } from './call.ts';
import { Refusal } from './refusal.ts';

const url = 'https://give.example.org/v1/projects';

function raw(
  headers: Record<string, string> = {},
  { search = '', text = '', ...rest }: Partial<RawRequest> & { search?: string } = {},
): RawRequest {
  const method = text === '' ? 'GET' : 'POST';
  const type = { 'Content-Type': 'application/json' };
  const request = new Request(url + search, { method, headers: { ...type, ...headers } });
  return { request, params: {}, text, ...rest };
}

function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused');
}

const secret = { Authorization: 'Bearer sk_test_1' };

test('gives the parts of a call as the contract parses them', () => {
  const search = `?ids=${projectExample.id},${projectExample.id}&limit=5&key=pk_test_1`;
  const call = readCall('listProjects', raw({}, { search }));
  assert.deepEqual(call.query, { ids: [projectExample.id], limit: 5 });
});

test('gives the idempotency key where the contract asks for one', () => {
  const headers = { ...secret, 'Idempotency-Key': '"key 1"' };
  const call = readCall(
    'createDonation',
    raw(headers, { text: JSON.stringify(createDonationExample) }),
  );
  assert.equal(call.idempotencyKey, 'key 1');
  assert.deepEqual(call.body, createDonationExample);
});

test('leaves aside what a wildcard in the address stood for', () => {
  const params = { 0: 'https:', projectId: projectExample.id };
  const call = readCall('getProject', raw(secret, { params }));
  assert.deepEqual(call.params, { projectId: projectExample.id });
});

test('names all that is wrong at once', () => {
  const headers = { ...secret, 'Idempotency-Key': 'key-1' };
  const params = { donationId: 'x' };
  const text = JSON.stringify({ amount: 'all', reason: '' });
  const { code, fields } = refusalOf(() =>
    readCall('createRefund', raw(headers, { params, text })),
  );
  assert.equal(code, 'request_invalid');
  assert.deepEqual(
    fields.map(({ field }) => field),
    ['donationId', 'amount', 'reason'],
  );
});

const order: readonly [string, EndpointName, RawRequest, string][] = [
  ['the key before the body', 'createDonation', raw({}, { text: '{' }), 'key_missing'],
  [
    'the kind of key before the body',
    'createProject',
    raw({ Authorization: 'Bearer pk_1' }, { text: '{' }),
    'key_not_allowed',
  ],
  [
    'the body before the idempotency key',
    'createDonation',
    raw(secret, { text: '{}' }),
    'request_invalid',
  ],
  [
    'the body before the signature',
    'receiveSandboxEvent',
    raw({}, { text: '{}' }),
    'request_invalid',
  ],
];

for (const [what, name, request, code] of order) {
  test(`checks ${what}`, () => {
    assert.equal(refusalOf(() => readCall(name, request)).code, code);
  });
}

const keys: readonly [string | null, string][] = [
  ['key-1', 'key-1'],
  ['"key-1"', 'key-1'],
  ['a key with spaces', 'a key with spaces'],
  ['x'.repeat(255), 'x'.repeat(255)],
  ['x'.repeat(256), 'idempotency_key_invalid'],
  ['""', 'idempotency_key_invalid'],
  ['schlüssel', 'idempotency_key_invalid'],
  [null, 'idempotency_key_missing'],
];

for (const [header, expected] of keys) {
  test(`reads ${header === null ? 'no key' : `the key ${header.slice(0, 20)}`} as ${expected.slice(0, 30)}`, () => {
    const { request } = raw(header === null ? {} : { 'Idempotency-Key': header });
    const read = expected.startsWith('idempotency_key')
      ? refusalOf(() => readKey(request)).code
      : readKey(request);
    assert.equal(read, expected);
  });
}
