// Elements that come and go leave nothing behind: after 5,000 times on a page, by the real script, the
// heap is back, no listener is left and nothing was asked of the platform again and again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { orderToken } from '@kindcart/client/order-token';
import { type Browser, type CDPSession, launch } from 'puppeteer-core';
import { waitUntil } from '../../../../platform/src/testing/wait.ts';
import { chromiumLaunchOptions } from '../../browsers/engines.ts';
import { openSite, type Site } from '../testing/site.ts';

const timeout = 240_000;
const timesOfMost = 5_000;
/** A map draws itself in software here, which is slow. */
const timesOf: Readonly<Record<string, number>> = { 'kind-forest-map': 1_000 };
const heapMaxBytes = 2_000_000;
const nodesMax = 500;
/** Requests of what elements of a page share, and what was asked for late. */
const sharedRequestsMax = 30;
/** Requests of each that was drawn, where an element asks for itself: a cart, an order and tiles are its own. */
const ownRequests: Readonly<Record<string, number>> = {
  'kind-cart-pledge': 2,
  'kind-cause-picker': 1,
  'kind-forest-map': 4,
  'kind-order-impact': 1,
  'kind-tree-picker': 2,
};
/** One in so many is drawn, half of those as a new one. */
const drawnEvery = 50;

const source = readFileSync(
  new URL('../../../../elements/src/kindcart.ts', import.meta.url),
  'utf8',
);
const tags = [...source.matchAll(/^ {2}'(kind-[\w-]+)': \(\) => import/gm)].map(
  ([, tag = '']) => tag,
);

let site: Site;
let browser: Browser;
/** What the demo has, by the attributes that name it; each element reads its own. */
let named: readonly (readonly [name: string, value: string])[];

before(async () => {
  // One page asks here as often as thousands do elsewhere.
  site = await openSite('charity-site', { variables: { KINDCART_LIMIT_KEY: 'off' } });
  browser = await launch(chromiumLaunchOptions());
  const [projects, items, trees, challenges] = await Promise.all([
    site.charity.listProjects(),
    site.charity.listCharityItems(),
    site.charity.listTrees({ query: { numbers: [1] } }),
    site.charity.listChallenges({ query: {} }),
  ]);
  assert(projects.ok && items.ok && trees.ok && challenges.ok);
  const tree = trees.value.items[0] ?? assert.fail();
  // One whose shoppers may choose to whom it goes.
  const item = items.value.items.find(({ choices }) => choices.length > 0) ?? assert.fail();
  const { merchantId } = item;
  const secret = await site.charity.getOrderTokenSecret({ params: { merchantId } });
  const orders = await site.charity.listOrders({ query: { merchantId } });
  assert(secret.ok && orders.ok);
  const order = orders.value.items[0]?.shopOrderId ?? assert.fail();
  named = [
    ['project', projects.value.items[0]?.id ?? assert.fail()],
    ['item', item.id],
    ['tree', tree.id],
    ['plot', tree.plotId],
    ['challenge', challenges.value.items[0]?.id ?? assert.fail()],
    ['merchant', merchantId],
    ['order', order],
    ['token', await orderToken(secret.value.secret, merchantId, order)],
    ['currency', item.currency],
    ['total', '1234'],
    ['cart', JSON.stringify({ currency: item.currency, lines: [{ amount: 1_234 }] })],
  ];
});

after(async () => {
  await browser.close();
  await site.close();
});

/** What a page holds once its garbage is gone. */
interface Held {
  readonly bytes: number;
  readonly listeners: number;
  readonly nodes: number;
}

async function heldBy(session: CDPSession): Promise<Held> {
  // Twice: what finalizers let go of is only found by the second.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return { bytes: usedSize, listeners: metric('JSEventListeners'), nodes: metric('Nodes') };
}

/** Whether nothing stayed that grows with the times. */
function isFreed(before: Held, { bytes, listeners, nodes }: Held): boolean {
  return (
    listeners <= before.listeners &&
    nodes <= before.nodes + nodesMax &&
    bytes <= before.bytes + heapMaxBytes
  );
}

/**
 * Runs in the page: an element comes and goes so many times, half of them as one that is moved
 * between two parents, half of them as a new one. Some are given the time to draw themselves whole.
 */
async function comeAndGo(
  tag: string,
  attributes: readonly (readonly [name: string, value: string])[],
  count: number,
): Promise<number> {
  const make = () => {
    const element = document.createElement(tag);
    for (const [name, value] of attributes) element.setAttribute(name, value);
    return element;
  };
  const drawn = async (element: HTMLElement) => {
    if ('updateComplete' in element) await element.updateComplete;
    await new Promise((done) => requestAnimationFrame(done));
  };
  const parents = [document.querySelector('#one'), document.querySelector('#two')];
  const same = make();
  for (let time = 0; time < count; time += 1) {
    const isSame = time % 2 === 0;
    const element = isSame ? same : make();
    parents[(time >> 1) % 2]?.append(element);
    if (time % 50 < 2) await drawn(element);
    else await Promise.resolve();
    // The one that is moved leaves one parent for the other without having been taken away.
    if (!isSame || time % 4 === 0) element.remove();
  }
  same.remove();
  await new Promise((done) => requestIdleCallback(done));
  return performance.getEntriesByType('resource').length;
}

assert(tags.length >= 6, 'the loader has a list of elements');

for (const tag of tags) {
  const times = timesOf[tag] ?? timesOfMost;
  test(`${tag} comes and goes ${times} times and leaves nothing behind`, { timeout }, async () => {
    const page = await browser.newPage();
    try {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
      await page.goto(
        site.show(
          `<!doctype html><title>Heap</title><link rel="icon" href="/images/mark.svg">
          <main id="one"></main><aside id="two"></aside>
          <script type="module" src="/sdk/kindcart.js" data-key="${site.publishableKey}"></script>`,
        ),
      );
      const session = await page.createCDPSession();
      await session.send('Performance.enable');
      await page.evaluate(
        (name, attributes) => {
          const element = document.createElement(name);
          for (const [attribute, value] of attributes) element.setAttribute(attribute, value);
          document.body.append(element);
          return customElements.whenDefined(name);
        },
        tag,
        named,
      );
      // What an element fetches late, such as a map's own library, is here before anything is measured.
      await page.waitForNetworkIdle({ concurrency: 1 });
      await page.evaluate((name) => document.querySelector(name)?.remove(), tag);
      // What is made once, such as style sheets, words and the store, is there after these.
      const askedBefore = await page.evaluate(comeAndGo, tag, named, 200);
      const before = await heldBy(session);
      const asked = await page.evaluate(comeAndGo, tag, named, times);
      // The live stream ends a moment after the last who listened, and lets go of the rest only then.
      let after = before;
      await waitUntil('all that was held to be let go', async () => {
        after = await heldBy(session);
        return isFreed(before, after) || undefined;
      }).catch((error: unknown) => {
        assert.fail(`${error}: ${JSON.stringify({ before, after })}`);
      });
      const most = sharedRequestsMax + (ownRequests[tag] ?? 0) * (times / drawnEvery) * 2;
      assert(asked - askedBefore <= most, `${asked - askedBefore} requests`);
      assert.deepEqual(problems, []);
    } finally {
      await page.close();
    }
  });
}
