// A donor gives on the charity's page, in every engine: by the real page, the real script and the
// real platform, behind a strict policy. Money is looked up with the charity's secret key, and in the
// ledger once the platform has stopped.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Donation, Project } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { OpenDatabase } from '../../../platform/src/database/open.ts';
import { type EngineName, engineNames } from '../browsers/engines.ts';
import { type Browser, launch, type Page } from '../browsers/page.ts';
import { card, Donor, seesText, tabTo } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';

const good = card('4242 4242 4242 4242');
const declined = card('4000 0000 0000 0002');
const asksForConfirmation = card('4000 0025 0000 3155');
const slow = card('4000 0000 0000 0077');

const waterTitle = 'Clean water for Shuanghe village school';
const timeout = 120_000;

let site: Site;
const browsers = new Map<EngineName, Browser>();
/** Every gift that a test looked up, as it was then. */
const lookedUp = new Map<Donation['id'], Donation>();

before(async () => {
  site = await openSite('charity-site');
});

after(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
  assert.match(await site.close(seesGiftsBooked), /The books are clean\./);
});

/** A gift that arrived went from the provider's account to the project's, once and whole; no other did. */
async function seesGiftsBooked({ db }: OpenDatabase): Promise<void> {
  assert(lookedUp.size > 0);
  for (const { id, projectId, state, charge } of lookedUp.values()) {
    const { amount, currency } = charge;
    const [debit_account, credit_account] = ['clearing:sandbox', `project:${projectId}`];
    const transfers = await db
      .selectFrom('ledger_transfer')
      .select(['kind', 'debit_account', 'credit_account', 'currency', 'amount'])
      .where('source', '=', id)
      .execute();
    const booked = [{ kind: 'gift', debit_account, credit_account, currency, amount }];
    assert.deepEqual(transfers, state === 'succeeded' ? booked : [], `${state} ${id}`);
    const entries = await db
      .selectFrom('ledger_entry')
      .innerJoin('ledger_transfer', 'ledger_transfer.id', 'ledger_entry.transfer_id')
      .select(['ledger_entry.account_id', 'ledger_entry.amount'])
      .where('ledger_transfer.source', '=', id)
      .orderBy('ledger_entry.amount')
      .execute();
    const sides = [
      { account_id: debit_account, amount: -amount },
      { account_id: credit_account, amount },
    ];
    assert.deepEqual(entries, state === 'succeeded' ? sides : [], `${state} ${id}`);
  }
}

/** Opens a page, lets a donor act, and sees that the page stayed clean and among itself. */
async function visit(engine: EngineName, path: string, act: (page: Page) => Promise<void>) {
  const browser = browsers.get(engine) ?? (await launch(engine, { width: 1100, height: 900 }));
  browsers.set(engine, browser);
  const page = await browser.newPage();
  try {
    await page.goto(`${site.origin}${path}`);
    await act(page);
    assert.deepEqual(await page.consoleErrors(), []);
    const asked = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    );
    assert.deepEqual([...new Set(asked)], [site.origin], 'nothing is asked of other hosts');
    assert.deepEqual(site.cookies, []);
  } finally {
    await page.close();
  }
}

async function waterProject(): Promise<Project> {
  const listed = await site.charity.listProjects({ query: {} });
  assert(listed.ok);
  const found = listed.value.items.find(({ title }) => title === waterTitle);
  assert(found);
  return found;
}

/** The gifts under a name, as the charity's server reads them. */
async function giftsOf(name: string) {
  const listed = await site.charity.listDonations({ query: { limit: 100 } });
  assert(listed.ok);
  const found = listed.value.items.filter(({ donorName }) => donorName === name);
  for (const gift of found) lookedUp.set(gift.id, gift);
  return found;
}

/** What a progress bar says has been raised. */
function raised(totals: Project['totals'], more = 0, locale = 'en'): string {
  const sum = { ...totals.raised, amount: totals.raised.amount + more };
  return formatMoney(sum, locale, { withoutZeroFraction: true });
}

const exactly = (text: string) => new RegExp(`^${RegExp.escape(text)}$`);

for (const engine of engineNames) {
  test(`gives by test card and sees the progress move in ${engine}`, { timeout }, async () => {
    const { totals } = await waterProject();
    await visit(engine, '/', async (page) => {
      await seesText(page, '#water kind-progress >>> [part=raised]', exactly(raised(totals)));
      await seesText(page, '#water kind-progress >>> [part=goal]', /^raised of CN¥60,000$/);
      const donor = new Donor(page, '#hero-donate');
      await donor.open();
      await donor.choose(2);
      await donor.sayName(`Gives in ${engine}`);
      await donor.goOn();
      await donor.sees('summary', /You pay CN¥50\.00/);
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /Your gift of CN¥50\.00 has arrived\./);
      await page.press('Escape');
      for (const place of ['.hero', '#water']) {
        const bar = `${place} kind-progress >>> `;
        await seesText(page, `${bar}[part=raised]`, exactly(raised(totals, 5_000)));
        await seesText(page, `${bar}[part=meta]`, new RegExp(`^${totals.donations + 1} gifts`));
      }
    });
    const [gift, ...others] = await giftsOf(`Gives in ${engine}`);
    assert.deepEqual(others, []);
    assert.equal(gift?.state, 'succeeded');
    assert.deepEqual(gift?.charge, { amount: 5_000, currency: 'CNY' });
    const now = await waterProject();
    assert.equal(now.totals.raised.amount, totals.raised.amount + 5_000);
  });

  test(`says that a card was declined and takes another in ${engine}`, { timeout }, async () => {
    const name = `Declined in ${engine}`;
    await visit(engine, '/', async (page) => {
      const donor = new Donor(page, '#library kind-donate-button');
      await donor.open();
      await donor.choose(3);
      await donor.sayName(name);
      await donor.goOn();
      await donor.typeCard(declined);
      await donor.submit();
      await donor.sees('alert', /The card was declined\..* Nothing was charged\./);
      assert.equal(await donor.cardNumber(), declined.number, 'what was typed is kept');
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /Your gift of CN¥100\.00 has arrived\./);
    });
    const gifts = await giftsOf(name);
    assert.deepEqual(gifts.map(({ state }) => state).sort(), ['failed', 'succeeded']);
  });

  test(`confirms a payment that the bank asks about in ${engine}`, { timeout }, async () => {
    await visit(engine, '/', async (page) => {
      const donor = new Donor(page, '#hero-donate');
      await donor.open();
      await donor.choose(1);
      await donor.sayName(`Confirms in ${engine}`);
      await donor.goOn();
      await donor.typeCard(asksForConfirmation);
      await donor.submit();
      await donor.sees('challenge', /Is the payment of CN¥20\.00 yours\?/);
      await page.click(`${donor.form} >>> [part=challenge] .primary`);
      await donor.sees('done', /Your gift of CN¥20\.00 has arrived\./);
    });
    const gifts = await giftsOf(`Confirms in ${engine}`);
    assert.deepEqual(
      gifts.map(({ state }) => state),
      ['succeeded'],
    );
  });

  test(`goes on after a reload while the gift is being made in ${engine}`, {
    timeout,
  }, async () => {
    const name = `Reloads early in ${engine}`;
    await visit(engine, '/', async (page) => {
      const donor = new Donor(page, '#hero-donate');
      await donor.open();
      await donor.choose(2);
      await donor.sayName(name);
      const made = site.keepBackAnswer('/v1/donations');
      await donor.submit();
      await made;
      await page.reload();
      await donor.sees('summary', /You pay CN¥50\.00/);
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /Your gift of CN¥50\.00 has arrived\./);
    });
    const gifts = await giftsOf(name);
    assert.deepEqual(
      gifts.map(({ state }) => state),
      ['succeeded'],
      'one gift, although it was sent twice',
    );
  });

  test(`goes on after a reload while the card is charged in ${engine}`, { timeout }, async () => {
    const name = `Reloads late in ${engine}`;
    await visit(engine, '/', async (page) => {
      const donor = new Donor(page, '#saplings kind-donate-button');
      await donor.open();
      await donor.choose(1);
      await donor.sayName(name);
      await donor.goOn();
      await donor.typeCard(slow);
      const charging = site.keepBackAnswer('/confirm');
      await donor.submit();
      await charging;
      await page.reload();
      await donor.sees('done', /Your gift of CN¥20\.00 has arrived\./);
    });
    const gifts = await giftsOf(name);
    assert.deepEqual(
      gifts.map(({ state }) => state),
      ['succeeded'],
    );
  });

  test(`makes one gift of a double click in ${engine}`, { timeout }, async () => {
    const name = `Clicks twice in ${engine}`;
    const confirmed = site.posts('/confirm');
    await visit(engine, '/', async (page) => {
      const donor = new Donor(page, '#hero-donate');
      const clickTwice = () =>
        page.evaluate((form) => {
          const button = document
            .querySelector(form)
            ?.shadowRoot?.querySelector<HTMLElement>('[part=submit]');
          button?.click();
          button?.click();
        }, donor.form);
      await donor.open();
      await donor.choose(1);
      await donor.sayName(name);
      await clickTwice();
      await donor.typeCard(good);
      await clickTwice();
      await donor.sees('done', /Your gift of CN¥20\.00 has arrived\./);
    });
    const gifts = await giftsOf(name);
    assert.deepEqual(
      gifts.map(({ state }) => state),
      ['succeeded'],
    );
    assert.equal(site.posts('/confirm'), confirmed + 1, 'the card was sent once');
  });

  test(`gives by keyboard alone in ${engine}`, { timeout }, async () => {
    const name = `Types in ${engine}`;
    await visit(engine, '/', async (page) => {
      const donor = new Donor(page, '#hero-donate');
      await page.waitFor(() => customElements.get('kind-donate-button'));
      await tabTo(page, '#hero-donate > a');
      await page.press('Enter');
      await page.waitFor(`${donor.form} >>> [part=amounts]`);
      await tabTo(page, 'input[name=amount]');
      await page.press(' ');
      await page.press('ArrowDown');
      await tabTo(page, '#name');
      await page.typeText(name);
      await tabTo(page, '[part=submit]');
      await page.press('Enter');
      await donor.sees('summary', /You pay CN¥50\.00/);
      await tabTo(page, 'input[id$="-number"]');
      await page.typeText('4242424242424242');
      await page.press('Tab');
      await page.typeText('1239');
      await page.press('Tab');
      await page.typeText('123');
      await page.press('Enter');
      await donor.sees('done', /Your gift of CN¥50\.00 has arrived\./);
      await page.press('Escape');
      await tabTo(page, '#hero-donate > a', 0);
    });
    assert.equal((await giftsOf(name)).length, 1);
  });

  test(`gives in Chinese in ${engine}`, { timeout }, async () => {
    const { totals } = await waterProject();
    const name = `李${engine}`;
    await visit(engine, '/zh/', async (page) => {
      const donor = new Donor(page, '#hero-donate');
      await donor.open();
      await donor.choose(2);
      await donor.sayName(name);
      await donor.goOn();
      await donor.sees('summary', /您支付 ¥50\.00/);
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /我们已收到您的捐款 ¥50\.00。/);
      await page.press('Escape');
      const bar = '#water kind-progress >>> [part=raised]';
      await seesText(page, bar, exactly(raised(totals, 5_000, 'zh-CN')));
    });
    assert.equal((await giftsOf(name))[0]?.state, 'succeeded');
  });
}
