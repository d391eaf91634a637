// The charity's page as a page: what it names exists, it reads well at every width, nothing on it
// moves while it loads, and it is accessible in both languages and colour schemes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import { type Browser, launch, type Page } from '../browsers/page.ts';
import { shiftsOf } from './testing/shifts.ts';
import { openSite, type Site } from './testing/site.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const timeout = 120_000;
const folder = new URL('../../../../examples/charity-site/', import.meta.url);
const pages = ['index.html', 'zh/index.html'] as const;
const paths = ['/', '/zh/'] as const;

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

/** Waits until the progress bars, the wall and the form show the platform's figures. */
async function isFilled(page: Page): Promise<void> {
  await page.waitFor('#saplings kind-progress >>> [part=raised]');
  await page.waitFor('#donors kind-donor-wall >>> [part=gift]');
  await page.waitFor('#monthly kind-monthly-plan >>> [part=tier]:enabled');
  await page.waitFor('#give kind-donate-form >>> [part=amounts]');
}

test('names the projects and the key of the demo', async () => {
  const listed = await site.charity.listProjects({ query: {} });
  assert(listed.ok);
  // The forest has a page of its own.
  const elsewhere = attributes(read('../forest/index.html'), 'project');
  const known = listed.value.items
    .map(({ id }) => id)
    .filter((id) => !elsewhere.includes(id))
    .sort();
  for (const name of pages) {
    const html = read(name);
    assert.deepEqual([...new Set(attributes(html, 'project'))].sort(), known, name);
    assert.deepEqual(attributes(html, 'data-key'), [site.publishableKey], name);
  }
});

test('says the same in both languages', () => {
  const [english, chinese] = pages.map(read);
  assert(english !== undefined && chinese !== undefined);
  for (const name of ['id', 'project', 'datetime']) {
    assert.deepEqual(attributes(chinese, name), attributes(english, name), name);
  }
  const figures = (html: string) => html.match(/<[dt]d>¥?[\d,]+/g);
  assert.deepEqual(figures(chinese), figures(english));
});

test('adds up', async () => {
  const listed = await site.charity.listProjects({ query: {} });
  assert(listed.ok);
  const goals = Object.fromEntries(listed.value.items.map(({ id, goal }) => [id, goal?.amount]));
  await onPage('/', async (page) => {
    const { costs, columns } = await page.evaluate(() => {
      const yuan = (element: Element) =>
        Number.parseInt((element.textContent ?? '').replace(/[¥,]/g, ''), 10);
      const table = [...document.querySelectorAll('.accounts tbody tr')].map((row) =>
        [...row.querySelectorAll('td')].map(yuan),
      );
      return {
        costs: [...document.querySelectorAll('.project')].map((project) => ({
          id: project.querySelector('kind-progress')?.getAttribute('project') ?? '',
          sum: [...project.querySelectorAll('.costs dd')].map(yuan).reduce((a, b) => a + b, 0),
        })),
        columns: [0, 1].map((column) => table.map((row) => row[column] ?? Number.NaN)),
      };
    });
    // The third has no goal; its costs are those of one tree, which the page says is ¥50.
    const expected = costs.map(({ id }) => (goals[id] ?? 5_000) / 100);
    assert.deepEqual(
      costs.map(({ sum }) => sum),
      expected,
      'what a project costs is its goal',
    );
    for (const [gifts = 0, grants = 0, received, ...rest] of columns) {
      const [projects = 0, running = 0, donors = 0, spent = 0, kept] = rest;
      assert.equal(gifts + grants, received);
      assert.equal(projects + running + donors, spent);
      assert.equal(gifts + grants - spent, kept);
    }
  });
});

test('leads nowhere in vain', async () => {
  for (const path of paths) {
    await onPage(path, async (page) => {
      const { files, anchors } = await page.evaluate(() => {
        const here = location.href.replace(/#.*/, '');
        const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')];
        const found = [...document.querySelectorAll<HTMLElement>('[src], [srcset], link[href]')];
        return {
          anchors: links.flatMap(({ href, hash }) =>
            href.startsWith(`${here}#`) && !document.querySelector(hash) ? [hash] : [],
          ),
          files: [
            ...links.flatMap(({ href, protocol }) => (protocol === 'mailto:' ? [] : [href])),
            ...found.map((element) => {
              const file = ['src', 'srcset', 'href'].map((name) => element.getAttribute(name));
              return new URL(file.find((name) => name !== null) ?? '', document.baseURI).href;
            }),
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

test('notices when something on the page moves', async () => {
  await onPage('/', async (page) => {
    await page.setViewport({ width: 1280, height: 900 });
    await page.reload();
    await isFilled(page);
    assert.deepEqual(await shiftsOf(page), []);
    await page.evaluate(() => document.querySelector('main')?.prepend(new Image(10, 100)));
    assert.notDeepEqual(await shiftsOf(page), []);
  });
});

test('fits every width and does not move while it loads', { timeout }, async () => {
  for (const path of paths) {
    for (const width of [320, 360, 390, 768, 1280, 1920]) {
      await onPage(path, async (page) => {
        await page.setViewport({ width, height: 4_000 });
        await page.reload();
        await isFilled(page);
        assert.deepEqual(await shiftsOf(page), [], `${path} at ${width} px`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        assert(overflow <= 0, `${path} at ${width} px is ${overflow} px too wide.`);
      });
    }
  }
});

test('shows a phone the donate button without scrolling', async () => {
  for (const path of paths) {
    await onPage(path, async (page) => {
      await page.setViewport({ width: 390, height: 844 });
      const bottom = await page.evaluate(
        () => document.querySelector('#hero-donate > a')?.getBoundingClientRect().bottom,
      );
      assert(bottom !== undefined && bottom <= 844, `${path}: it ends at ${bottom} px.`);
    });
  }
});

test('mirrors itself from right to left', async () => {
  await onPage('/', async (page) => {
    for (const width of [390, 1280]) {
      await page.setViewport({ width, height: 900 });
      const { overflow, card } = await page.evaluate(() => {
        document.documentElement.dir = 'rtl';
        return {
          overflow: document.documentElement.scrollWidth - innerWidth,
          card:
            innerWidth - (document.querySelector('.hero-card')?.getBoundingClientRect().right ?? 0),
        };
      });
      assert(overflow <= 0);
      assert(card < 80, 'what stands at the start stands at the right');
    }
  });
});

test('has a way to give where scripts do not run', () => {
  for (const name of pages) {
    const html = read(name);
    const tags = [
      ...html.matchAll(
        /<kind-(?:donate-button|donate-form|monthly-plan)[^>]* project="([^"]*)"[^>]*>\s*(?:<p .*\s*)*<a href="([^"]*)"/g,
      ),
    ];
    assert.equal(tags.length, attributes(html, 'project').length - 5, `${name}: a link in each`);
    for (const [, project, href = ''] of tags) {
      assert.equal(href.replace(/\?.*/, ''), `/give/${project}`, name);
    }
  }
});

test('passes axe in both languages and colour schemes', { timeout }, async () => {
  for (const path of paths) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await onPage(path, async (page) => {
        await page.emulate({ colorScheme, reducedMotion: 'reduce' });
        await isFilled(page);
        const violations = await page.evaluate(async () => {
          await import(`${location.origin}/axe.js`);
          document.querySelector('details')?.setAttribute('open', '');
          const result = await window.axe.run();
          return result.violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
          );
        });
        assert.deepEqual(violations, [], `${path} in ${colorScheme}`);
      });
    }
  }
});
