// A gift comes onto the wall of the charity's page, in every engine: under the donor's name, or as
// anonymous, without a reload, and in other visitors' pages too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engineNames } from '../browsers/engines.ts';
import { launch, type Page } from '../browsers/page.ts';
import { card, Donor, seesText } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';

const good = card('4242 4242 4242 4242');
const timeout = 120_000;
const first = '#donors kind-donor-wall >>> [part=gift]';

let site: Site;

before(async () => {
  site = await openSite('charity-site');
});

after(async () => {
  assert.match(await site.close(), /The books are clean\./);
});

/** Gives to the project of the wall, and closes the form. */
async function give(page: Page, gift: { name: string; message: string; anonymous?: boolean }) {
  const donor = new Donor(page, '#hero-donate');
  await donor.open();
  await donor.choose(2);
  await donor.sayName(gift.name);
  if (gift.anonymous) await page.click(`${donor.form} >>> [part=anonymous] input`);
  await page.click(`${donor.form} >>> summary`);
  await page.fill(`${donor.form} >>> #message`, gift.message);
  await donor.goOn();
  await donor.typeCard(good);
  await donor.submit();
  await donor.sees('done', /has arrived\./);
  await page.press('Escape');
}

for (const engine of engineNames) {
  test(`shows a gift on the wall of all who look, in ${engine}`, { timeout }, async () => {
    const browser = await launch(engine, { width: 1100, height: 900 });
    try {
      const page = await browser.newPage();
      await page.goto(site.origin);
      await page.waitFor(first);
      await give(page, { name: `Wall in ${engine}`, message: 'For the taps.' });
      await seesText(page, first, new RegExp(`^Wall in ${engine}\\s+now\\s+CN¥50\\s+For the taps`));
      await give(page, { name: `Hidden in ${engine}`, message: 'From afar.', anonymous: true });
      await seesText(page, first, /^Anonymous\s+now\s+CN¥50\s+From afar/);
      assert.deepEqual(await page.consoleErrors(), []);
      await page.goto(`${site.origin}/zh/`);
      await seesText(page, first, /^匿名\s+.*\s+¥50\s+From afar/);
      const wall = await page.text('#donors kind-donor-wall >>> [part=list]');
      assert.match(wall, new RegExp(`Wall in ${engine}`));
      assert.doesNotMatch(wall, /Hidden/);
    } finally {
      await browser.close();
    }
  });
}

test('shows more and more of the gifts', { timeout }, async () => {
  const browser = await launch('chromium', { width: 390, height: 844 });
  try {
    const page = await browser.newPage();
    await page.goto(site.origin);
    for (const count of [10, 20, 30]) {
      await page.waitFor(`#donors kind-donor-wall >>> [part=gift]:nth-child(${count})`);
      await page.click('#donors kind-donor-wall >>> [part=more]');
    }
    await page.waitFor('#donors kind-donor-wall >>> [part=gift]:nth-child(40)');
    assert.deepEqual(await page.consoleErrors(), []);
  } finally {
    await browser.close();
  }
});
