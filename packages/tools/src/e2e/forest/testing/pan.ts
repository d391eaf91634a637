/**
 * A visitor who pans and zooms over a forest in Chromium, and for how long our code kept the page from
 * answering. What is ours is told apart by the profile of the page's main thread: every sample with a function
 * of ours anywhere on its stack counts, so that what MapLibre does because we called it is ours, and what it
 * does by itself, to draw a frame, is not. Samples that follow each other without a gap are one stretch.
 */
import assert from 'node:assert/strict';
import type { Position } from '@kindcart/contract';
import { launch, type Page } from 'puppeteer-core';
import { chromiumLaunchOptions } from '../../../browsers/engines.ts';
import type { ForestSite } from './forest-site.ts';
import { type CpuProfile, longestStretchMs } from './profile.ts';

const [zoomFirst, zoomLast] = [12, 20] as const;
const viewport = { width: 1280, height: 800 };

/** Chunks of ours: all of the page script but MapLibre, which lies beside it as it was published. */
const isOurs = (url: string) => url.includes('/sdk/') && !url.includes('maplibre-gl');

/** The longest stretches on the main thread: of our code, and of everything. */
export interface Stretches {
  readonly oursMs: number;
  readonly allMs: number;
}

/** Opens the map at a place and moves over it, nearer and nearer. */
export async function panOver(
  site: ForestSite,
  [longitude, latitude]: Position,
): Promise<Stretches> {
  const browser = await launch({ ...chromiumLaunchOptions(), defaultViewport: viewport });
  try {
    const page = await browser.newPage();
    const url = await site.show('<kind-forest-map hash></kind-forest-map>');
    await page.goto(`${url}#map=${zoomFirst}/${latitude}/${longitude}`);
    await page.waitForFunction(() =>
      document.querySelector('kind-forest-map')?.shadowRoot?.textContent?.includes('Natural Earth'),
    );
    const session = await page.createCDPSession();
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 1_000 });
    await session.send('Profiler.start');
    for (let zoom: number = zoomFirst; zoom <= zoomLast; zoom += 2) {
      await drag(page);
      await comeNearer(page, zoom);
    }
    const { profile }: { profile: CpuProfile } = await session.send('Profiler.stop');
    return {
      oursMs: Math.round(longestStretchMs(profile, isOurs)),
      allMs: Math.round(longestStretchMs(profile, () => true)),
    };
  } finally {
    await browser.close();
  }
}

/** Moves the map there and back. */
async function drag(page: Page): Promise<void> {
  const canvas = await page.waitForSelector('kind-forest-map >>> .maplibregl-canvas');
  const room = await canvas?.boundingBox();
  assert(canvas && room);
  const [x, y] = [room.x + room.width / 2, room.y + room.height / 2];
  await canvas.focus();
  for (const [right, down] of [
    [-200, 60],
    [200, -60],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + right, y + down, { steps: 20 });
    await page.mouse.up();
  }
}

/** Zooms by keys; with Shift it goes two steps at once. */
async function comeNearer(page: Page, zoom: number): Promise<void> {
  await page.keyboard.down('Shift');
  await page.keyboard.press('Equal');
  await page.keyboard.up('Shift');
  await page.waitForFunction(
    (wanted) => Number(/map=([\d.]+)/.exec(location.hash)?.[1]) > wanted,
    {},
    zoom + 1.9,
  );
}
