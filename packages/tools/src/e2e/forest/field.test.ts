// Somebody with a phone among the trees: takes a plot along, loses the network, notes three trees, one with
// a photo, closes the page and opens it again, and comes back. All are there once, and whoever loses an
// answer on the way tells nothing twice.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { FieldWork } from '../../../../platform/src/forest/field/testing/asking.ts';
import { type EngineName, engineNames } from '../../browsers/engines.ts';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { seesText } from '../testing/donor.ts';
import { type FieldSite, openFieldSite } from '../testing/field-site.ts';
import type { Line } from '../testing/line.ts';

const timeout = 120_000;
let site: FieldSite;
let line: Line;

before(async () => {
  site = await openFieldSite();
  line = site.line;
});

beforeEach(() => {
  line.isDown = false;
});

after(() => site.close());

async function inBrowser(engine: EngineName, act: (page: Page, browser: Browser) => Promise<void>) {
  const browser = await launch(engine, { width: 460, height: 900 });
  try {
    await act(await browser.newPage(), browser);
  } finally {
    await browser.close();
  }
}

/** Opens the link and takes its plot along: the newest, which is the last. */
async function takeAlong(page: Page, work: FieldWork): Promise<void> {
  await page.goto(site.linkOf(work));
  await seesText(page, '#who', /^Batu · A$/);
  assert.equal(await page.evaluate(() => location.hash), '');
  await page.click('#plot-list > li:last-child .button');
  await seesText(page, '#status', /The plot is on this phone/);
  await openPlot(page);
}

/** Opens the only plot that was taken along. */
async function openPlot(page: Page): Promise<void> {
  await page.click('#plot-list > li:last-child .button');
  await page.waitFor('#trees .tree-item');
}

/** Until the worker has the whole page, so that it opens without network. */
const isKept = (page: Page) =>
  page.waitFor(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/field');
    return registration?.active?.state === 'activated';
  });

async function openTree(page: Page, number: number): Promise<void> {
  await page.fill('#find', String(number));
  await seesText(page, '#trees > li:first-child strong', new RegExp(`^Tree ${number}$`));
  await page.click('#trees > li:first-child .tree-item');
  await seesText(page, '#form-title', new RegExp(`^Tree ${number}$`));
}

async function note(page: Page, number: number, heightCm: string, withPhoto = false) {
  await openTree(page, number);
  await page.click('#form .pair label:nth-child(1)');
  if (heightCm !== '') await page.fill('#height', heightCm);
  if (withPhoto) await addPhoto(page);
  await page.click('#save');
  await page.waitFor(() => document.querySelector('dialog')?.open === false);
}

/** Chooses a picture of 3000 by 2000 pixels, as a phone's camera makes them. */
async function addPhoto(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3_000, 2_000];
    const context = canvas.getContext('2d');
    for (let at = 0; at < 400; at += 1) {
      if (context === null) break;
      context.fillStyle = `hsl(${(at * 37) % 360} 60% 50%)`;
      context.fillRect((at * 211) % 3_000, (at * 97) % 2_000, 260, 180);
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    const files = new DataTransfer();
    if (blob !== null) files.items.add(new File([blob], 'tree.png', { type: 'image/png' }));
    const input = document.querySelector<HTMLInputElement>('#photo');
    if (input === null) return;
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
  });
  await seesText(page, '#photo-note', /^Photo added, \d+ kB$/);
}

const statesOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#noted-list .state')].map(({ textContent }) => textContent),
  );

for (const engine of engineNames) {
  test(`notes trees without network and sends each once, in ${engine}`, { timeout }, async () => {
    const work = await site.plant(4);
    const [first = 0, second = 0, third = 0] = work.numbers;
    await inBrowser(engine, async (page) => {
      await takeAlong(page, work);
      await isKept(page);
      line.isDown = true;
      await note(page, first, '64', true);
      await note(page, second, '48');
      await seesText(page, '#status', /cannot be reached/);
      await page.reload();
      await seesText(page, '#who', /^Batu · A$/);
      assert.deepEqual(await statesOf(page), ['Waiting', 'Waiting']);
      // It has tried to send by itself, and has said so above the list.
      await seesText(page, '#status', /cannot be reached/);
      await openPlot(page);
      await note(page, third, '');
      assert.deepEqual(await site.booked(work), []);
      line.isDown = false;
      // The page may have sent by itself by now, and then offers it no more.
      await page.evaluate(() => document.getElementById('send')?.click());
      await seesText(page, '#status', /^All is sent\.$/);
      assert.deepEqual(await statesOf(page), ['Sent', 'Sent', 'Sent']);
      assert.deepEqual(await page.consoleErrors().then(unexpected), []);
    });
    const rows = await site.booked(work);
    assert.deepEqual(
      rows.map(({ number, heightCm, observer }) => [number, heightCm, observer]),
      [
        [first, 64, 'Batu'],
        [second, 48, 'Batu'],
        [third, null, 'Batu'],
      ],
    );
    const [{ photoUrl: url } = { photoUrl: null }] = rows;
    const photo = await fetch(url ?? '');
    assert.equal(photo.headers.get('content-type'), 'image/jpeg');
    const bytes = new Uint8Array(await photo.arrayBuffer());
    assert.ok(bytes.length > 1_000 && bytes.length <= 500_000, `${bytes.length} bytes`);
  });
}

/** A browser says by itself that a request failed; that is what this test makes it do. */
function unexpected(errors: readonly string[]): string[] {
  return errors.filter((text) => !/Failed to load resource|ERR_|NetworkError/.test(text));
}

test('tells nothing twice when the answer is lost after the platform has written', {
  timeout,
}, async () => {
  const work = await site.plant(4);
  const [number = 0] = work.numbers;
  await inBrowser('chromium', async (page) => {
    await takeAlong(page, work);
    const told = line.posts('/field/observations');
    const lost = line.loseAnswer('/field/observations');
    await note(page, number, '70', true);
    await lost;
    assert.equal((await site.booked(work)).length, 1);
    await seesText(page, '#status', /cannot be reached/);
    assert.deepEqual(await statesOf(page), ['Waiting']);
    line.isDown = false;
    await page.click('#send');
    await seesText(page, '#status', /^All is sent\.$/);
    assert.deepEqual(await statesOf(page), ['Sent']);
    assert.ok(line.posts('/field/observations') >= told + 2, 'told again');
  });
  assert.equal((await site.booked(work)).length, 1);
});

test('sends once from two tabs, which both see it', { timeout }, async () => {
  const work = await site.plant(4);
  const [first = 0, second = 0] = work.numbers;
  await inBrowser('chromium', async (page, browser) => {
    await takeAlong(page, work);
    line.isDown = true;
    await note(page, first, '50');
    const other = await browser.newPage();
    line.isDown = false;
    await other.goto(`${line.origin}/field?lang=en`);
    line.isDown = true;
    await note(page, second, '52');
    line.isDown = false;
    const press = () => document.querySelector<HTMLElement>('#send')?.click();
    await Promise.all([page.evaluate(press), other.evaluate(press)]);
    for (const tab of [page, other]) {
      await tab.waitFor(() => {
        const states = [...document.querySelectorAll('#noted-list .state')];
        return states.length === 2 && states.every(({ textContent }) => textContent === 'Sent');
      });
    }
  });
  const rows = await site.booked(work);
  assert.deepEqual(
    rows.map(({ number }) => number),
    [first, second],
  );
});

test('keeps all on the phone when the pass is taken back, and sends by a new one', {
  timeout,
}, async () => {
  const work = await site.plant(4);
  const [number = 0] = work.numbers;
  await inBrowser('chromium', async (page) => {
    await takeAlong(page, work);
    const renewed = await site.plant(1);
    assert.equal(await site.revoke(work), true);
    await note(page, number, '55');
    await seesText(page, '#notice', /Your link does not count any more.*stays on this phone/);
    assert.deepEqual(await statesOf(page), ['Waiting']);
    await page.goto(site.linkOf(renewed));
    await seesText(page, '#noted-list', /Sent/);
  });
  assert.equal((await site.booked(work)).length, 1);
});

test('says that the phone is full, and loses nothing of what was typed', { timeout }, async () => {
  const work = await site.plant(4);
  const [number = 0] = work.numbers;
  await inBrowser('chromium', async (page) => {
    await takeAlong(page, work);
    await openTree(page, number);
    await page.click('#form .pair label:nth-child(1)');
    await page.fill('#height', '61');
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function full(this: IDBObjectStore) {
        IDBObjectStore.prototype.put = put;
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    });
    await page.click('#save');
    await seesText(page, '#fault', /This phone has no room left, so nothing was saved/);
    assert.equal(await page.text('#height'), '61');
    await page.click('#save');
    await seesText(page, '#status', /^All is sent\.$/);
  });
  assert.deepEqual(
    (await site.booked(work)).map(({ heightCm }) => heightCm),
    [61],
  );
});

test('marks what somebody has to look at again, and says why', { timeout }, async () => {
  const work = await site.plant(4);
  const [number = 0] = work.numbers;
  await inBrowser('chromium', async (page) => {
    await takeAlong(page, work);
    await note(page, number, '9000');
    await seesText(page, '#noted-list', /Sent, to be looked at/);
    await seesText(page, '#noted-list', /It is taller than its kind can be\./);
  });
  assert.deepEqual(
    (await site.booked(work)).map(({ review }) => review),
    ['open'],
  );
});
