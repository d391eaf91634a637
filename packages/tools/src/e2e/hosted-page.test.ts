// A donor gives on the hosted page, in every engine: in a browser that runs no scripts (Chromium by its
// debugger, Firefox by its preference, WebKit by its setting), by way of the sandbox's own page, and
// with scripts by the element in the page. Money is looked up with the charity's secret key.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Donation } from '@kindcart/contract';
import type { OpenDatabase } from '../../../platform/src/database/open.ts';
import { type EngineName, engineNames } from '../browsers/engines.ts';
import { type Browser, type LaunchSettings, launch, type Page } from '../browsers/page.ts';
import { type Card, card, seesText } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';

const good = card('4242 4242 4242 4242');
const declined = card('4000 0000 0000 0002');
const asksForConfirmation = card('4000 0025 0000 3155');
const slow = card('4000 0000 0000 0077');
const path = '/give/prj_01m1dbb0m0fqss744ymsf34y8n';
const timeout = 120_000;

let site: Site;
/** Ids of the gifts that arrived. */
const arrived: Donation['id'][] = [];

before(async () => {
  site = await openSite('charity-site');
});

after(async () => {
  assert.match(await site.close(seesGiftsBooked), /The books are clean\./);
});

async function seesGiftsBooked({ db }: OpenDatabase): Promise<void> {
  assert(arrived.length > 0);
  for (const id of arrived) {
    const transfers = await db
      .selectFrom('ledger_transfer')
      .select(['kind', 'debit_account'])
      .where('source', '=', id)
      .where('kind', '=', 'gift')
      .execute();
    assert.deepEqual(transfers, [{ kind: 'gift', debit_account: 'clearing:sandbox' }], id);
  }
}

async function inBrowser(
  engine: EngineName,
  settings: LaunchSettings,
  act: (browser: Browser) => Promise<void>,
): Promise<void> {
  const browser = await launch(engine, { width: 500, height: 900, ...settings });
  try {
    await act(browser);
  } finally {
    await browser.close();
  }
}

async function open(browser: Browser, query = 'lang=en'): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${site.origin}${path}?${query}`);
  return page;
}

const go = (page: Page) => page.click('main button[type=submit]');
const sees = (page: Page, text: RegExp) => seesText(page, 'body', text);

async function typeCard(page: Page, { number, expiry, cvc }: Card): Promise<void> {
  await page.fill('#number', number);
  await page.fill('#expiry', expiry);
  await page.fill('#cvc', cvc);
  await go(page);
}

async function giftsOf(name: string): Promise<readonly Donation[]> {
  const listed = await site.charity.listDonations({ query: { limit: 100 } });
  assert(listed.ok);
  const found = listed.value.items.filter(({ donorName }) => donorName === name);
  for (const { id, state } of found) if (state === 'succeeded') arrived.push(id);
  return found;
}

for (const engine of engineNames) {
  test(`gives without scripts by the sandbox's page in ${engine}`, { timeout }, async () => {
    const name = `Plain ${engine}`;
    await inBrowser(engine, { scripts: false }, async (browser) => {
      const page = await open(browser);
      assert.equal(
        await page.evaluate(() => customElements.get('kind-progress') === undefined),
        true,
      );
      await sees(page, /Test mode.*raised of CN¥60,000/);
      await go(page);
      await sees(page, /Choose an amount or write your own\./);
      await page.click('.tiles .tile:nth-child(2)');
      await page.click('[name=coverFee]');
      await page.fill('#donor-name', name);
      await page.click('.fold > summary');
      await page.fill('#message', 'For the taps.');
      await go(page);
      await sees(page, /Sandbox.*You pay CN¥51\.80/);
      await typeCard(page, { ...good, number: '4111 1111 1111 1111' });
      await sees(page, /This is no test card/);
      await typeCard(page, good);
      await sees(page, /Thank you!.*Your gift of CN¥50\.00 has arrived\. CN¥51\.80 was charged\./);
      await page.click('main .actions a:not(.button)');
      await sees(page, /Give to Clean water/);
    });
    const [gift, ...others] = await giftsOf(name);
    assert.deepEqual(others, []);
    assert.equal(gift?.state, 'succeeded');
    assert.deepEqual(gift?.charge, { amount: 5_180, currency: 'CNY' });
    assert.equal(gift?.message, 'For the taps.');
  });

  test(`begins a monthly gift without scripts in ${engine}`, { timeout }, async () => {
    const name = `Monthly ${engine}`;
    await inBrowser(engine, { scripts: false }, async (browser) => {
      const page = await open(browser, 'lang=en&utm_source=letter');
      await page.waitFor('[name=interval][value=once]:checked');
      await page.click('.often .tile:nth-of-type(2)');
      await page.click('.tiles .tile:nth-child(1)');
      await page.fill('#donor-name', name);
      await go(page);
      await seesText(page, '#email-error', /Needed for a gift that repeats/);
      await page.fill('#email', 'ada@example.org');
      await page.click('[name=news]');
      await page.click('.folds > .fold:nth-of-type(2) > summary');
      await page.fill('#dedication-name', 'Grandmother');
      await page.click('.inside .fold > summary');
      await page.fill('#recipient-email', 'mum');
      await go(page);
      await seesText(page, '#recipient-name-error', /Write who gets the card\./);
      await page.fill('#recipient-name', 'Mum');
      await page.fill('#recipient-email', 'mum@example.org');
      await go(page);
      await sees(page, /Sandbox.*You pay CN¥20\.00 every month/);
      await typeCard(page, good);
      await sees(page, /Thank you!.*CN¥20\.00 has arrived\..*The next payment is on/);
      await page.click('.steps a');
      await sees(page, /Monthly/);
    });
    const [gift, ...others] = await giftsOf(name);
    assert.deepEqual(others, []);
    assert.deepEqual([gift?.state, gift?.interval], ['succeeded', 'month']);
    const { email, dedication, updatesConsent, cameFrom } = gift?.details ?? {};
    assert.equal(email, 'ada@example.org');
    assert.deepEqual(dedication, {
      kind: 'honour',
      name: 'Grandmother',
      card: { recipientName: 'Mum', recipientEmail: 'mum@example.org', message: null },
    });
    assert.equal(updatesConsent, 'Write to me about what my gift does.');
    assert.equal(cameFrom?.utm?.source, 'letter');
    const recurringGiftId = gift?.recurringGiftId;
    assert.ok(recurringGiftId);
    const begun = await site.charity.getRecurringGift({ params: { recurringGiftId } });
    assert.equal(begun.ok && begun.value.state, 'active');
  });

  test(`is declined without scripts and tries again in ${engine}`, { timeout }, async () => {
    const name = `Declined plainly ${engine}`;
    await inBrowser(engine, { scripts: false }, async (browser) => {
      const page = await open(browser);
      await page.fill('[name=ownAmount]', '12.50');
      await page.click('[name=anonymous]');
      await page.fill('#donor-name', name);
      await go(page);
      await sees(page, /You pay CN¥12\.50/);
      await typeCard(page, declined);
      await sees(page, /Sandbox.*The payment did not go through/);
      await page.click('main .button');
      await sees(page, /Test mode.*did not go through.*Nothing was charged/);
      await page.click('main .button');
      await seesText(page, '[name=ownAmount]', /^12\.50$/);
      await page.waitFor('[name=anonymous]:checked');
      await page.fill('#donor-name', name);
      await go(page);
      await sees(page, /You pay CN¥12\.50/);
      await typeCard(page, asksForConfirmation);
      await sees(page, /Is the payment of CN¥12\.50 yours\?/);
      await page.click('[value=approve]');
      await sees(page, /Your gift of CN¥12\.50 has arrived\./);
    });
    const states = (await giftsOf(name)).map(({ state }) => state);
    assert.deepEqual(states.sort(), ['failed', 'succeeded']);
  });

  test(`gives by the element on the same page in ${engine}`, { timeout }, async () => {
    const name = `Element ${engine}`;
    await inBrowser(engine, {}, async (browser) => {
      const page = await open(browser);
      const form = 'kind-donate-form';
      await page.waitFor('kind-progress >>> [part=raised]');
      await page.click(`${form} >>> [part=amount]:nth-child(2)`);
      await page.fill(`${form} >>> #name`, name);
      await page.click(`${form} >>> [part=submit]`);
      for (const [field, text] of Object.entries(good)) {
        await page.fill(`${form} input[id$="-${field}"]`, text);
      }
      await page.click(`${form} >>> [part=submit]`);
      await seesText(page, `${form} >>> [part=done]`, /Your gift of CN¥50\.00 has arrived\./);
      assert.deepEqual(await page.consoleErrors(), []);
    });
    assert.equal((await giftsOf(name))[0]?.state, 'succeeded');
  });
}

test('waits for a slow card without scripts', { timeout }, async () => {
  await inBrowser('chromium', { scripts: false }, async (browser) => {
    const page = await open(browser);
    await page.click('.tiles .tile:nth-child(1)');
    await page.fill('#donor-name', 'Waits');
    await go(page);
    await typeCard(page, slow);
    await sees(page, /Your payment is on its way/);
    await sees(page, /Thank you!.*CN¥20\.00 has arrived/);
    assert.equal(await page.evaluate(() => document.querySelector('[http-equiv=refresh]')), null);
  });
  assert.equal((await giftsOf('Waits'))[0]?.state, 'succeeded');
});

test('pays by a link that chooses the amount, with scripts too', {
  timeout,
}, async () => {
  const name = 'Link';
  await inBrowser('chromium', {}, async (browser) => {
    const page = await open(browser, 'amount=100.00&coverFee=1&lang=zh-CN');
    await page.fill('#donor-name', name);
    await go(page);
    await sees(page, /沙盒.*您支付 ¥103\.30/);
    await page.click('main form a');
    await page.fill('#donor-name', name);
    await go(page);
    await typeCard(page, good);
    await sees(page, /我们已收到您的捐款 ¥100\.00。/);
  });
  const states = (await giftsOf(name)).map(({ state }) => state);
  assert.deepEqual(states.sort(), ['pending', 'succeeded']);
});
