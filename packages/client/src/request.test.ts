import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EndpointName, endpointNames, endpoints, routes } from '@kindcart/contract';
import fc from 'fast-check';
import { type CallInput, liveAddress, prepareRequest } from './request.ts';

const page = { baseUrl: 'https://give.example.org', key: 'pk_test_1' };
const server = { ...page, key: 'sk_test_1' };
const projectId = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';

const addresses: readonly [string, EndpointName, CallInput, string][] = [
  ['a plain list', 'listProjects', {}, '/v1/projects?key=pk_test_1'],
  [
    'ids joined by commas',
    'listProjects',
    { query: { ids: ['prj_a', 'prj_b'], limit: 7 } },
    '/v1/projects?ids=prj_a,prj_b&limit=7&key=pk_test_1',
  ],
  [
    'nothing for what is undefined',
    'listProjects',
    { query: { cursor: undefined, limit: 7 } },
    '/v1/projects?limit=7&key=pk_test_1',
  ],
  [
    'a cursor with signs of its own',
    'listProjects',
    { query: { cursor: 'a&b=c d,é+' } },
    '/v1/projects?cursor=a%26b%3Dc%20d%2C%C3%A9%2B&key=pk_test_1',
  ],
  [
    'an id in the path',
    'getProject',
    { params: { projectId } },
    `/v1/projects/${projectId}?key=pk_test_1`,
  ],
  [
    'a path that somebody wants to leave',
    'getProject',
    { params: { projectId: '../donations?x=1#y' } },
    '/v1/projects/..%2Fdonations%3Fx%3D1%23y?key=pk_test_1',
  ],
  [
    'a path with something after the id',
    'getDonationStatus',
    { params: { donationId: 'don_1' } },
    '/v1/donations/don_1/status?key=pk_test_1',
  ],
];

for (const [what, name, input, expected] of addresses) {
  test(`writes ${what} into the address`, () => {
    assert.equal(prepareRequest(page, routes[name], input).url, page.baseUrl + expected);
  });
}

test('puts a publishable key into the query of a read, so that no preflight is needed', () => {
  const { headers, method } = prepareRequest(page, routes.getProject, { params: { projectId } });
  assert.equal(method, 'GET');
  assert.deepEqual(headers, {});
});

test('never puts a secret key into an address', () => {
  for (const name of endpointNames) {
    const { url, headers } = prepareRequest(server, routes[name], {});
    assert.ok(!url.includes('sk_test_1'), url);
    assert.equal(headers.Authorization, 'Bearer sk_test_1');
  }
  assert.ok(!liveAddress(server, [projectId]).includes('sk_test_1'));
});

test('puts the key of a POST into a header, with the idempotency key and the body as JSON', () => {
  const { body } = endpoints.createDonation.example;
  const request = prepareRequest(page, routes.createDonation, { body, idempotencyKey: 'key 1' });
  assert.equal(request.url, 'https://give.example.org/v1/donations');
  assert.deepEqual(request.headers, {
    Authorization: 'Bearer pk_test_1',
    'Content-Type': 'application/json',
    'Idempotency-Key': 'key 1',
  });
  assert.deepEqual(JSON.parse(request.body ?? ''), body);
});

test('sends no body and no type where the endpoint takes none', () => {
  const request = prepareRequest(server, routes.closeProject, { params: { projectId } });
  assert.equal('body' in request, false);
  assert.equal('Content-Type' in request.headers, false);
});

test('sends a proof of work in its header, and no such header without one', () => {
  const body = endpoints.createDonation.example.body;
  const input = { body, idempotencyKey: 'key-1' };
  const { headers } = prepareRequest(page, routes.createDonation, input, 'eyJudW1iZXIiOjQyMX0=');
  assert.equal(headers['Kindcart-Proof'], 'eyJudW1iZXIiOjQyMX0=');
  const without = prepareRequest(page, routes.createDonation, input);
  assert.ok(!('Kindcart-Proof' in without.headers));
});

test('names projects and charity items apart in the address of the live stream', () => {
  assert.equal(
    liveAddress(page, ['prj_a', 'chi_a', 'prj_b']),
    'https://give.example.org/v1/live?projects=prj_a,prj_b&items=chi_a&key=pk_test_1',
  );
  assert.equal(
    liveAddress(page, ['chi_a']),
    'https://give.example.org/v1/live?items=chi_a&key=pk_test_1',
  );
  assert.equal(
    liveAddress(page, ['chl_a', 'chi_a', 'chl_b']),
    'https://give.example.org/v1/live?items=chi_a&challenges=chl_a,chl_b&key=pk_test_1',
  );
});

test('writes the address of the live stream', () => {
  assert.equal(
    liveAddress(page, ['prj_a', 'prj_b']),
    'https://give.example.org/v1/live?projects=prj_a,prj_b&key=pk_test_1',
  );
});

test('keeps any id in its own place of the path, and any cursor in its own place of the query', () => {
  // A lone dot or two are the only texts that an address cannot hold; no id is one.
  const text = fc.string({ minLength: 1, unit: 'grapheme' }).filter((id) => !/^\.{1,2}$/.test(id));
  fc.assert(
    fc.property(text, text, (id, cursor) => {
      const path = new URL(
        prepareRequest(page, routes.getDonationStatus, { params: { donationId: id } }).url,
      );
      assert.deepEqual(path.pathname.split('/').map(decodeURIComponent), [
        '',
        'v1',
        'donations',
        id,
        'status',
      ]);
      const list = new URL(prepareRequest(page, routes.listProjects, { query: { cursor } }).url);
      assert.deepEqual(
        [...list.searchParams],
        [
          ['cursor', cursor],
          ['key', 'pk_test_1'],
        ],
      );
    }),
  );
});

test('prepares every endpoint of the contract by its own method', () => {
  for (const name of endpointNames) {
    const { params, query, body } = endpoints[name].example;
    const input: CallInput = {
      ...(params && { params }),
      ...(query && { query }),
      ...(body && { body }),
    };
    const request = prepareRequest(server, routes[name], input);
    assert.equal(request.method, routes[name].method);
    assert.ok(!/[{}]/.test(request.url), request.url);
  }
});
