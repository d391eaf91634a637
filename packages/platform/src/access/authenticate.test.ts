import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EndpointName, endpointNames, routes } from '@kindcart/contract';
import {
  buildHouse,
  examplePath,
  exampleRequest,
  goodOrigin,
  type HouseOptions,
  keyOf,
  keys,
  outcomeOf,
  records,
} from '../http/testing.ts';
import { hashKey } from './keys.ts';
import type { KeyRecord } from './lookup.ts';

const byAccess = (...wanted: readonly string[]): readonly EndpointName[] =>
  endpointNames.filter((name) => wanted.includes(routes[name].access));

async function ask(
  name: EndpointName,
  headers: Record<string, string>,
  options: HouseOptions = {},
) {
  return outcomeOf(
    await buildHouse(options).app.request(examplePath(name), exampleRequest(name, headers)),
  );
}

const asPage = (origin: string) => ({ Authorization: `Bearer ${keys.pk}`, Origin: origin });

/** Origins that are not the listed one, however much they look like it. */
const otherOrigins = [
  'https://good.example.evil',
  'https://evil-good.example',
  'https://sub.good.example',
  'https://good.exampl',
  'http://good.example',
  'https://good.example:8443',
  'https://good.example:443',
  'https://good.example/',
  'https://GOOD.example',
  'https://good.example, https://evil.example',
  'null',
  '*',
];

for (const name of byAccess('public', 'page')) {
  test(`lets a page on its listed origin call ${name}`, async () => {
    assert.match(await ask(name, asPage(goodOrigin)), /^20\d$/);
  });

  test(`lets the platform's own pages call ${name}`, async () => {
    assert.match(await ask(name, asPage('http://localhost:8787')), /^20\d$/);
  });

  for (const origin of otherOrigins) {
    test(`refuses the origin ${origin} at ${name}`, async () => {
      assert.equal(await ask(name, asPage(origin)), '403 origin_not_allowed');
    });
  }
}

for (const name of byAccess('secret')) {
  test(`refuses a publishable key at ${name}, from a page and from a server`, async () => {
    assert.equal(await ask(name, asPage(goodOrigin)), '403 key_not_allowed');
    assert.equal(await ask(name, { Authorization: `Bearer ${keys.pk}` }), '403 key_not_allowed');
  });
}

for (const name of byAccess('public')) {
  test(`lets a publishable key read ${name} where no origin is sent`, async () => {
    assert.equal(await ask(name, { Authorization: `Bearer ${keys.pk}` }), '200');
  });
}

for (const name of byAccess('page')) {
  test(`refuses a publishable key without an origin at ${name}`, async () => {
    const outcome = await ask(name, { Authorization: `Bearer ${keys.pk}` });
    assert.equal(outcome, '403 origin_not_allowed');
  });
}

for (const name of byAccess('payer', 'signed', 'open')) {
  test(`asks for no key at ${name}`, async () => {
    assert.equal(await ask(name, { Authorization: '', Origin: 'https://evil.example' }), '200');
  });
}

/** What browsers set and no page can unset. */
const browserSigns: readonly Record<string, string>[] = [
  { Origin: goodOrigin },
  { Origin: 'null' },
  { 'Sec-Fetch-Site': 'same-origin' },
  { 'Sec-Fetch-Dest': 'empty' },
  { 'Sec-Fetch-Mode': 'navigate' },
  { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' },
];

for (const name of byAccess('public', 'page', 'secret')) {
  for (const sign of browserSigns) {
    test(`refuses a secret key with ${JSON.stringify(sign)} at ${name}`, async () => {
      assert.equal(await ask(name, sign), '403 secret_key_in_browser');
    });
  }

  test(`takes a secret key at ${name} from Node's own fetch, which says Sec-Fetch-Mode: cors`, async () => {
    assert.match(await ask(name, { 'Sec-Fetch-Mode': 'cors' }), /^20\d$/);
  });

  for (const [what, token, outcome] of [
    ['no key', '', '401 key_missing'],
    ["nobody's key", keys.nobodys, '401 key_unknown'],
    ["nobody's secret key", keys.nobodysSecret, '401 key_unknown'],
    ['a revoked key', keys.revoked, '401 key_revoked'],
    ['a typo', keys.sk.replace('B', 'C').replace('0', '1'), '401 key_unknown'],
  ] as const) {
    test(`refuses ${what} at ${name}`, async () => {
      assert.equal(await ask(name, { Authorization: `Bearer ${token}` }), outcome);
    });
  }
}

test('lists null as an origin for whoever asks for it', async () => {
  const listed = new Map<string, KeyRecord>(
    [...records].map(([hash, record]) => [hash, { ...record, origins: ['null'] }]),
  );
  const keyLookup = { find: async (hash: string) => listed.get(hash) ?? null };
  assert.equal(await ask('listProjects', asPage('null'), { keys: keyLookup }), '200');
  const own = { ownOrigins: () => ['null'] };
  assert.equal(await ask('listProjects', asPage('null'), own), '403 origin_not_allowed');
});

const queries: readonly [what: string, path: string, init: RequestInit, outcome: string][] = [
  ['a publishable key for a read', `/v1/projects?key=${keys.pk}`, {}, '200'],
  ['a secret key', `/v1/projects?key=${keys.sk}`, {}, '403 key_not_allowed'],
  [
    'a secret key from a page',
    `/v1/projects?key=${keys.sk}`,
    { headers: { Origin: goodOrigin } },
    '403 secret_key_in_browser',
  ],
  [
    'a publishable key for a secret read',
    `/v1/donations?key=${keys.pk}`,
    {},
    '403 key_not_allowed',
  ],
  ['an empty key', '/v1/projects?key=', {}, '401 key_missing'],
  [
    'a publishable key for a write',
    `/v1/donations?key=${keys.pk}`,
    { method: 'POST', headers: { Origin: goodOrigin } },
    '401 key_missing',
  ],
  [
    'a publishable key on another origin',
    `/v1/projects?key=${keys.pk}`,
    { headers: { Origin: 'https://evil.example' } },
    '403 origin_not_allowed',
  ],
];

for (const [what, path, init, outcome] of queries) {
  test(`answers ${outcome} to ${what} in the query`, async () => {
    assert.equal(await outcomeOf(await buildHouse().app.request(path, init)), outcome);
  });
}

test('raises an alarm for a secret key that is out, without saying it', async () => {
  const { app, lines, metrics } = buildHouse();
  await app.request(`/v1/projects?key=${keys.sk}`);
  await app.request('/v1/projects', {
    headers: { Authorization: `Bearer ${keys.sk}`, Origin: goodOrigin },
  });
  const alarms = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn');
  assert.deepEqual(
    alarms.map(({ reason, keyId }) => [reason, keyId]),
    [
      ['query', 'key_01k9p4a0a0fz3t6v8w0x2y4z62f'],
      ['browser', 'key_01k9p4a0a0fz3t6v8w0x2y4z62f'],
    ],
  );
  assert.ok(!lines.join('').includes(keys.sk));
  assert.match(metrics.text(), /access_alarms_total\{reason="query"\} 1/);
});

test('reads a bearer token whatever the case and spaces of its scheme', async () => {
  for (const header of [`bearer ${keys.sk}`, `BEARER   ${keys.sk} `]) {
    assert.equal(await ask('listProjects', { Authorization: header }), '200');
  }
});

const rate = (burst: number) => ({ count: 1, periodSeconds: 10, burst });
const tight = (rates: Partial<Record<'key' | 'address' | 'donations', number>>): HouseOptions => ({
  rates: {
    key: rates.key === undefined ? undefined : rate(rates.key),
    address: rates.address === undefined ? undefined : rate(rates.address),
    donations: rates.donations === undefined ? undefined : rate(rates.donations),
  },
});

test('limits a key, says so in the headers of the draft, and lets it through again in time', async () => {
  const { app, clock } = buildHouse(tight({ key: 2 }));
  const read = () => app.request('/v1/projects', exampleRequest('listProjects'));
  const first = await read();
  assert.equal(first.headers.get('ratelimit-policy'), '"key";q=2;w=20');
  assert.equal(first.headers.get('ratelimit'), '"key";r=1;t=10');
  await read();
  const refused = await read();
  assert.equal(refused.headers.get('retry-after'), '10');
  assert.equal(refused.headers.get('ratelimit'), '"key";r=0;t=10');
  assert.equal(await outcomeOf(refused), '429 rate_limited');
  clock.advance(10_000);
  assert.equal((await read()).status, 200);
});

test('limits an address, and one address only', async () => {
  const { app } = buildHouse({ ...tight({ address: 1 }), trustedProxies: 1 });
  const read = async (address: string) =>
    outcomeOf(
      await app.request(`/v1/projects?key=${keys.pk}`, { headers: { 'X-Forwarded-For': address } }),
    );
  assert.equal(await read('192.0.2.1'), '200');
  assert.equal(await read('192.0.2.1'), '429 rate_limited');
  assert.equal(await read('192.0.2.2'), '200');
  assert.equal(await read('2001:db8::1'), '200');
  assert.equal(await read('2001:db8::2'), '429 rate_limited');
});

test('believes no forwarded address where no proxy is trusted', async () => {
  const { app } = buildHouse(tight({ address: 1 }));
  const read = async (address: string) =>
    outcomeOf(
      await app.request(`/v1/projects?key=${keys.pk}`, { headers: { 'X-Forwarded-For': address } }),
    );
  assert.equal(await read('192.0.2.1'), '200');
  assert.equal(await read('192.0.2.2'), '429 rate_limited');
});

test('limits donations begun from an address, and leaves reading to the wider limit', async () => {
  const { app } = buildHouse(tight({ address: 20, donations: 2 }));
  const give = (key: string) =>
    app.request(
      '/v1/donations',
      exampleRequest('createDonation', { ...asPage(goodOrigin), 'Idempotency-Key': key }),
    );
  const first = await give('1');
  assert.equal(first.headers.get('ratelimit'), '"address";r=19;t=10, "donations";r=1;t=10');
  assert.equal(first.headers.get('ratelimit-policy'), '"address";q=20;w=200, "donations";q=2;w=20');
  await give('2');
  assert.equal(await outcomeOf(await give('3')), '429 rate_limited');
  assert.equal((await app.request(`/v1/projects?key=${keys.pk}`)).status, 200);
});

test('limits a secret key by itself only, from whatever address', async () => {
  const { app } = buildHouse(tight({ address: 1, donations: 1, key: 5 }));
  const give = (key: string) =>
    app.request('/v1/donations', exampleRequest('createDonation', { 'Idempotency-Key': key }));
  const outcomes = [];
  for (const key of ['1', '2', '3', '4', '5', '6']) outcomes.push(await outcomeOf(await give(key)));
  assert.deepEqual(outcomes, ['201', '201', '201', '201', '201', '429 rate_limited']);
});

test('counts made-up secret keys by address, so that nobody makes the database search for free', async () => {
  let reads = 0;
  const find = async () => {
    reads += 1;
    return null;
  };
  const { app } = buildHouse({ ...tight({ address: 3 }), keys: { find } });
  const outcomes: string[] = [];
  for (let seed = 10; seed < 16; seed += 1) {
    const headers = { Authorization: `Bearer ${keyOf('secret', 'test', seed)}` };
    outcomes.push(await outcomeOf(await app.request('/v1/donations', { headers })));
  }
  assert.equal(reads, 3);
  assert.deepEqual(outcomes.slice(3), Array(3).fill('429 rate_limited'));
});

test('counts what only looks like a secret key by address', async () => {
  const { app } = buildHouse(tight({ address: 1 }));
  const headers = { Authorization: 'Bearer sk_test_nonsense' };
  const read = async () => outcomeOf(await app.request('/v1/donations', { headers }));
  assert.equal(await read(), '401 key_unknown');
  assert.equal(await read(), '429 rate_limited');
});

test('limits those without a key, and providers not at all', async () => {
  const { app } = buildHouse(tight({ address: 1 }));
  assert.equal(await outcomeOf(await app.request('/v1/projects')), '401 key_missing');
  assert.equal(await outcomeOf(await app.request('/v1/projects')), '429 rate_limited');
  for (let number = 0; number < 5; number += 1) {
    const init = exampleRequest('receiveSandboxEvent');
    assert.equal((await app.request(examplePath('receiveSandboxEvent'), init)).status, 200);
    assert.equal((await app.request('/healthz')).status, 200);
  }
});

test('asks the database once for a key in many requests', async () => {
  let reads = 0;
  const find = async (hash: string) => {
    reads += 1;
    return records.get(hash) ?? null;
  };
  const { app, clock } = buildHouse({ keys: { find } });
  const read = () => app.request(`/v1/projects?key=${keys.pk}`);
  await Promise.all(Array.from({ length: 50 }, read));
  assert.equal(reads, 1);
  clock.advance(2_000);
  await read();
  assert.equal(reads, 2);
});

test('refuses a key in less than 5 seconds after it is revoked', async () => {
  const stored = new Map(records);
  const { app, clock } = buildHouse({ keys: { find: async (hash) => stored.get(hash) ?? null } });
  const read = async () => outcomeOf(await app.request(`/v1/projects?key=${keys.pk}`));
  assert.equal(await read(), '200');
  const record = stored.get(hashKey(keys.pk));
  assert.ok(record !== undefined);
  stored.set(hashKey(keys.pk), { ...record, revoked: true });
  clock.advance(4_999);
  assert.equal(await read(), '401 key_revoked');
});
