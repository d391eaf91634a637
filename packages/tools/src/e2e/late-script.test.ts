// Layout shift is 0 however late the script is: the style sheet beside it keeps room from the first
// paint on. Held against the page of the docs and against the charity's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, launch } from '../browsers/page.ts';
import { shiftsOf } from './testing/shifts.ts';
import { openSite, type Site } from './testing/site.ts';

const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));
const timeout = 120_000;
const widths = [320, 390, 1280];
const script = '/sdk/kindcart.js';

let site: Site;
let browser: Browser;

before(async () => {
  site = await openSite('charity-site');
  browser = await launch('chromium');
});

after(async () => {
  await browser.close();
  await site.close();
});

/** Opens a page whose script comes only after it was painted, and answers what moved. */
async function shiftsWithLateScript(url: string, width: number, filled: readonly string[]) {
  const release = site.holdBack(script);
  const page = await browser.newPage();
  try {
    // So high that everything is on it: what is out of sight counts as still.
    await page.setViewport({ width, height: 8_000 });
    const opened = page.goto(url);
    await page.waitFor(
      () =>
        location.protocol === 'http:' &&
        performance.getEntriesByName('first-contentful-paint').length > 0,
    );
    assert.equal(await page.evaluate(() => customElements.get('kind-progress')), undefined);
    release();
    await opened;
    for (const selector of filled) await page.waitFor(selector);
    return await shiftsOf(page);
  } finally {
    release();
    await page.close();
  }
}

/** The page of docs/start.md with the demo's key and project, the form in the page, and text below. */
function documentedPage(project: string): string {
  const text = readFileSync(join(root, 'docs/start.md'), 'utf8');
  const [, html = ''] = /^```html example page\n([\s\S]*?)^```/m.exec(text) ?? [];
  return html
    .replaceAll('https://give.example.org', site.origin)
    .replaceAll('pk_test_…', site.publishableKey)
    .replaceAll('prj_01k9p4m8q2fz3t6v8w0x2y4z6a', project)
    .replace('<head>', '<head><meta name="viewport" content="width=device-width">')
    .replace(
      '</body>',
      `<p>Between.</p><kind-donate-form project="${project}"></kind-donate-form><p>Below.</p></body>`,
    );
}

test('moves nothing on the page of the docs when the script is late', { timeout }, async () => {
  const listed = await site.charity.listProjects({ query: {} });
  assert(listed.ok);
  const html = documentedPage(listed.value.items.find(({ goal }) => goal !== null)?.id ?? '');
  assert.match(html, /<link rel="stylesheet" href="http[^"]+\/sdk\/kindcart\.css">/);
  const filled = ['kind-progress >>> [part=fill]', 'kind-donate-form >>> [part=amounts]'];
  for (const width of widths) {
    const shifts = await shiftsWithLateScript(site.show(html), width, filled);
    assert.deepEqual(shifts, [], `at ${width} px`);
  }
});

test('moves much on the same page without the style sheet, so that the test can fail', {
  timeout,
}, async () => {
  const html = documentedPage('prj_01k9p4m8q2fz3t6v8w0x2y4z6a').replace(/<link [^>]+>/, '');
  const shifts = await shiftsWithLateScript(site.show(html), 1280, ['kind-progress >>> div']);
  assert.ok(shifts.length > 0);
});

test('moves nothing on the charity’s page when the script is late', { timeout }, async () => {
  const filled = [
    '#saplings kind-progress >>> [part=raised]',
    '#donors kind-donor-wall >>> [part=gift]',
    '#monthly kind-monthly-plan >>> [part=tier]:enabled',
    '#give kind-donate-form >>> [part=amounts]',
  ];
  for (const path of ['/', '/zh/']) {
    for (const width of widths) {
      const shifts = await shiftsWithLateScript(`${site.origin}${path}`, width, filled);
      assert.deepEqual(shifts, [], `${path} at ${width} px`);
    }
  }
});
