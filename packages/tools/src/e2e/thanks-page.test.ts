// A monthly gift on the charity's page leads to its page of thanks, in every engine: there stand the
// amount that arrived and the receipt, which opens as a page and as PDF.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engineNames } from '../browsers/engines.ts';
import { launch } from '../browsers/page.ts';
import { card, seesText } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';

const timeout = 120_000;
const good = card('4242 4242 4242 4242');
const plan = '#monthly kind-monthly-plan';
const form = `${plan} kind-donate-form`;
const thanks = 'kind-thank-you >>>';

let site: Site;

before(async () => {
  site = await openSite('charity-site');
});

after(async () => {
  assert.match(await site.close(), /The books are clean\./);
});

const languages = [
  ['/', /^CN¥20 every month/, /Your gift of CN¥20\.00 has arrived/],
  ['/zh/', /^每月 ¥20/, /我们已收到您的捐款 ¥20\.00/],
] as const;

for (const engine of engineNames) {
  for (const [path, tier, arrived] of languages) {
    test(`leads from a month's gift at ${path} to thanks with a receipt, in ${engine}`, {
      timeout,
    }, async () => {
      const browser = await launch(engine, { width: 390, height: 844 });
      try {
        const page = await browser.newPage();
        await page.goto(`${site.origin}${path}`);
        await seesText(page, `${plan} >>> [part=tiers]`, new RegExp(tier.source.slice(1)));
        await page.click(`${plan} >>> li:nth-child(1) [part=tier]`);
        await page.fill(`${form} >>> #email`, 'lin@example.org');
        await page.click(`${form} >>> [part=submit]`);
        for (const [name, text] of Object.entries(good)) {
          await page.waitFor(`${form} input[id$="-${name}"]`);
          await page.fill(`${form} input[id$="-${name}"]`, text);
        }
        await page.click(`${form} >>> [part=submit]`);
        await seesText(page, `${thanks} [part=done]`, arrived);
        const address = await page.evaluate(() => location.href);
        assert.match(address, new RegExp(`^${site.origin}${path}thank-you\\.html#don_\\w+$`));
        await page.click(`${thanks} [part=receipt]`);
        await page.waitFor(`${thanks} [part=receipt] a`);
        const links = await page.evaluate(() => {
          const root = document.querySelector('kind-thank-you')?.shadowRoot;
          const found = root?.querySelectorAll<HTMLAnchorElement>('[part=receipt] a') ?? [];
          return [...found].map(({ href }) => href);
        });
        const types = [];
        for (const link of links) types.push((await fetch(link)).headers.get('content-type'));
        assert.deepEqual(types, ['text/html; charset=utf-8', 'application/pdf']);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        assert(overflow <= 0, `The page of thanks is ${overflow} px too wide.`);
        assert.deepEqual(await page.consoleErrors(), []);
      } finally {
        await browser.close();
      }
    });
  }
}
