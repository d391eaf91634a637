// Panning and zooming over 20,000 trees in Chromium: no task of our code keeps the page from answering for
// 50 ms. What is ours is told apart by the profile of the page's main thread: every sample with a function of
// ours anywhere on its stack counts, so that what MapLibre does because we called it is ours, and what it
// does by itself, to draw a frame, is not. Samples that follow each other without a gap are one stretch.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch as startBrowser } from 'puppeteer-core';
import { chromiumLaunchOptions } from '../../browsers/engines.ts';
import { type ForestSite, openForestSite } from './testing/forest-site.ts';
import { type CpuProfile, longestStretchMs } from './testing/profile.ts';

const timeout = 240_000;
const longestMs = 50;
const treesEach = 5_000;

let site: ForestSite;

before(async () => {
  site = await openForestSite(treesEach);
});

after(() => site.close());

/** Chunks of ours: all of the page script but MapLibre, which lies beside it as it was published. */
const isOurs = (url: string) => url.includes('/sdk/') && !url.includes('maplibre-gl');

test('keeps the main thread free while a visitor pans and zooms', { timeout }, async (t) => {
  const browser = await startBrowser({
    ...chromiumLaunchOptions(),
    defaultViewport: { width: 1280, height: 800 },
  });
  try {
    const page = await browser.newPage();
    await page.goto(
      `${await site.show('<kind-forest-map hash></kind-forest-map>')}#map=12/38.785/103.1`,
    );
    await page.waitForFunction(() =>
      document.querySelector('kind-forest-map')?.shadowRoot?.textContent?.includes('Natural Earth'),
    );
    const session = await page.createCDPSession();
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 1_000 });
    await session.send('Profiler.start');
    const canvas = await page.waitForSelector('kind-forest-map >>> .maplibregl-canvas');
    const room = await canvas?.boundingBox();
    assert(room);
    const [x, y] = [room.x + room.width / 2, room.y + room.height / 2];
    await canvas?.focus();
    for (let zoom = 12; zoom <= 20; zoom += 2) {
      for (const [right, down] of [
        [-200, 60],
        [200, -60],
      ] as const) {
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(x + right, y + down, { steps: 20 });
        await page.mouse.up();
      }
      // With Shift it goes two steps at once.
      await page.keyboard.down('Shift');
      await page.keyboard.press('Equal');
      await page.keyboard.up('Shift');
      await page.waitForFunction(
        (wanted) => Number(/map=([\d.]+)/.exec(location.hash)?.[1]) > wanted,
        {},
        zoom + 1.9,
      );
    }
    const { profile }: { profile: CpuProfile } = await session.send('Profiler.stop');
    const ours = longestStretchMs(profile, isOurs);
    const all = longestStretchMs(profile, () => true);
    t.diagnostic(
      `longest stretch of our code ${Math.round(ours)} ms, of everything ${Math.round(all)} ms`,
    );
    assert(ours > 0, 'the profile has seen our code at all');
    assert(ours < longestMs, `a stretch of our code took ${Math.round(ours)} ms`);
  } finally {
    await browser.close();
  }
});
