// The hosted page as a page: accessible in light and dark and in both directions, as wide as its
// screen, and safe from what others wrote in any field of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CreateProject, createProjectExample } from '@kindcart/contract';
import { hostileTexts } from '@kindcart/contract/conformance';
import type axe from 'axe-core';
import { engineNames } from '../browsers/engines.ts';
import { type Browser, launch, type Page } from '../browsers/page.ts';
import { card, seesText } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const timeout = 120_000;
const languages = ['en', 'zh-CN', 'ar'] as const;
let site: Site;
let browser: Browser;

before(async () => {
  site = await openSite('charity-site');
  browser = await launch('chromium', { width: 390, height: 844 });
});

after(async () => {
  await browser.close();
  await site.close();
});

async function makeProject(changes: Partial<CreateProject>): Promise<string> {
  const body = { ...createProjectExample, images: [], closesAt: null, ...changes };
  const made = await site.charity.createProject({ body, idempotencyKey: crypto.randomUUID() });
  assert(made.ok, JSON.stringify(made));
  return `/give/${made.value.id}`;
}

const submit = (page: Page) => page.click('main button[type=submit]');

/** Every kind of page in one visit, each shown to `look`. */
async function walk(page: Page, lang: string, look: (what: string) => Promise<void>) {
  const path = await makeProject({});
  await page.goto(`${site.origin}${path}?lang=${lang}`);
  await page.waitFor('kind-donate-form >>> [part=amounts]');
  await look('project with its elements');
  await page.goto(`${site.origin}${path}?lang=${lang}&amount=50&coverFee=1&interval=month`);
  await look('form');
  await page.click('.folds > .fold:nth-of-type(1) > summary');
  await page.click('.folds > .fold:nth-of-type(2) > summary');
  await page.click('.inside .fold > summary');
  await look('form with all unfolded');
  await page.fill('[name=ownAmount]', '7');
  await page.fill('#email', 'me');
  await page.fill('#recipient-email', 'mum');
  await submit(page);
  await page.waitFor('[role=alert]');
  await page.waitFor('#dedication-name-error');
  await look('form with faults');
  await page.fill('[name=ownAmount]', '');
  await page.fill('#email', 'me@example.org');
  await page.fill('#recipient-email', '');
  await submit(page);
  await page.waitFor('#number');
  await look('payment');
  await submit(page);
  await page.waitFor('#number-error');
  await look('payment with faults');
  for (const [name, text] of Object.entries(card('4000 0025 0000 3155'))) {
    await page.fill(`#${name}`, text);
  }
  await submit(page);
  await page.waitFor('[value=refuse]');
  await look('question');
  await page.click('[value=refuse]');
  await page.waitFor('.notice.bad');
  await look('decline');
  await page.goto(`${site.origin}${path}?lang=${lang}&amount=50&interval=year`);
  await page.fill('#email', 'me@example.org');
  await submit(page);
  await page.waitFor('#number');
  for (const [name, text] of Object.entries(card('4242 4242 4242 4242'))) {
    await page.fill(`#${name}`, text);
  }
  await submit(page);
  await page.waitFor('.notice.good');
  await look('thanks');
  await page.goto(`${site.origin}/give/prj_nobodys?lang=${lang}`);
  await look('nothing there');
}

for (const lang of languages) {
  test(`passes axe in light and dark, and fits a phone, in ${lang}`, { timeout }, async () => {
    const page = await browser.newPage();
    try {
      await walk(page, lang, async (what) => {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulate({ colorScheme, reducedMotion: 'reduce' });
          const found = await page.evaluate(async () => {
            await import(`${location.origin}/axe.js`);
            const { violations } = await window.axe.run();
            const faults = violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
            );
            const tooWide = document.documentElement.scrollWidth - innerWidth;
            return { faults, tooWide, lang: document.documentElement.lang };
          });
          assert.deepEqual(found, { faults: [], tooWide: 0, lang }, `${what}, ${colorScheme}`);
        }
      });
    } finally {
      await page.close();
    }
  });
}

test('fits every width', { timeout }, async () => {
  const path = await makeProject({ title: 'Unbreakable'.repeat(9), summary: 'x'.repeat(200) });
  const page = await browser.newPage();
  try {
    for (const width of [320, 390, 768, 1280, 1920]) {
      await page.setViewport({ width, height: 900 });
      await page.goto(`${site.origin}${path}?lang=de&amount=50`);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert(tooWide <= 0, `${tooWide} px too wide at ${width}`);
    }
  } finally {
    await page.close();
  }
});

for (const engine of engineNames) {
  test(`runs and follows nothing that others wrote, in ${engine}`, { timeout }, async () => {
    const texts = [
      ...hostileTexts,
      '"><script>window.ran=1</script>',
      "' autofocus onfocus='ran=1",
    ];
    const all = texts.join('\n');
    const path = await makeProject({
      title: texts.slice(0, 4).join(' ').slice(0, 120).toWellFormed(),
      summary: all.slice(0, 280).toWellFormed(),
      story: all,
      images: [
        {
          url: 'http://127.0.0.1:1/a";onerror=alert(1)//.jpg',
          alt: all.slice(0, 200).toWellFormed(),
        },
      ],
    });
    const own = await launch(engine, { width: 500, height: 900 });
    try {
      const page = await own.newPage();
      for (const query of ['lang=en', `lang=en&amount=50`]) {
        await page.goto(`${site.origin}${path}?${query}`);
        await seesText(page, 'main', /<script>alert\(1\)<\/script>/);
        const seen = await page.evaluate(() => ({
          ran: Reflect.get(window, 'ran') ?? null,
          scripts: document.scripts.length,
          handlers: [...document.querySelectorAll('*')].filter((element) =>
            element.getAttributeNames().some((name) => name.startsWith('on')),
          ).length,
          elsewhere: [...document.querySelectorAll('[href], [src], [action]')]
            .flatMap((element) =>
              ['href', 'src', 'action'].map((name) => element.getAttribute(name)),
            )
            .filter((address) => address !== null && !/^(\/|https?:\/\/)/.test(address)),
        }));
        assert.deepEqual(seen, { ran: null, scripts: 1, handlers: 0, elsewhere: [] });
      }
    } finally {
      await own.close();
    }
  });
}
