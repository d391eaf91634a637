// The platform's pages are strict, and the tests would notice a page that is not: each engine tells
// of what a policy stops.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { engineNames } from '../browsers/engines.ts';
import { launch } from '../browsers/page.ts';
import { openSite, type Site } from './testing/site.ts';

const timeout = 120_000;
let site: Site;

before(async () => {
  site = await openSite('charity-site');
});

after(async () => {
  await site.close();
});

for (const engine of engineNames) {
  test(`hears of a script that stands in the page, in ${engine}`, { timeout }, async () => {
    const browser = await launch(engine);
    try {
      const page = await browser.newPage();
      await page.goto(site.show('<!doctype html><title>x</title><script>window.ran = 1;</script>'));
      assert.equal(await page.evaluate(() => Reflect.get(window, 'ran') === undefined), true);
      const [first = ''] = await site.violationsTold();
      assert.match(first, /shown\.html: script-src(-elem)? stopped inline/);
    } finally {
      await browser.close();
    }
  });
}

const pages = [
  '/',
  '/zh/',
  '/thank-you.html',
  '/give/prj_01m1dbb0m0fqss744ymsf34y8n',
  '/give/prj_nobodys',
];

for (const path of pages) {
  test(`sends ${path} with a policy that has no exceptions`, async () => {
    const { headers } = await fetch(`${site.origin}${path}`);
    const policy = headers.get('content-security-policy') ?? '';
    assert.doesNotMatch(policy, /unsafe|\*|data:|blob:/);
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html kindcart-map kindcart-import',
    ]) {
      assert(policy.split('; ').includes(rule), `${rule} in ${policy}`);
    }
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'same-origin');
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
    assert.equal(headers.get('set-cookie'), null);
  });
}

test('names the hash of the page script on every page that runs it', async () => {
  const script = Buffer.from(await (await fetch(`${site.origin}/sdk/kindcart.js`)).arrayBuffer());
  const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
  for (const path of pages.slice(0, 4)) {
    const html = await (await fetch(`${site.origin}${path}`)).text();
    const tag = /<script[^>]*kindcart\.js[^>]*>/.exec(html)?.[0] ?? '';
    assert.equal(/integrity="([^"]*)"/.exec(tag)?.[1], integrity, `${path}: ${tag}`);
  }
});
