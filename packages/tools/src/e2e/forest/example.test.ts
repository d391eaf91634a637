// The forest's page as a page: what it names exists, all five elements fill themselves, nothing moves while
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
const folder = new URL('../../../../../examples/forest/', import.meta.url);
const pages = ['index.html', 'zh/index.html'] as const;
const paths = ['/forest/index.html', '/forest/zh/index.html'] as const;

/** The picker is as high as its question, and lies below the fold: people do not see it grow. */
const screens = [
  [320, 640],
  [390, 844],
  [768, 1_024],
  [1_280, 800],
  [1_920, 1_080],
] as const;

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

/** Waits until counter, plots and trees show what the platform says. */
async function isFilled(page: Page): Promise<void> {
  await page.waitFor('kind-forest-counter >>> [part=standing]');
  await page.waitFor('#plots .grid > :last-child >>> [part=left]');
  await page.waitFor('#trees .grid > :first-child >>> [part=height]');
  await page.waitFor('#trees .grid > :nth-child(2) >>> [part=height]');
  await page.waitFor('#trees .grid > :last-child >>> [part=fate]');
  await page.waitFor('kind-tree-picker >>> [part=species]');
}

/** How far the page is too wide, and which elements are higher than the room that the page keeps for them. */
function roomOf() {
  const tags = 'kind-forest-counter, kind-plot-progress, kind-tree-card';
  return {
    overflow: document.documentElement.scrollWidth - innerWidth,
    outgrown: [...document.querySelectorAll(tags)].flatMap((element) => {
      const room = Number(getComputedStyle(element).minHeight.replace('px', ''));
      const { height } = element.getBoundingClientRect();
      return height > room + 1 ? [`${element.localName}: ${height} of ${room} px`] : [];
    }),
  };
}

test('names the project, the plots and the key of the demo', async () => {
  const platform = `${site.origin}/v1/plots?key=${site.publishableKey}`;
  const listed: { items: { id: string; projectId: string }[] } = await (
    await fetch(platform)
  ).json();
  const known = listed.items.map(({ id }) => id).sort();
  const projects = [...new Set(listed.items.map(({ projectId }) => projectId))];
  for (const name of pages) {
    const html = read(name);
    assert.deepEqual(attributes(html, 'plot').sort(), known, name);
    assert.deepEqual(attributes(html, 'project'), projects, name);
    assert.deepEqual(attributes(html, 'data-key'), [site.publishableKey], name);
  }
});

test('says the same in both languages', () => {
  const [english, chinese] = pages.map(read);
  assert(english !== undefined && chinese !== undefined);
  // The Chinese page lies one folder deeper.
  const plain = (values: readonly string[]) => values.map((value) => value.replace(/^\.\.\//, ''));
  for (const name of ['id', 'project', 'plot', 'number', 'src']) {
    assert.deepEqual(plain(attributes(chinese, name)), attributes(english, name), name);
  }
});

for (const path of paths) {
  test(`${path} shows the forest, and says nothing on the console`, { timeout }, async () => {
    await onPage(path, async (page) => {
      await isFilled(page);
      const { standing, plots, cards } = await page.evaluate(() => {
        const shadows = (selector: string) =>
          [...document.querySelectorAll(selector)].map(
            ({ shadowRoot }) => shadowRoot?.textContent ?? '',
          );
        const part = document
          .querySelector('kind-forest-counter')
          ?.shadowRoot?.querySelector('[part=standing]');
        return {
          standing: Number(part?.lastElementChild?.textContent),
          plots: shadows('kind-plot-progress'),
          cards: shadows('kind-tree-card'),
        };
      });
      assert(standing > 300, `${standing} trees stand.`);
      assert.equal(plots.length, 6);
      for (const plot of plots) assert.match(plot, /%/);
      assert.match(cards[0] ?? '', /Haloxylon ammodendron/);
      assert.match(cards[1] ?? '', /Pinus sylvestris/);
      assert.match(cards[2] ?? '', /50/);
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
        const { overflow, outgrown } = await page.evaluate(roomOf);
        assert.deepEqual(outgrown, [], `more than their room at ${width} px`);
        assert.deepEqual(await shiftsOf(page), [], `${width} px`);
        assert(overflow <= 0, `${overflow} px too wide at ${width} px.`);
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
