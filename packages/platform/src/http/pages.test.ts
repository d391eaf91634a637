import assert from 'node:assert/strict';
import { hash as digest } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pageScriptOf, pagesRoom } from './pages.ts';
import { buildHouse } from './testing.ts';

const root = mkdtempSync(join(tmpdir(), 'kindcart-pages-'));
const site = join(root, 'site');
const sdk = join(root, 'sdk');
const forest = join(root, 'forest');
mkdirSync(join(site, 'zh'), { recursive: true });
mkdirSync(join(sdk, 'chunks'), { recursive: true });
mkdirSync(join(site, '.git'));
mkdirSync(forest);
writeFileSync(join(site, 'index.html'), '<h1>Home</h1>');
writeFileSync(join(site, 'zh/index.html'), '<h1>首页</h1>');
writeFileSync(join(site, '.git/config'), 'secret');
writeFileSync(join(root, 'outside.txt'), 'secret');
writeFileSync(join(sdk, 'kindcart.js'), 'export {};');
writeFileSync(join(forest, 'index.html'), '<h1>Trees</h1>');
writeFileSync(join(sdk, 'chunks/form-A1b2C3d.js'), 'export {};');
writeFileSync(join(site, 'about-our-school.js'), 'export {};');
after(() => rmSync(root, { recursive: true }));

const { app } = buildHouse({
  rooms: [
    pagesRoom([
      { path: '/', folder: site },
      { path: '/sdk', folder: sdk },
      { path: '/forest', folder: forest },
    ]),
  ],
});

const sumOf = (text: string) => `sha384-${digest('sha384', text, 'base64')}`;

const answers = [
  { path: '/', status: 200, type: 'text/html; charset=utf-8' },
  { path: '/index.html', status: 200, type: 'text/html; charset=utf-8' },
  { path: '/zh/', status: 200, type: 'text/html; charset=utf-8' },
  { path: '/sdk/kindcart.js', status: 200, type: 'text/javascript; charset=utf-8' },
  { path: '/forest/', status: 200, type: 'text/html; charset=utf-8' },
  { path: '/sdk', status: 404, type: 'application/problem+json' },
  { path: '/nothing.html', status: 404, type: 'application/problem+json' },
  { path: '/.git/config', status: 404, type: 'application/problem+json' },
  { path: '/..%2Foutside.txt', status: 404, type: 'application/problem+json' },
  { path: '/%2e%2e/outside.txt', status: 404, type: 'application/problem+json' },
  { path: '/sdk/..%2f..%2foutside.txt', status: 404, type: 'application/problem+json' },
  { path: '/a%00b', status: 404, type: 'application/problem+json' },
  { path: '/%', status: 404, type: 'application/problem+json' },
];

for (const { path, status, type } of answers) {
  test(`answers ${path} with ${status}`, async () => {
    const response = await app.request(path);
    assert.equal(response.status, status);
    assert.equal(response.headers.get('content-type'), type);
    assert.doesNotMatch(await response.text(), /^secret/);
  });
}

for (const folder of ['zh', 'forest']) {
  test(`leads to the folder ${folder} with a slash, so that its relative links work`, async () => {
    const response = await app.request(`/${folder}`);
    assert.equal(response.status, 308);
    assert.equal(response.headers.get('location'), `${folder}/`);
  });
}

test('says that a known file has not changed', async () => {
  const first = await app.request('/');
  const etag = first.headers.get('etag') ?? '';
  const second = await app.request('/', { headers: { 'If-None-Match': etag } });
  assert.equal(second.status, 304);
  assert.equal(await second.text(), '');
});

test('lets other pages load the script and keeps chunks with a hash for ever', async () => {
  const script = await app.request('/sdk/kindcart.js');
  const chunk = await app.request('/sdk/chunks/form-A1b2C3d.js');
  assert.equal(script.headers.get('access-control-allow-origin'), '*');
  assert.equal(script.headers.get('cache-control'), 'no-cache');
  assert.match(chunk.headers.get('cache-control') ?? '', /immutable/);
  const own = await app.request('/about-our-school.js');
  assert.equal(own.headers.get('cache-control'), 'no-cache');
});

test('leaves the API where it is', async () => {
  const response = await app.request('/healthz');
  assert.equal(response.status, 200);
});

test('sends pages with a strict policy, and other files as before', async () => {
  const page = await app.request('/zh/');
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /^default-src 'none'; script-src 'self';/,
  );
  assert.equal(page.headers.get('cross-origin-resource-policy'), 'same-origin');
  assert.match(page.headers.get('permissions-policy') ?? '', /accelerometer=\(self\)/);
  const script = await app.request('/sdk/kindcart.js');
  assert.equal(script.headers.get('content-security-policy'), "frame-ancestors 'none'");
  assert.equal(script.headers.get('cross-origin-resource-policy'), 'cross-origin');
});

test('names the hash of every script that it serves itself, as it is now', async () => {
  const tags = [
    '<script type="module" src="/sdk/kindcart.js" data-key="pk"></script>',
    '<script src="/about-our-school.js"></script>',
    '<script src="/sdk/kindcart.js" integrity="sha384-mine"></script>',
    '<script src="/sdk/gone.js"></script>',
    '<script src="https://elsewhere.example/x.js"></script>',
    '<script src="/sdk/../../outside.txt"></script>',
  ];
  writeFileSync(join(site, 'scripts.html'), tags.join('\n'));
  const read = async () => (await (await app.request('/scripts.html')).text()).split('\n');
  const [first = '', own = '', ...others] = await read();
  const hash = /integrity="(sha384-[^"]+)"/;
  assert.equal(hash.exec(first)?.[1], sumOf('export {};'));
  assert.equal(hash.exec(own)?.[1], sumOf('export {};'));
  assert.match(first, / data-key="pk"><\/script>$/);
  assert.deepEqual(others, tags.slice(2));
  writeFileSync(join(sdk, 'kindcart.js'), 'export const changed = 1;');
  const [changed = ''] = await read();
  assert.equal(hash.exec(changed)?.[1], sumOf('export const changed = 1;'));
});

test('finds the page script for pages of its own, where there is one', async () => {
  const mounts = [
    { path: '/', folder: site },
    { path: '/sdk', folder: sdk },
  ];
  writeFileSync(join(sdk, 'kindcart.js'), 'export {};');
  writeFileSync(join(forest, 'index.html'), '<h1>Trees</h1>');
  assert.deepEqual(await pageScriptOf(mounts), {
    src: '/sdk/kindcart.js',
    integrity: sumOf('export {};'),
  });
  assert.equal(await pageScriptOf(mounts.slice(0, 1)), undefined);
  assert.equal(await pageScriptOf([{ path: '/sdk', folder: site }]), undefined);
});
