// The pages of the forest as people meet them: axe finds nothing in any state, in light and dark, and a
// small phone shows all of their width.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FieldWork } from '../../../../platform/src/forest/field/testing/asking.ts';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { type FieldSite, openFieldSite } from '../testing/field-site.ts';

const timeout = 120_000;
const languages = ['en', 'zh-CN', 'ar', 'de', 'es', 'fr', 'ja', 'pt-BR'] as const;
let site: FieldSite;
let work: FieldWork;
let browser: Browser;

before(async () => {
  site = await openFieldSite();
  work = await site.plant(5);
  browser = await launch('chromium', { width: 360, height: 780 });
});

after(async () => {
  await browser.close();
  await site.close();
});

/** Looks at a page in light and dark. */
async function look(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulate({ colorScheme, reducedMotion: 'reduce' });
    const found = await page.evaluate(async () => {
      await import(`${location.origin}/axe.js`);
      const { violations } = await window.axe.run();
      const faults = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
      );
      return { faults, tooWide: document.documentElement.scrollWidth - innerWidth };
    });
    assert.deepEqual(found, { faults: [], tooWide: 0 }, `${what}, ${colorScheme}`);
  }
}

/** Elements that are seen, of those that come and go. */
const shown = (page: Page) =>
  page.evaluate(() =>
    ['notice', 'send', 'plots', 'plot', 'noted', 'form'].filter((id) =>
      document.getElementById(id)?.checkVisibility(),
    ),
  );

test('shows on the field page what there is to do, and nothing else', { timeout }, async () => {
  const page = await browser.newPage();
  await page.goto(`${site.line.origin}/field?lang=en`);
  await page.waitFor('#notice strong');
  assert.deepEqual(await shown(page), ['notice']);
  await look(page, 'without a link');
  await page.close();
});

for (const lang of languages) {
  test(`passes axe and fits a phone, in ${lang}`, { timeout }, async () => {
    const page = await browser.newPage();
    const { origin } = site.line;
    await page.goto(`${origin}/field?lang=${lang}#${work.secret}`);
    // The language goes with the link, and another tab may have told this one who it is.
    await page.reload();
    await page.waitFor('#plot-list .button');
    assert.ok((await shown(page)).includes('plots'));
    await look(page, 'plots');
    await page.evaluate(
      async (plot) => {
        const store = await import(`${location.origin}/field/store.js`);
        const { takeAlong } = await import(`${location.origin}/field/sync.js`);
        const { book } = await store.setting('about');
        await takeAlong(await store.setting('pass'), book, plot);
      },
      { id: work.plotId, names: { en: 'Minqin' } },
    );
    await page.reload();
    await page.click('#plot-list .button:not(.quiet)');
    await page.waitFor('#trees .tree-item');
    assert.ok(!(await shown(page)).includes('plots'));
    await look(page, 'trees');
    await page.click('#trees .tree-item');
    await page.waitFor(() => document.querySelector('dialog')?.open);
    await look(page, 'form');
    await page.goto(`${origin}/trees/${work.treeIds[0]}?lang=${lang}`);
    await page.waitFor(() => [...document.images].every(({ naturalWidth }) => naturalWidth > 0));
    await look(page, 'tree');
    assert.deepEqual(await page.consoleErrors(), []);
    await page.close();
  });
}
