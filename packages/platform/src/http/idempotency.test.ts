import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonationExample, type EndpointName } from '@kindcart/contract';
import fc from 'fast-check';
import { type EndpointCall, type PreparedAnswer, serve } from './endpoint.ts';
import {
  createInFlight,
  fingerprintOf,
  type IdempotencyClaim,
  parseIdempotencyKey,
} from './idempotency.ts';
import { Refusal } from './refusal.ts';
import { buildHouse, exampleRequest, goodOrigin, keys, outcomeOf } from './testing.ts';

const goodKeys: readonly [header: string, key: string][] = [
  ['abc', 'abc'],
  ['"abc"', 'abc'],
  ['  abc  ', 'abc'],
  [' "abc" ', 'abc'],
  ['"a b"', 'a b'],
  ['a"b', 'a"b'],
  ['"a\\"b"', 'a"b'],
  ['"a\\\\b"', 'a\\b'],
  ['k'.repeat(255), 'k'.repeat(255)],
  [`"${'k'.repeat(255)}"`, 'k'.repeat(255)],
  ['8e03978e-40d5-43dd-bc93-6894a57f9324', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
];

for (const [header, key] of goodKeys) {
  test(`reads the key in ${header.slice(0, 40)}`, () => {
    assert.equal(parseIdempotencyKey(header), key);
  });
}

const badKeys: readonly (string | undefined)[] = [
  undefined,
  '',
  '   ',
  '""',
  '"abc',
  '"a"b"',
  '"a\\b"',
  'k'.repeat(256),
  `"${'k'.repeat(256)}"`,
  'a\tb',
  'a\u0000b',
  'a\u007fb',
  'é',
  '钥匙',
];

for (const header of badKeys) {
  test(`refuses the key ${JSON.stringify(header)?.slice(0, 40)}`, () => {
    const code = header === undefined ? 'idempotency_key_missing' : 'idempotency_key_invalid';
    assert.throws(() => parseIdempotencyKey(header), { name: 'Refusal', code });
  });
}

test('reads any printable key the same, quoted and bare', () => {
  const printable = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 255,
  });
  fc.assert(
    fc.property(printable, (key) => {
      const quoted = `"${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
      assert.equal(parseIdempotencyKey(quoted), key);
      const bare = key.trim();
      if (bare !== '' && !bare.startsWith('"')) assert.equal(parseIdempotencyKey(key), bare);
    }),
  );
});

test('gives equal requests one fingerprint and others another', () => {
  const same = fingerprintOf({ a: 'x' }, { gift: 1 });
  assert.match(same, /^[0-9a-f]{64}$/);
  assert.equal(fingerprintOf({ a: 'x' }, { gift: 1 }), same);
  assert.notEqual(fingerprintOf({ a: 'x' }, { gift: 2 }), same);
  assert.notEqual(fingerprintOf({ a: 'y' }, { gift: 1 }), same);
  assert.notEqual(fingerprintOf(undefined, { a: 'x' }), fingerprintOf({ a: 'x' }, undefined));
});

const claim: IdempotencyClaim = {
  organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
  livemode: false,
  route: 'createDonation',
  key: 'k',
  fingerprint: 'f',
};

test('lets one at a time work on a claim, whatever its body', () => {
  const inFlight = createInFlight();
  const leave = inFlight.enter(claim);
  assert.throws(() => inFlight.enter({ ...claim, fingerprint: 'other' }), {
    code: 'idempotency_in_flight',
    retryAfterSeconds: 1,
  });
  leave();
  assert.equal(inFlight.size, 0);
  inFlight.enter(claim)();
});

const neighbours: readonly Partial<IdempotencyClaim>[] = [
  { organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6g' },
  { livemode: true },
  { route: 'createRefund' },
  { key: 'K' },
];

for (const neighbour of neighbours) {
  test(`keeps claims apart by ${Object.keys(neighbour).join()}`, () => {
    const inFlight = createInFlight();
    inFlight.enter(claim);
    inFlight.enter({ ...claim, ...neighbour });
    assert.equal(inFlight.size, 2);
  });
}

/** A house whose donations wait until they are let go. */
function slowHouse(work: (call: EndpointCall<'createDonation'>) => PreparedAnswer) {
  const gate = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  let begun = 0;
  const house = buildHouse({
    rooms: [
      (api) =>
        serve(api, 'createDonation', async (call) => {
          begun += 1;
          started.resolve();
          await gate.promise;
          return work(call);
        }),
    ],
  });
  const give = (key: string, body: object = createDonationExample, headers = {}) =>
    house.app.request('/v1/donations', {
      ...exampleRequest('createDonation', { 'Idempotency-Key': key, ...headers }),
      body: JSON.stringify(body),
    });
  return { ...house, gate, started: started.promise, give, begun: () => begun };
}

test('answers 409 with Retry-After while a request with the key is at work, then takes it again', async () => {
  const { give, gate, started, begun } = slowHouse(() => ({ text: '{}', replayed: false }));
  const first = give('k');
  await started;
  const answers = await Promise.all(Array.from({ length: 99 }, () => give('"k"')));
  for (const answer of answers) {
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.equal(await outcomeOf(answer), '409 idempotency_in_flight');
  }
  gate.resolve();
  assert.equal((await first).status, 201);
  assert.equal(begun(), 1);
  assert.equal((await give('k')).status, 201);
});

test('lets go of the key when the room refuses, fails, or throws what is no error', async () => {
  const failures: unknown[] = [new Refusal('project_closed'), new Error('bug'), 'text'];
  const { give, gate } = slowHouse(() => {
    throw failures.shift();
  });
  gate.resolve();
  assert.equal(await outcomeOf(await give('k')), '409 project_closed');
  assert.equal(await outcomeOf(await give('k')), '500 internal');
  assert.equal(await outcomeOf(await give('k')), '500 internal');
  assert.equal(failures.length, 0);
});

test('hands the room what it must keep, the same for a body in another order', async () => {
  const claims: IdempotencyClaim[] = [];
  const { give, gate } = slowHouse(({ idempotency }) => {
    claims.push(idempotency);
    return { text: '{}', replayed: false };
  });
  gate.resolve();
  const { gift, ...rest } = createDonationExample;
  await give('"k"');
  await give('k', { gift: { currency: gift.currency, amount: gift.amount }, ...rest });
  await give('k', { ...rest, gift: { ...gift, amount: gift.amount + 1 } });
  await give('k', createDonationExample, {
    Authorization: `Bearer ${keys.pkLive}`,
    Origin: goodOrigin,
  });
  const [first, second, third, live] = claims;
  const route: EndpointName = 'createDonation';
  assert.deepEqual(
    { key: first?.key, route: first?.route, livemode: first?.livemode },
    { key: 'k', route, livemode: false },
  );
  assert.deepEqual(second, first);
  assert.notEqual(third?.fingerprint, first?.fingerprint);
  assert.equal(live?.livemode, true);
});

test('does not reach the room, so keeps nothing, for a bad request', async () => {
  const { give, gate, begun } = slowHouse(() => ({ text: '{}', replayed: false }));
  gate.resolve();
  assert.equal(await outcomeOf(await give('k', {})), '400 request_invalid');
  assert.equal(begun(), 0);
  assert.equal((await give('k')).status, 201);
});
