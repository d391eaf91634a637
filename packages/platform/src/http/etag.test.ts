import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointNames, projectExample, routes } from '@kindcart/contract';
import { serve } from './endpoint.ts';
import { etagOf, matchesEtag } from './etag.ts';
import { buildHouse, examplePath, exampleRequest, goodOrigin, keys } from './testing.ts';

const tag = etagOf('text');

const matches: readonly [header: string | undefined, expected: boolean][] = [
  [undefined, false],
  ['', false],
  [tag, true],
  [tag.replace('W/', ''), true],
  ['*', true],
  [`"other", ${tag}`, true],
  [`"other",${tag} , "third"`, true],
  ['"other"', false],
  [tag.slice(2, -2), false],
];

for (const [header, expected] of matches) {
  test(`says ${expected ? 'unchanged' : 'changed'} to If-None-Match: ${header}`, () => {
    assert.equal(matchesEtag(header, tag), expected);
  });
}

test('gives equal texts equal tags and others others', () => {
  assert.match(tag, /^W\/"[\w-]{27}"$/);
  assert.equal(etagOf('text'), tag);
  assert.notEqual(etagOf('text '), tag);
});

const path = examplePath('getProject');

test('answers an unchanged read with 304 and no body, and a changed one whole', async () => {
  let project = projectExample;
  const { app } = buildHouse({ rooms: [(api) => serve(api, 'getProject', () => project)] });
  const read = (etag: string) =>
    app.request(`${path}?key=${keys.pk}`, { headers: { 'If-None-Match': etag } });
  const first = await read('"nothing yet"');
  const etag = first.headers.get('etag') ?? '';
  const second = await read(etag);
  assert.deepEqual([first.status, second.status, await second.text()], [200, 304, '']);
  assert.equal(second.headers.get('etag'), etag);
  assert.equal(second.headers.get('cache-control'), first.headers.get('cache-control'));
  project = { ...projectExample, title: 'Another title' };
  assert.equal((await read(etag)).status, 200);
});

test('answers HEAD as GET, without the body', async () => {
  const { app } = buildHouse();
  const [get, head] = await Promise.all(
    ['GET', 'HEAD'].map((method) => app.request(`${path}?key=${keys.pk}`, { method })),
  );
  assert.deepEqual([head?.status, await head?.text()], [200, '']);
  assert.equal(head?.headers.get('etag'), get?.headers.get('etag'));
});

const caching: readonly [
  what: string,
  query: string,
  headers: Record<string, string>,
  expected: [string, string | null],
][] = [
  [
    'a key in the address',
    `?key=${keys.pk}`,
    {},
    ['public, max-age=2, stale-while-revalidate=30', 'Origin'],
  ],
  [
    'a key in a header, so that nobody is served what another organization asked for',
    '',
    { Authorization: `Bearer ${keys.pk}`, Origin: goodOrigin },
    ['private, max-age=2, stale-while-revalidate=30', 'Authorization, Origin'],
  ],
  ['a secret key', '', { Authorization: `Bearer ${keys.sk}` }, ['no-store', null]],
];

for (const [what, query, headers, expected] of caching) {
  test(`says who may keep a project read with ${what}`, async () => {
    const { app } = buildHouse();
    const response = await app.request(`${path}${query}`, { headers });
    const { headers: answered } = response;
    assert.deepEqual([answered.get('cache-control'), answered.get('vary')], expected);
  });
}

const shared = [
  'getProject',
  'listProjects',
  'listGifts',
  'listCharityItems',
  'listSpecies',
  'listPlots',
  'listPlaces',
  'listChallenges',
  'getChallenge',
  'listTeams',
];

for (const name of endpointNames.filter((one) => !shared.includes(one))) {
  test(`lets nobody keep an answer of ${name}`, async () => {
    const { app } = buildHouse();
    const asPage = { Authorization: `Bearer ${keys.pk}`, Origin: goodOrigin };
    const { access } = routes[name];
    const headers = access === 'public' || access === 'page' ? asPage : {};
    const response = await app.request(examplePath(name), exampleRequest(name, headers));
    assert.ok(response.ok);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('etag'), null);
  });
}

test('lets nobody keep a problem', async () => {
  const { app } = buildHouse();
  const response = await app.request(`${path}?key=${keys.nobodys}`);
  assert.deepEqual([response.status, response.headers.get('cache-control')], [401, 'no-store']);
});
