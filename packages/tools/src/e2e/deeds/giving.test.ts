// Steps from a recorded walk to the ledger, in every engine: the page's own pedometer counts, the device's key signs, one tap
// gives, and what the page says is held against what the charity's own server reads.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Challenge } from '@kindcart/contract';
import { type EngineName, engineNames } from '../../browsers/engines.ts';
import { launch, type Page } from '../../browsers/page.ts';
import { awayFromMidnight, midnightTimeoutMs } from '../testing/midnight.ts';
import { once } from '../testing/shop.ts';
import { openSite, type Site } from '../testing/site.ts';

const timeout = 180_000;
const tracker = 'kind-step-tracker >>>';
const history = 'kind-step-history >>>';
/** A walk of a hundred steps; the pedometer may be off by a few. */
const walk = 'replay=100.csv&speed=16';
const near = (steps: number) => steps >= 85 && steps <= 115;

let site: Site;

before(async () => {
  site = await openSite('charity-site');
});

beforeEach(async () => awayFromMidnight(await challenge()), { timeout: midnightTimeoutMs });

after(async () => {
  assert.match(await site.close(), /The books are clean\./);
});

async function challenge(): Promise<Challenge> {
  const listed = await site.charity.listChallenges({ query: {} });
  const [found] = listed.ok ? listed.value.items : [];
  assert(found !== undefined);
  return found;
}

/** Opens the page in a browser that is new, so that nobody has walked with it before. */
async function visit(engine: EngineName, query: string, act: (page: Page) => Promise<void>) {
  const browser = await launch(engine, { width: 900, height: 1_000 });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/steps/?${query}`);
    await act(page);
    assert.deepEqual(await page.consoleErrors(), []);
  } finally {
    await browser.close();
  }
}

const isPlayed = () => document.querySelector<HTMLProgressElement>('#replay progress')?.value === 1;
const stepsOn = async (page: Page) =>
  Number((await page.text(`${tracker} [part=steps]`)).replace(/\D/g, ''));

/** Counts until the recording is over, and stops; the last steps are written down soon after. */
async function count(page: Page): Promise<void> {
  await page.waitFor('#replay:not([hidden])');
  await page.click(`${tracker} [part=source][data-source=motion]`);
  await page.waitFor(isPlayed, 60_000);
  await page.click(`${tracker} [part=stop]`);
  await page.waitFor(`${tracker} [part=source]`);
}

for (const engine of engineNames) {
  test(`gives a recorded walk in ${engine}, once, as the ledger has it`, { timeout }, async () => {
    const before = await challenge();
    await visit(engine, walk, async (page) => {
      await page.waitFor(`${history} [part=empty]`);
      await count(page);
      await page.click(`${tracker} [part=give]`);
      await page.waitFor(`${history} [part=given]`);
      const steps = await stepsOn(page);
      assert(near(steps), `${steps} of 100 steps`);
      const { totals, rate } = await challenge();
      assert.equal(totals.quantity - before.totals.quantity, steps);
      const worth = Math.floor((steps * rate.amount.amount) / rate.quantity);
      assert.equal(totals.given.amount - before.totals.given.amount, worth);
      assert.equal(totals.participants - before.totals.participants, 1);
      const [said] = /[\d.,]+/.exec(await page.text(`${history} [part=given]`)) ?? [];
      assert.equal(Math.round(Number(said) * 100), worth);

      await page.reload();
      await page.waitFor(`${history} [part=given]`);
      // The same participant as before; the tracker may fill itself after the history.
      await once(
        () => stepsOn(page),
        (shown) => shown === steps,
      );
      assert.equal((await challenge()).totals.version, totals.version, 'nothing is told twice');
    });
  });

  test(`keeps a key in ${engine} that nobody can take out`, { timeout }, async () => {
    await visit(engine, walk, async (page) => {
      await count(page);
      await page.click(`${tracker} [part=give]`);
      await page.waitFor(`${history} [part=given]`);
      const kept = await page.evaluate(async () => {
        const open = indexedDB.open('kindcart-deeds');
        await new Promise((done) => open.addEventListener('success', done));
        const all = open.result.transaction('kept').objectStore('kept').getAll();
        await new Promise((done) => all.addEventListener('success', done));
        open.result.close();
        const values: { pair?: CryptoKeyPair }[] = all.result;
        const pair = values.find((value) => value.pair)?.pair;
        if (pair === undefined) return undefined;
        const taken = await crypto.subtle.exportKey('pkcs8', pair.privateKey).then(
          () => 'taken',
          (error: Error) => error.name,
        );
        return { extractable: pair.privateKey.extractable, taken };
      });
      assert.deepEqual(kept, { extractable: false, taken: 'InvalidAccessError' });
    });
  });
}

test('counts no step of somebody who sits still', { timeout }, async () => {
  await visit('chromium', 'replay=0_3.csv&speed=16', async (page) => {
    await count(page);
    assert.equal(await stepsOn(page), 0);
  });
});

for (const name of ['nothing.csv', '../index.html']) {
  test(`says so where there is no recording called ${name}`, { timeout }, async () => {
    const browser = await launch('chromium');
    const page = await browser.newPage();
    await page.goto(`${site.origin}/steps/?replay=${encodeURIComponent(name)}`);
    await page.waitFor('#replay:not([hidden])');
    assert.match(await page.text('#replay'), /^There is no such recording here\./);
    await browser.close();
  });
}

test('gives once what was given while the answer was lost', { timeout }, async () => {
  const before = await challenge();
  await visit('chromium', walk, async (page) => {
    await count(page);
    const lost = site.keepBackAnswer('/v1/deeds');
    await page.click(`${tracker} [part=give]`);
    await lost;
    const { totals } = await challenge();
    await page.reload();
    await page.waitFor(`${history} [part=given]`);
    const given = totals.quantity - before.totals.quantity;
    assert(near(given), `the platform has ${given} of 100 steps`);
    await once(
      () => stepsOn(page),
      (shown) => shown === given,
    );
    assert.equal((await challenge()).totals.quantity, totals.quantity, 'and has them once');
  });
});
