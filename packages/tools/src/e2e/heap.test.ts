// Elements that come and go leave nothing behind: after 5,000 times on a page, by the real script, the
// heap is back, no listener is left and nothing was asked of the platform again and again.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type Browser, type CDPSession, launch } from 'puppeteer-core';
import { waitUntil } from '../../../platform/src/testing/wait.ts';
import { chromiumLaunchOptions } from '../browsers/engines.ts';
import { openSite, type Site } from './testing/site.ts';

const timeout = 240_000;
const times = 5_000;
const heapMaxBytes = 2_000_000;

const source = readFileSync(new URL('../../../elements/src/kindcart.ts', import.meta.url), 'utf8');
const tags = [...source.matchAll(/^ {2}'(kind-[\w-]+)': \(\) => import/gm)].map(
  ([, tag = '']) => tag,
);

let site: Site;
let browser: Browser;
let project: string;

before(async () => {
  site = await openSite('charity-site');
  browser = await launch(chromiumLaunchOptions());
  const listed = await site.charity.listProjects();
  assert(listed.ok);
  project = listed.value.items[0]?.id ?? '';
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

/**
 * Runs in the page: an element comes and goes so many times, half of them as one that is moved
 * between two parents, half of them as a new one. Some are given the time to draw themselves whole.
 */
async function comeAndGo(tag: string, projectId: string, count: number): Promise<number> {
  const make = () => {
    const element = document.createElement(tag);
    element.setAttribute('project', projectId);
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
      await page.evaluate((name) => {
        document.body.append(document.createElement(name));
        return customElements.whenDefined(name).then(() => document.querySelector(name)?.remove());
      }, tag);
      // What is made once, such as style sheets, words and the store, is there after these.
      const askedBefore = await page.evaluate(comeAndGo, tag, project, 200);
      const before = await heldBy(session);
      const asked = await page.evaluate(comeAndGo, tag, project, times);
      // The live stream ends a moment after the last who listened.
      const after = await waitUntil('the listeners to be gone', async () => {
        const held = await heldBy(session);
        return held.listeners <= before.listeners ? held : undefined;
      });
      assert(
        after.bytes - before.bytes <= heapMaxBytes,
        `the heap grew from ${before.bytes} to ${after.bytes} bytes`,
      );
      assert(after.nodes <= before.nodes + 500, `${before.nodes} to ${after.nodes} nodes`);
      assert(asked - askedBefore <= 30, `${asked - askedBefore} requests`);
      assert.deepEqual(problems, []);
    } finally {
      await page.close();
    }
  });
}
