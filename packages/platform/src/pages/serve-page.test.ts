import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildHouse } from '../http/testing.ts';
import { pageFiles } from './document.ts';
import { noticePage, servePage, servePageFiles } from './serve-page.ts';

const ownOrigins = () => ['https://give.example'];
const { app, metrics } = buildHouse({
  isUnavailable: (error) => error instanceof Error && error.message === 'database away',
  rooms: [
    servePageFiles,
    (api) => {
      servePage(
        api,
        { method: 'GET', path: '/say/{what}', ownOrigins },
        async ({ params, wordsFor }) =>
          noticePage(200, wordsFor(), { title: params.what ?? '', lines: [false, 'line'] }),
      );
      servePage(
        api,
        { method: 'POST', path: '/say/{what}', ownOrigins },
        async ({ params, form }) => {
          if (params.what === 'fail') throw new Error(form.get('why') ?? '');
          return new Response(form.get('why'));
        },
      );
    },
  ],
});

const form = (body: string, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body,
  headers: {
    'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8',
    'Sec-Fetch-Site': 'same-origin',
    ...headers,
  },
});

test('serves what pages load, for ever under its own hash', async () => {
  const page = await (await app.request('/say/hello')).text();
  for (const { path, version, type } of pageFiles) {
    assert(page.includes(`"${path}?v=${version}"`), path);
    const named = await app.request(`${path}?v=${version}`);
    assert.equal(named.headers.get('content-type'), type);
    assert.equal(named.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    const old = await app.request(`${path}?v=old`);
    assert.equal(old.headers.get('cache-control'), 'no-cache');
    const known = { headers: { 'If-None-Match': named.headers.get('etag') ?? '' } };
    assert.equal((await app.request(path, known)).status, 304);
    assert.doesNotMatch(await named.text(), /url\(|@import/);
  }
});

test('says one thing on a page that nobody lists or keeps', async () => {
  const response = await app.request('/say/%3Cb%3E');
  const html = await response.text();
  assert.match(html, /<title>&lt;b&gt;<\/title>/);
  assert.match(html, /<h1>&lt;b&gt;<\/h1>\s+<p>line<\/p>/);
  assert.match(html, /noindex/);
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('reads a posted form as browsers write it', async () => {
  const answer = await app.request('/say/x', form('why=a%20b+%E6%B0%B4%26'));
  assert.equal(await answer.text(), 'a b 水&');
});

const failures: readonly [why: string, status: number, retry: string | null][] = [
  ['database away', 503, '2'],
  ['a bug', 500, null],
];

for (const [why, status, retry] of failures) {
  test(`says "${why}" as a page with ${status}, without the reason`, async () => {
    const headers = { 'Accept-Language': 'pt' };
    const answer = await app.request('/say/fail', form(`why=${encodeURIComponent(why)}`, headers));
    const html = await answer.text();
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(answer.headers.get('retry-after'), retry);
    assert.match(html, /<html lang="pt-BR"/);
    assert.match(html, /Algo deu errado do nosso lado/);
    assert(!html.includes(why));
  });
}

const bodies: readonly [what: string, init: RequestInit, status: number][] = [
  ['a body too large', form('x'.repeat(70_000)), 413],
  ['bytes that are no text', { ...form(''), body: new Uint8Array([0xff, 0xfe]) }, 400],
  ['JSON', form('{}', { 'Content-Type': 'application/json' }), 415],
  ['another site', form('', { 'Sec-Fetch-Site': 'cross-site' }), 403],
];

for (const [what, init, status] of bodies) {
  test(`refuses ${what} with ${status}, in words`, async () => {
    const answer = await app.request('/say/x', init);
    assert.equal(answer.status, status);
    assert.match(await answer.text(), /<main class="notice bad">/);
  });
}

test('answers a method that is not there as any address does', async () => {
  assert.equal((await app.request('/say/x', { method: 'PUT' })).status, 405);
  assert.match(metrics.text(), /route="\/say\/\{what\}"/);
});
