// The page with a step challenge as a page: what it names exists, its three elements fill themselves, nothing moves while
// they do, nothing is said on the console, and it is accessible in both languages and colour schemes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { shiftsOf } from '../testing/shifts.ts';
import { openSite, type Site } from '../testing/site.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const timeout = 180_000;
const folder = new URL('../../../../../examples/steps/', import.meta.url);
const pages = ['index.html', 'zh/index.html'] as const;
const paths = ['/steps/', '/steps/zh/'] as const;

const screens = [
  [320, 640],
  [390, 844],
  [768, 1_024],
  [1_280, 800],
] as const;

let site: Site;
let browser: Browser;

before(async () => {
  site = await openSite('charity-site');
  browser = await launch('chromium');
});

after(async () => {
  await browser.close();
  assert.match(await site.close(), /The books are clean\./);
});

function read(name: string): string {
  return readFileSync(fileURLToPath(new URL(name, folder)), 'utf8');
}

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(
    ([, value]) => value ?? '',
  );
}

async function onPage(path: string, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(`${site.origin}${path}`);
    await act(page);
  } finally {
    await page.close();
  }
}

/** Waits until all three show what the platform and the device say. */
async function isFilled(page: Page): Promise<void> {
  await page.waitFor('kind-challenge-progress >>> [part=teams]');
  await page.waitFor('kind-step-tracker >>> [part=source]');
  await page.waitFor('kind-step-history >>> [part=empty]');
}

test('names the challenge, its project and the key of the demo', async () => {
  const listed = await site.charity.listChallenges({ query: {} });
  assert(listed.ok);
  const [challenge, ...others] = listed.value.items;
  assert(challenge !== undefined && others.length === 0);
  for (const name of pages) {
    const html = read(name);
    assert.deepEqual([...new Set(attributes(html, 'challenge'))], [challenge.id], name);
    assert(html.includes(`/give/${challenge.projectId}`), name);
    assert.deepEqual(attributes(html, 'data-key'), [site.publishableKey], name);
  }
});

test('says the same in both languages', () => {
  const [english, chinese] = pages.map(read);
  assert(english !== undefined && chinese !== undefined);
  for (const name of ['id', 'challenge']) {
    assert.deepEqual(attributes(chinese, name), attributes(english, name), name);
  }
});

for (const path of paths) {
  test(`${path} shows how the challenge stands, and says nothing on the console`, {
    timeout,
  }, async () => {
    const listed = await site.charity.listChallenges({ query: {} });
    assert(listed.ok);
    const given = (listed.value.items[0]?.totals.given.amount ?? 0) / 100;
    await onPage(path, async (page) => {
      await isFilled(page);
      const said = await page.text('kind-challenge-progress >>> [part=given]');
      assert.equal(Number(said.replace(/[^\d.]/g, '')), given);
      const teams = await page.text('kind-challenge-progress >>> [part=teams]');
      assert.match(teams, /测试一队/);
      assert.deepEqual(await page.consoleErrors(), []);
    });
  });

  test(`${path} passes axe, light and dark`, { timeout }, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await onPage(path, async (page) => {
        await page.emulate({ colorScheme, reducedMotion: 'reduce' });
        await isFilled(page);
        const violations = await page.evaluate(async () => {
          await import(`${location.origin}/axe.js`);
          const result = await window.axe.run();
          return result.violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
          );
        });
        assert.deepEqual(violations, [], colorScheme);
      });
    }
  });

  test(`${path} fits every width and does not move while it loads`, { timeout }, async () => {
    for (const [width, height] of screens) {
      await onPage(path, async (page) => {
        await page.setViewport({ width, height });
        await page.reload();
        await isFilled(page);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        assert(overflow <= 0, `${overflow} px too wide at ${width} px.`);
        assert.deepEqual(await shiftsOf(page), [], `${width} px`);
      });
    }
  });
}

test('leads nowhere in vain', async () => {
  for (const path of paths) {
    await onPage(path, async (page) => {
      const { files, anchors } = await page.evaluate(() => {
        const here = location.href.replace(/#.*/, '');
        const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')];
        const found = [...document.querySelectorAll<HTMLElement>('[src], link[href]')];
        return {
          anchors: links.flatMap(({ href, hash }) =>
            href.startsWith(`${here}#`) && !document.querySelector(hash) ? [hash] : [],
          ),
          files: [
            ...links.map(({ href }) => href),
            ...found.map(
              (each) =>
                new URL(each.getAttribute('src') ?? each.getAttribute('href') ?? '', here).href,
            ),
          ],
        };
      });
      assert.deepEqual(anchors, [], 'every #anchor has its element');
      for (const file of new Set(files)) {
        assert(file.startsWith(site.origin), `${file} is another host's`);
        assert.equal((await fetch(file)).status, 200, file);
      }
    });
  }
});
