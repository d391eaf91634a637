// The map of a forest of 4,000 trees on a whole platform, under the strictest policy: in Chromium and WebKit
// by MapLibre, in Firefox, which has no WebGL2 here, by list and plan.
import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { engineNames } from '../../browsers/engines.ts';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { type ForestSite, openForestSite } from './testing/forest-site.ts';

const timeout = 180_000;
const treesEach = 1_000;

let site: ForestSite;

before(async () => {
  site = await openForestSite(treesEach);
});

after(() => site.close());

const element = 'kind-forest-map';
const inside = (selector: string) => `${element} >>> ${selector}`;

/** Opens the page with the map in it, and says what the policy stops from then on. */
async function open(browser: Browser, fragment = '', attributes = 'hash'): Promise<Page> {
  const url = await site.show(
    `<${element} ${attributes}><a href="/list">Our trees</a></${element}>`,
  );
  const page = await browser.newPage();
  await page.goto(url + fragment);
  await page.evaluate(() => {
    Reflect.set(window, 'stopped', []);
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      Reflect.get(window, 'stopped').push(`${violatedDirective} ${blockedURI}`),
    );
  });
  return page;
}

const stoppedOn = (page: Page) => page.evaluate(() => Reflect.get(window, 'stopped'));

/** Looks at each frame until the element says so. */
async function says(page: Page, wanted: string): Promise<void> {
  const said = await page.evaluate(async (text) => {
    const read = () => {
      const root = document.querySelector('kind-forest-map')?.shadowRoot;
      // What the card of a tree says stands in a root of its own.
      const card = root?.querySelector('kind-tree-card')?.shadowRoot;
      return `${root?.textContent ?? ''} ${card?.textContent ?? ''}`.replace(/\s+/g, ' ');
    };
    const deadline = performance.now() + 30_000;
    while (!read().includes(text) && performance.now() < deadline) {
      await new Promise(requestAnimationFrame);
    }
    return read();
  }, wanted);
  assert(said.includes(wanted), `${wanted} in ${said}`);
}

for (const engine of engineNames) {
  test(`shows the tree that the address names, its plot and the way back, in ${engine}`, {
    timeout,
  }, async () => {
    const browser = await launch(engine);
    try {
      const page = await open(browser, '#tree=345');
      await says(page, 'Tree 345');
      await says(page, 'Minqin, north edge');
      const canDraw = await page.evaluate(
        () => document.createElement('canvas').getContext('webgl2') !== null,
      );
      if (canDraw) {
        // Credits come with the world beneath: then its style and tiles are there.
        await says(page, 'Natural Earth');
      } else {
        await says(page, 'The map cannot be drawn here');
        await page.waitFor(inside('.crown.chosen'));
      }
      await page.click(inside('[part=close]'));
      await page.click(inside('[part=back]'));
      await says(page, '4 plots');
      assert.deepEqual(await stoppedOn(page), []);
      assert.deepEqual(await page.consoleErrors(), []);
    } finally {
      await browser.close();
    }
  });
}

test('opens the tree that is clicked on the map, and writes its number into the address', {
  timeout,
}, async () => {
  const browser = await launch('chromium');
  try {
    const page = await open(browser, '#map=21/38.78/103.09');
    await says(page, 'Natural Earth');
    // The first place of the first plot lies in the middle.
    await page.evaluate((tag) => {
      const canvas = document.querySelector(tag)?.shadowRoot?.querySelector('.maplibregl-canvas');
      const { left, top, width, height } = canvas?.getBoundingClientRect() ?? new DOMRect();
      const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true };
      for (const type of ['mousedown', 'mouseup', 'click']) {
        canvas?.dispatchEvent(new MouseEvent(type, at));
      }
    }, element);
    await says(page, 'Tree 1');
    await page.waitFor(() => location.hash === '#tree=1');
    assert.deepEqual(await stoppedOn(page), []);
  } finally {
    await browser.close();
  }
});

test('moves by the arrow keys and nearer by plus, and writes down where it is', {
  timeout,
}, async () => {
  const browser = await launch('chromium');
  try {
    const page = await open(browser, '#map=5/38/100');
    await says(page, 'Natural Earth');
    await page.evaluate((tag) => {
      const canvas = document.querySelector(tag)?.shadowRoot?.querySelector('.maplibregl-canvas');
      if (canvas instanceof HTMLElement) canvas.focus();
    }, element);
    await page.press('ArrowRight');
    await page.waitFor(() => Number(location.hash.split('/')[2]) > 100.5);
    await page.press('+');
    await page.waitFor(() => /^#map=6\//.test(location.hash));
  } finally {
    await browser.close();
  }
});

test('asks for other tiles when a visitor chooses a year', { timeout }, async () => {
  const browser = await launch('chromium');
  try {
    const page = await open(browser, '#map=14/38.78/103.09');
    await says(page, 'Natural Earth');
    await page.evaluate((tag) => {
      const [, year] = document.querySelector(tag)?.shadowRoot?.querySelectorAll('select') ?? [];
      if (!year) return;
      year.value = '2023';
      year.dispatchEvent(new Event('change'));
    }, element);
    await says(page, 'planted in 2023');
    assert.deepEqual(await stoppedOn(page), []);
  } finally {
    await browser.close();
  }
});

test('is a list and a plan where MapLibre does not come, and a map when it is asked for again', {
  timeout,
}, async () => {
  const browser = await launch('chromium');
  const engine = join(site.scripts, 'chunks/maplibre-gl.mjs');
  await rename(engine, `${engine}.away`);
  try {
    const page = await open(browser);
    await says(page, 'The map cannot be drawn here');
    await page.click(inside('[part=plot]'));
    await page.waitFor(inside('.crown:nth-of-type(50)'));
  } finally {
    await rename(`${engine}.away`, engine);
    await browser.close();
  }
});
