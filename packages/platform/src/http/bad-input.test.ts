import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createDonationExample,
  errors,
  idsMax,
  type ProblemCode,
  projectExample,
} from '@kindcart/contract';
import { buildHouse, exampleRequest, goodOrigin, keys, outcomeOf, problemOf } from './testing.ts';

const house = buildHouse();

const donation = createDonationExample;
const json = 'application/json';
type Body = string | Uint8Array<ArrayBuffer>;

interface BadInput {
  readonly what: string;
  readonly code: ProblemCode;
  /** Fields that are named, with what is said of them. */
  readonly fields?: Readonly<Record<string, RegExp>>;
  readonly path?: string;
  readonly method?: string;
  readonly body?: Body | object;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const gift = (amount: unknown, currency: unknown = 'CNY') => ({
  ...donation,
  gift: { amount, currency },
});
const amountField = { 'gift.amount': /./ };

/** Each row is one fault in a request that makes a donation, and what is answered. */
const badInputs: readonly BadInput[] = [
  { what: 'an unknown path', code: 'not_found', path: '/v1/nothing' },
  { what: 'a path with a slash too many', code: 'not_found', path: '/v1/donations/' },
  { what: 'a method that the address does not take', code: 'method_not_allowed', method: 'PUT' },
  { what: 'no key', code: 'key_missing', headers: { Authorization: undefined } },
  { what: 'an empty bearer', code: 'key_missing', headers: { Authorization: 'Bearer ' } },
  { what: 'another scheme', code: 'key_missing', headers: { Authorization: 'Basic abc' } },
  {
    what: 'a key with a typo',
    code: 'key_unknown',
    headers: { Authorization: `Bearer ${keys.sk}x` },
  },
  {
    what: 'a key of nobody',
    code: 'key_unknown',
    headers: { Authorization: `Bearer ${keys.nobodys}` },
  },
  {
    what: 'a revoked key',
    code: 'key_revoked',
    headers: { Authorization: `Bearer ${keys.revoked}` },
  },
  { what: 'a body of 64 kB and a byte', code: 'body_too_large', body: ' '.repeat(65_537) },
  {
    what: 'text that says it is text',
    code: 'media_type_unsupported',
    headers: { 'Content-Type': 'text/plain' },
  },
  {
    what: 'a form',
    code: 'media_type_unsupported',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  },
  {
    what: 'no content type',
    code: 'media_type_unsupported',
    body: new Uint8Array([123, 125]),
    headers: { 'Content-Type': undefined },
  },
  {
    what: 'JSON in UTF-16',
    code: 'media_type_unsupported',
    headers: { 'Content-Type': `${json}; charset=utf-16` },
  },
  {
    what: 'a compressed body',
    code: 'media_type_unsupported',
    headers: { 'Content-Encoding': 'gzip' },
  },
  {
    what: 'a byte that is no UTF-8',
    code: 'encoding_invalid',
    body: new Uint8Array([0x22, 0xff, 0x22]),
  },
  {
    what: 'half a surrogate in UTF-8',
    code: 'encoding_invalid',
    body: new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]),
  },
  {
    what: 'an overlong slash',
    code: 'encoding_invalid',
    body: new Uint8Array([0x22, 0xc0, 0xaf, 0x22]),
  },
  { what: 'a byte order mark', code: 'json_invalid', body: '\ufeff{}' },
  { what: 'no JSON', code: 'json_invalid', body: 'donate!' },
  { what: 'an empty body', code: 'json_invalid', body: '' },
  { what: 'JSON cut off', code: 'json_invalid', body: JSON.stringify(donation).slice(0, -1) },
  { what: 'NaN', code: 'json_invalid', body: '{"gift":{"amount":NaN}}' },
  { what: 'the key __proto__', code: 'json_invalid', body: '{"__proto__":{"admin":true}}' },
  {
    what: 'the key __proto__ in disguise',
    code: 'json_invalid',
    body: '{"a":[{"\\u005f_proto__":1}]}',
  },
  {
    what: 'constructor.prototype',
    code: 'json_invalid',
    body: '{"constructor":{"prototype":{"admin":true}}}',
  },
  { what: '33 levels', code: 'json_invalid', body: nested(33) },
  { what: 'as many levels as fit', code: 'json_invalid', body: nested(32_000) },
  { what: '32 levels of nothing we know', code: 'request_invalid', body: nested(32) },
  { what: 'null', code: 'request_invalid', body: 'null' },
  { what: 'a number', code: 'request_invalid', body: '7' },
  {
    what: 'an empty object',
    code: 'request_invalid',
    body: '{}',
    fields: { projectId: /id such as prj_/, gift: /missing/, coverFee: /missing/ },
  },
  {
    what: 'a field that nobody asked for',
    code: 'request_invalid',
    body: { ...donation, tip: 5 },
    fields: { tip: /not a field/ },
  },
  { what: 'an amount of zero', code: 'request_invalid', body: gift(0), fields: amountField },
  { what: 'a negative amount', code: 'request_invalid', body: gift(-1), fields: amountField },
  { what: 'half a fen', code: 'request_invalid', body: gift(0.5), fields: amountField },
  { what: 'an amount in words', code: 'request_invalid', body: gift('5000'), fields: amountField },
  {
    what: 'an amount beyond the safe integers',
    code: 'request_invalid',
    body: gift(2 ** 53),
    fields: amountField,
  },
  { what: 'an amount of 1e308', code: 'request_invalid', body: gift(1e308), fields: amountField },
  {
    what: 'an unknown currency',
    code: 'request_invalid',
    body: gift(5, 'XAU'),
    fields: { 'gift.currency': /ISO 4217/ },
  },
  {
    what: 'a currency in small letters',
    code: 'request_invalid',
    body: gift(5, 'cny'),
    fields: { 'gift.currency': /ISO 4217/ },
  },
  {
    what: 'a currency named like a property',
    code: 'request_invalid',
    body: gift(5, 'constructor'),
    fields: { 'gift.currency': /./ },
  },
  {
    what: "another thing's id",
    code: 'request_invalid',
    body: { ...donation, projectId: 'don_01k9p4n2c6fz3t6v8w0x2y4z6b' },
    fields: { projectId: /./ },
  },
  {
    what: 'a name with a null character',
    code: 'request_invalid',
    body: { ...donation, donorName: 'a\u0000b' },
    fields: { donorName: /control/ },
  },
  {
    what: 'a name of 81 characters',
    code: 'request_invalid',
    body: { ...donation, donorName: 'x'.repeat(81) },
    fields: { donorName: /longer than 80/ },
  },
  {
    what: 'half of a character pair',
    code: 'request_invalid',
    body: '{"donorName":"\\ud800"}',
    fields: { donorName: /half of a character/ },
  },
  {
    what: 'a query on a POST',
    code: 'request_invalid',
    path: '/v1/donations?debug=1',
    fields: { debug: /not a field/ },
  },
  {
    what: 'a key in the query of a POST beside the header',
    code: 'request_invalid',
    path: `/v1/donations?key=${keys.pk}`,
    fields: { key: /not a field/ },
  },
  {
    what: 'no idempotency key',
    code: 'idempotency_key_missing',
    headers: { 'Idempotency-Key': undefined },
  },
  {
    what: 'an empty idempotency key',
    code: 'idempotency_key_invalid',
    headers: { 'Idempotency-Key': '' },
  },
  {
    what: 'an idempotency key of 256 characters',
    code: 'idempotency_key_invalid',
    headers: { 'Idempotency-Key': 'k'.repeat(256) },
  },
  {
    what: 'an idempotency key beyond ASCII',
    code: 'idempotency_key_invalid',
    headers: { 'Idempotency-Key': 'schl\u00fcssel' },
  },
];

function bodyOf(body: Body | object | undefined): Body {
  if (body === undefined) return JSON.stringify(donation);
  return typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
}

for (const {
  what,
  code,
  fields,
  path = '/v1/donations',
  method = 'POST',
  body,
  headers,
} of badInputs) {
  test(`refuses ${what}`, async () => {
    const sent = new Headers();
    const wanted = {
      Authorization: `Bearer ${keys.sk}`,
      'Content-Type': json,
      'Idempotency-Key': 'k',
      ...headers,
    };
    for (const [name, value] of Object.entries(wanted))
      if (value !== undefined) sent.set(name, value);
    const response = await house.app.request(path, { method, headers: sent, body: bodyOf(body) });
    const problem = await problemOf(response);
    assert.deepEqual([problem.code, response.status], [code, errors[code].status]);
    const named = Object.fromEntries(problem.errors?.map((one) => [one.field, one.message]) ?? []);
    for (const [field, words] of Object.entries(fields ?? {}))
      assert.match(named[field] ?? '', words);
  });
}

const fullBody =
  JSON.stringify(donation) + ' '.repeat(65_536 - Buffer.byteLength(JSON.stringify(donation)));

const goodBodies: readonly [what: string, init: { body: string; type?: string }][] = [
  ['a charset', { body: JSON.stringify(donation), type: 'application/json; charset=utf-8' }],
  [
    'a type in capitals',
    { body: JSON.stringify(donation), type: 'Application/JSON;charset="UTF-8"' },
  ],
  ['a body of 64 kB exactly', { body: fullBody }],
  [
    'hostile text as text',
    {
      body: JSON.stringify({
        ...donation,
        message: '<img src=x onerror=alert(1)> \u202e {{7*7}} $7',
      }),
    },
  ],
];

for (const [what, { body, type = json }] of goodBodies) {
  test(`takes ${what}`, async () => {
    const init = exampleRequest('createDonation', { 'Content-Type': type });
    assert.equal((await house.app.request('/v1/donations', { ...init, body })).status, 201);
  });
}

/** Each row adds a fault; the answer is always that of the first row so far. */
const inOrder: readonly [
  code: ProblemCode,
  headers: Record<string, string>,
  body: Uint8Array | string,
][] = [
  ['idempotency_key_missing', {}, JSON.stringify(donation)],
  ['request_invalid', {}, '{}'],
  ['json_invalid', {}, '{'],
  ['encoding_invalid', {}, new Uint8Array([0xff])],
  ['media_type_unsupported', { 'Content-Type': 'text/plain' }, new Uint8Array([0xff])],
  ['body_too_large', { 'Content-Type': 'text/plain' }, new Uint8Array(70_000)],
  [
    'origin_not_allowed',
    { 'Content-Type': 'text/plain', Origin: 'https://evil.example' },
    new Uint8Array(70_000),
  ],
];

for (const [code, headers, body] of inOrder) {
  test(`says ${code} before what comes after it`, async () => {
    const response = await house.app.request('/v1/donations', {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${keys.pk}`,
        Origin: goodOrigin,
        'Content-Type': json,
        ...headers,
      },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    assert.equal(await outcomeOf(response), `${errors[code].status} ${code}`);
  });
}

test('names every fault of path, query and body at once', async () => {
  const response = await house.app.request('/v1/donations/nonsense/refunds?x=1', {
    ...exampleRequest('createRefund'),
    body: '{"amount":{"amount":0,"currency":"CNY"}}',
  });
  const { errors: faults } = await problemOf(response);
  assert.deepEqual(faults?.map(({ field }) => field).sort(), [
    'amount.amount',
    'donationId',
    'reason',
    'x',
  ]);
});

const badQueries: readonly [query: string, field: string][] = [
  ['ids=nonsense', 'ids'],
  ['ids=', 'ids'],
  [`ids=${Array.from({ length: idsMax + 1 }, () => projectExample.id).join(',')}`, 'ids'],
  ['limit=0', 'limit'],
  ['limit=1e2', 'limit'],
  ['limit=%EF%BC%91', 'limit'],
  [`cursor=${'x'.repeat(201)}`, 'cursor'],
  ['limit=5&limit=6', 'limit'],
  ['state=open', 'state'],
  ['__proto__=1', '__proto__'],
];

for (const [query, field] of badQueries) {
  test(`refuses the query ${query.slice(0, 30)}`, async () => {
    const response = await house.app.request(`/v1/projects?key=${keys.pk}&${query}`);
    const { code, errors: faults } = await problemOf(response);
    assert.equal(code, 'request_invalid');
    assert.ok(
      faults?.some((fault) => fault.field === field),
      JSON.stringify(faults),
    );
  });
}
