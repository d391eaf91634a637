// The shop's pages as pages: links lead somewhere, they read well at every width, nothing moves while
// they load, nothing comes from other hosts, and they are accessible in both languages and schemes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type axe from 'axe-core';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { shiftsOf } from '../testing/shifts.ts';
import { fillCart, openShop, type Shop } from '../testing/shop.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const timeout = 180_000;
let shop: Shop;
let browser: Browser;
/** Pages without their language; those of an order are there once one was bought. */
let paths: readonly string[] = [
  '/',
  '/?kind=ware',
  '/products/longjing',
  '/products/gift-card',
  '/cart',
  '/checkout',
  '/impact',
  '/desk',
];

before(async () => {
  shop = await openShop();
  browser = await launch('chromium');
  await onPage('/checkout', { longjing: 2, gaiwan: 1 }, async (page) => {
    await page.fill('#name', 'A rather long name of a shopper, and a longer one behind it');
    await page.fill('#address', 'Nowhere 1');
    await page.click('form.cart button[type=submit]');
    await page.waitFor('#card');
    paths = [...paths, await page.evaluate(() => location.pathname)];
  });
  await onPage('/checkout', { longjing: 2, gaiwan: 1 }, async (page) => {
    await page.fill('#name', 'Nobody');
    await page.fill('#address', 'Nowhere 1');
    await page.click('form.cart button[type=submit]');
    await page.fill('#card', '4242 4242 4242 4242');
    await page.fill('#expiry', '12/39');
    await page.fill('#cvc', '123');
    await page.click('form.pay button[type=submit]');
    await page.waitFor('kind-order-impact');
    paths = [...paths, await page.evaluate(() => location.pathname)];
  });
});

after(async () => {
  await browser.close();
  assert.match(await shop.close(), /The books are clean\./);
});

type Pieces = Readonly<Record<string, number>>;
const basket: Pieces = { longjing: 2, gaiwan: 1, 'gift-card': 1 };

async function onPage(
  path: string,
  pieces: Pieces,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto(`${shop.origin}/checkout`);
    await fillCart(page, pieces);
    await page.goto(`${shop.origin}${path}`);
    await act(page);
  } finally {
    await page.close();
  }
}

/**
 * Waits until the cart is there, and every element of the page has what it asked the platform for; and
 * sees that nothing was wrong on the way, nor stopped by the page's policy.
 */
async function isFilled(page: Page): Promise<void> {
  await page.waitFor(() => {
    const { script } = document.body.dataset;
    const isCart = script === 'cart' || script === 'checkout';
    const tags = [...document.querySelectorAll('*')].filter(({ localName }) =>
      localName.startsWith('kind-'),
    );
    const isReady = ({ localName, shadowRoot }: Element) =>
      customElements.get(localName) !== undefined &&
      !shadowRoot?.querySelector('[part~=skeleton], [aria-busy=true]');
    return (!isCart || 'filled' in document.body.dataset) && tags.every(isReady);
  });
  assert.deepEqual(await page.consoleErrors(), []);
}

const everywhere = () => paths.flatMap((path) => [path, `/zh${path}`]);

test('leads nowhere in vain, and to nobody else', { timeout }, async () => {
  const seen = new Set<string>();
  for (const path of everywhere()) {
    await onPage(path, basket, async (page) => {
      await isFilled(page);
      const { files, anchors, asked } = await page.evaluate(() => {
        const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')];
        const found = [...document.querySelectorAll<HTMLElement>('[src], link[href]')];
        return {
          anchors: links.flatMap(({ href, hash, pathname }) =>
            hash !== '' && pathname === location.pathname && !document.querySelector(hash)
              ? [href]
              : [],
          ),
          files: [
            ...links.map(({ href }) => href),
            ...found.map((element) => {
              const name = element.getAttribute('src') ?? element.getAttribute('href') ?? '';
              return new URL(name, document.baseURI).href;
            }),
          ],
          asked: performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
        };
      });
      assert.deepEqual(anchors, [], `${path}: every #anchor has its element`);
      const own = [shop.origin, shop.site.origin];
      assert.deepEqual([...new Set([...own, ...asked])], own, path);
      for (const file of files) {
        if (seen.has(file)) continue;
        seen.add(file);
        assert(own.includes(new URL(file).origin), `${file} is another host's`);
        assert.equal((await fetch(file)).status, 200, `${path}: ${file}`);
      }
    });
  }
});

test('writes nothing into pages that a strict policy would stop', async () => {
  for (const path of everywhere()) {
    const html = await (await fetch(`${shop.origin}${path}`)).text();
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/, path);
  }
});

for (const width of [320, 360, 390, 768, 1280, 1920]) {
  test(`fits ${width} px and does not move while it loads`, { timeout }, async () => {
    for (const path of everywhere()) {
      await onPage(path, basket, async (page) => {
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
  });
}

test('shows a phone the first products without much scrolling', async () => {
  for (const path of ['/', '/zh/']) {
    await onPage(path, {}, async (page) => {
      await page.setViewport({ width: 390, height: 844 });
      const top = await page.evaluate(
        () => document.querySelector('.grid')?.getBoundingClientRect().top ?? 0,
      );
      assert(top > 0 && top < 844 * 1.2, `${path}: they begin at ${top} px.`);
    });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`passes axe in both languages, ${colorScheme}`, { timeout }, async () => {
    for (const path of everywhere()) {
      await onPage(path, basket, async (page) => {
        await page.emulate({ colorScheme, reducedMotion: 'reduce' });
        await isFilled(page);
        const violations = await page.evaluate(async (from) => {
          await import(`${from}/axe.js`);
          const result = await window.axe.run();
          return result.violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
          );
        }, shop.site.origin);
        assert.deepEqual(violations, [], `${path} in ${colorScheme}`);
      });
    }
  });
}
