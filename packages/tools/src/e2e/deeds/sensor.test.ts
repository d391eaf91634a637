// A phone's motion sensor, as Chromium emulates it: the page is told by the browser, under the headers that the platform sends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { setInterval } from 'node:timers/promises';
import { type CDPSession, ElementHandle, launch, type Page } from 'puppeteer-core';
import { readRecording } from '../../../../elements/src/deeds/sources/recording.ts';
import { chromiumLaunchOptions } from '../../browsers/engines.ts';
import { awayFromMidnight, midnightTimeoutMs } from '../testing/midnight.ts';
import { openSite, type Site } from '../testing/site.ts';

const timeout = 120_000;
/** What a browser makes `devicemotion` of. */
const sensors = ['accelerometer', 'linear-acceleration', 'gyroscope'] as const;
const { readings } = readRecording(
  readFileSync(
    new URL('../../../../../examples/steps/recordings/100.csv', import.meta.url),
    'utf8',
  ),
);
/** A second's readings, when the machine has time for them all. */
const roundsPerLook = 25;
/** What stands in the tracker, by its part; what is drawn in a shadow is no news to puppeteer's own waiting. */
const inTracker = (selector: string) =>
  document.querySelector('kind-step-tracker')?.shadowRoot?.querySelector<HTMLElement>(selector);

async function click(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(inTracker, {}, selector);
  const found = await page.evaluateHandle(inTracker, selector);
  assert(found instanceof ElementHandle);
  await found.click();
}

const stepsShown = () => {
  const tracker = document.querySelector('kind-step-tracker');
  const text = tracker?.shadowRoot?.querySelector('[part=steps]')?.textContent;
  return Number(text?.replace(/\D/g, ''));
};

let site: Site;

before(async () => {
  site = await openSite('charity-site');
});

// The steps that are shown are those of one day.
beforeEach(
  async () => {
    const listed = await site.charity.listChallenges({ query: {} });
    const [challenge] = listed.ok ? listed.value.items : [];
    assert(challenge !== undefined);
    await awayFromMidnight(challenge);
  },
  { timeout: midnightTimeoutMs },
);

after(async () => {
  assert.match(await site.close(), /The books are clean\./);
});

/** Opens the page of steps on a phone that has these sensors. */
async function visit(act: (page: Page, phone: CDPSession) => Promise<void>): Promise<void> {
  const browser = await launch(chromiumLaunchOptions());
  try {
    const page = await browser.newPage();
    const phone = await page.createCDPSession();
    for (const type of sensors) {
      await phone.send('Emulation.setSensorOverrideEnabled', { enabled: true, type });
    }
    await page.goto(`${site.origin}/steps/`);
    await act(page, phone);
  } finally {
    await browser.close();
  }
}

/**
 * Moves the phone as it was moved when the walk was recorded, in the time that it took. It is asked only now
 * and then whether that is enough, since each question keeps the next readings waiting.
 */
async function walk(phone: CDPSession, isEnough: () => Promise<boolean>): Promise<void> {
  const beganMs = performance.now();
  let next = 0;
  let round = 0;
  for await (const _ of setInterval(40)) {
    round += 1;
    while ((readings[next]?.timeMs ?? Number.POSITIVE_INFINITY) < performance.now() - beganMs)
      next += 1;
    const { x = 0, y = 0, z = 0 } = readings[next] ?? {};
    const reading = { xyz: { x, y, z } };
    await Promise.all(
      sensors.map((type) => phone.send('Emulation.setSensorOverrideReadings', { type, reading })),
    );
    if (next >= readings.length) return;
    if (round % roundsPerLook === 0 && (await isEnough())) return;
  }
}

test('counts what the browser tells of a phone that is carried', { timeout }, async () => {
  await visit(async (page, phone) => {
    await click(page, '[data-source=motion]');
    await walk(phone, async () => (await page.evaluate(stepsShown)) >= 20);
    await click(page, '[part=stop]');
    await page.waitForFunction(inTracker, {}, '[part=give]');
    const steps = await page.evaluate(stepsShown);
    assert(steps >= 20 && steps < 60, `${steps} steps`);
  });
});
