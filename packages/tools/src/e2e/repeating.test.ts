// A donor tells more than an amount, in every engine: who the receipt is for, in whose memory the gift
// is, that it comes again. What was told stands at the charity's API, in the donor's own words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Donation } from '@kindcart/contract';
import { type EngineName, engineNames } from '../browsers/engines.ts';
import { type Browser, launch, type Page } from '../browsers/page.ts';
import { card, Donor, seesText } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';

const good = card('4242 4242 4242 4242');
const timeout = 120_000;

let site: Site;
const browsers = new Map<EngineName, Browser>();

before(async () => {
  site = await openSite('charity-site');
});

after(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
  assert.match(await site.close(), /The books are clean\./);
});

/** Opens the charity's page and sees that it stayed clean. */
async function visit(engine: EngineName, path: string, act: (page: Page) => Promise<void>) {
  const browser = browsers.get(engine) ?? (await launch(engine, { width: 1100, height: 900 }));
  browsers.set(engine, browser);
  const page = await browser.newPage();
  try {
    await page.goto(`${site.origin}${path}`);
    await act(page);
    assert.deepEqual(await page.consoleErrors(), []);
    assert.deepEqual(site.cookies, []);
  } finally {
    await page.close();
  }
}

/** The one gift under a name, as the charity's server reads it. */
async function giftOf(name: string): Promise<Donation> {
  const listed = await site.charity.listDonations({ query: { limit: 100 } });
  assert(listed.ok);
  const [gift, ...others] = listed.value.items.filter(({ donorName }) => donorName === name);
  assert(gift);
  assert.deepEqual(others, []);
  return gift;
}

for (const engine of engineNames) {
  test(`gives monthly, with an address and in somebody's memory, in ${engine}`, {
    timeout,
  }, async () => {
    const name = `Gives monthly in ${engine}`;
    let consent = '';
    await visit(engine, '/?utm_source=newsletter&session=secret', async (page) => {
      const donor = new Donor(page, '#hero-donate');
      const inside = (selector: string) => `${donor.form} >>> ${selector}`;
      await donor.open();
      await page.click(inside('[part=interval] label:nth-child(2)'));
      await donor.choose(2);
      await donor.sayName(name);
      await donor.submit();
      await seesText(page, inside('#email-error'), /to change or stop it/);
      await page.fill(inside('#email'), 'lin@example.org');
      await page.click(inside('[part=news]'));
      consent = (await page.text(inside('[part=news]'))).trim();
      await page.click(inside('[part=dedication] summary'));
      await page.click(inside('[part=dedication] .tile:nth-child(2)'));
      await page.fill(inside('#dedication-name'), '林老师');
      await donor.goOn();
      await donor.sees('summary', /You pay\s*CN¥50\.00 every month/);
      await donor.sees('submit', /Donate CN¥50\.00 every month/);
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /Your gift of CN¥50\.00 has arrived\.\s+The next payment is on/);
      await donor.sees('next', /receipt goes to lin@example\.org/);
    });
    const gift = await giftOf(name);
    assert.equal(gift.state, 'succeeded');
    assert.equal(gift.interval, 'month');
    assert.deepEqual(gift.details, {
      email: 'lin@example.org',
      language: 'en',
      dedication: { kind: 'memory', name: '林老师', card: null },
      updatesConsent: consent,
      cameFrom: {
        page: null,
        referrer: null,
        utm: { source: 'newsletter', medium: null, campaign: null, term: null, content: null },
      },
    });
    assert(gift.recurringGiftId);
    const params = { recurringGiftId: gift.recurringGiftId };
    const recurring = await site.charity.getRecurringGift({ params });
    assert(recurring.ok);
    assert.equal(recurring.value.state, 'active');
    assert.deepEqual(recurring.value.gift, { amount: 5_000, currency: 'CNY' });
  });

  test(`takes the offer of a monthly gift in the place of a single one in ${engine}`, {
    timeout,
  }, async () => {
    const name = `Takes the offer in ${engine}`;
    await visit(engine, '/zh/', async (page) => {
      const donor = new Donor(page, '#hero-donate');
      await donor.open();
      await donor.choose(3);
      await donor.sayName(name);
      await page.fill(`${donor.form} >>> #email`, 'lin@example.org');
      await donor.goOn();
      await page.click(`${donor.form} >>> [part=offer] button`);
      await donor.sees('summary', /每月 ¥50\.00/);
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /我们已收到您的捐款 ¥50\.00。/);
    });
    const listed = await site.charity.listDonations({ query: { limit: 100 } });
    assert(listed.ok);
    const made = listed.value.items.filter(({ donorName }) => donorName === name);
    assert.deepEqual(
      made.map(({ state, interval, gift }) => [state, interval, gift.amount]),
      [
        ['succeeded', 'month', 5_000],
        ['pending', null, 10_000],
      ],
    );
  });
}
