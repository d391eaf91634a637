// A donor's monthly gift, from the card to the last day, in every engine: given on the charity's page,
// looked after on the donor's own by a mailed link. Whatever the page says is held against the
// platform's books, with the charity's secret key.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type Donation,
  donorLinkFragment,
  type RecurringGift,
  testCards,
} from '@kindcart/contract';
import { createDonorPasses } from '../../../platform/src/access/donor-pass.ts';
import { waitUntil } from '../../../platform/src/testing/wait.ts';
import { type EngineName, engineNames } from '../browsers/engines.ts';
import { type Browser, launch, type Page } from '../browsers/page.ts';
import { card, Donor, seesText } from './testing/donor.ts';
import { letterTo } from './testing/letters.ts';
import { donorSecret, openSite, type Site } from './testing/site.ts';

const timeout = 180_000;
const dayMs = 24 * 60 * 60_000;

let site: Site;
const browsers = new Map<EngineName, Browser>();

before(async () => {
  site = await openSite('charity-site');
});

after(async () => {
  await Promise.all([...browsers.values()].map((browser) => browser.close()));
  // No page did what its policy forbids, or this throws.
  assert.match(await site.close(), /The books are clean\./);
});

/** Opens an address and sees at the end that the page stayed clean. */
async function visit(engine: EngineName, url: string, act: (page: Page) => Promise<void>) {
  const browser = browsers.get(engine) ?? (await launch(engine, { width: 1100, height: 900 }));
  browsers.set(engine, browser);
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await act(page);
    assert.deepEqual(await page.consoleErrors(), []);
    assert.deepEqual(site.cookies, []);
  } finally {
    await page.close();
  }
}

/** Gives CN¥50 every month on the charity's page, and answers the gift as the books have it. */
async function giveMonthly(
  engine: EngineName,
  email: string,
  number: string,
): Promise<RecurringGift> {
  await visit(engine, site.origin, async (page) => {
    // Until the script has come, the button is a plain link.
    await page.waitFor('#water kind-progress >>> [part=raised]');
    const donor = new Donor(page, '#hero-donate');
    await donor.open();
    await page.click(`${donor.form} >>> [part=interval] label:nth-child(2)`);
    await donor.choose(2);
    await page.fill(`${donor.form} >>> #email`, email);
    await donor.goOn();
    await donor.typeCard(card(number));
    await donor.submit();
    await donor.sees('done', /Your gift of CN¥50\.00 has arrived\./);
  });
  return booked(email, 'active');
}

/** Waits until the books have the donor's monthly gift in this state. */
function booked(email: string, state: RecurringGift['state']): Promise<RecurringGift> {
  return waitUntil(`a gift of ${email} that is ${state}`, async () => {
    const listed = await site.charity.listRecurringGifts({ query: { limit: 100 } });
    assert(listed.ok);
    const mine = listed.value.items.filter((gift) => gift.email === email);
    assert.equal(mine.length, 1);
    return mine.find((gift) => gift.state === state && gift.confirmed);
  });
}

/** Amounts of all payments of the gift that arrived, newest first. */
async function arrived({ id }: RecurringGift): Promise<number[]> {
  const listed = await site.charity.listDonations({ query: { limit: 100 } });
  assert(listed.ok);
  const isMine = ({ recurringGiftId, state }: Donation) =>
    recurringGiftId === id && state === 'succeeded';
  return listed.value.items.filter(isMine).map(({ charge }) => charge.amount);
}

const shadow = (selector: string) => `kind-donor-page >>> ${selector}`;
const seesGift = (page: Page, text: RegExp) => seesText(page, shadow('[part=recurring]'), text);
const press = (page: Page, wish: string) => page.click(shadow(`[data-open^="${wish} "]`));
const act = (page: Page) => page.click(shadow('[part=panel] .act'));

/** Asks for a link on the page, and takes it out of the letter that comes. */
async function askLink(engine: EngineName, email: string): Promise<string> {
  await visit(engine, `${site.origin}/my-gifts.html`, async (page) => {
    await page.fill(shadow('#email'), email);
    await page.click(shadow('[part=submit]'));
    await seesText(page, shadow('[part=title]'), /Look in your inbox/);
  });
  const letter = await letterTo(site.mailFolder, email, /With this link you see your gifts/);
  const link = new RegExp(`http://\\S+#${donorLinkFragment}=[\\w-]+`).exec(letter)?.[0];
  assert(link, letter);
  assert(link.startsWith(`${site.origin}/my-gifts.html#`), link);
  return link;
}

/** Comes by a mailed link. */
async function comesBy(engine: EngineName, link: string, act: (page: Page) => Promise<void>) {
  await visit(engine, link, async (page) => {
    await seesText(page, shadow('.visit header'), /Gifts of .*@example\.org/);
    assert.equal(await page.evaluate(() => location.hash), '', 'the token leaves the address');
    await act(page);
  });
}

/** What the browser gets at the link of the newest receipt's PDF. */
function receiptPdf(page: Page) {
  return page.evaluate(async () => {
    const root = document.querySelector('kind-donor-page')?.shadowRoot;
    const link = root?.querySelector<HTMLAnchorElement>('[part=receipt] a[aria-label$="PDF"]');
    const response = await fetch(link?.href ?? '');
    const text = new TextDecoder('latin1').decode(await response.arrayBuffer());
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      head: text.slice(0, 5),
      end: text.trimEnd().slice(-5),
    };
  });
}

/** Moves the sandbox's clock to when the gift is charged next, or charged again. */
async function reachNextCharge({ id, nextChargeAt: to }: RecurringGift): Promise<void> {
  assert(to);
  const idempotencyKey = `${id} is charged at ${to}`;
  const moved = await site.charity.advanceSandboxClock({ body: { to }, idempotencyKey });
  assert(moved.ok, JSON.stringify(moved));
}

/** Gives another card in the panel of the page. */
async function giveCard(page: Page, number: string): Promise<void> {
  await press(page, 'card');
  for (const [field, text] of Object.entries(card(number))) {
    await page.fill(`kind-donor-page input[id$="-${field}"]`, text);
  }
  await act(page);
}

for (const engine of engineNames) {
  test(`looks after a monthly gift by a link that nobody can change or keep, in ${engine}`, {
    timeout,
  }, async () => {
    const email = `looks-after.${engine}@example.org`;
    const gift = await giveMonthly(engine, email, testCards.succeeds);
    await letterTo(site.mailFolder, email, /From now on you give CN¥50\.00 every month/);
    const link = await askLink(engine, email);
    await comesBy(engine, link, async (page) => {
      await seesGift(page, /Active.*CN¥50 every month.*next charge is on.*•••• 4242/);
      await seesText(page, shadow('[part=gift]'), /CN¥50\.00.*Paid.*Monthly.*TEST/);
      assert.deepEqual(await receiptPdf(page), {
        status: 200,
        type: 'application/pdf',
        head: '%PDF-',
        end: '%%EOF',
      });

      await press(page, 'change');
      await page.fill(shadow('#new-amount'), '80');
      await act(page);
      await seesGift(page, /CN¥80 every month.*The new amount is saved\./);
      const changed = await booked(email, 'active');
      assert.deepEqual(changed.charge, { amount: 8_000, currency: 'CNY' });

      await press(page, 'pause');
      await page.click(shadow('[part=panel] .choice:last-child'));
      await act(page);
      await seesGift(page, /Paused.*Nothing is charged until you start it again\./);
      const paused = await booked(email, 'paused');
      assert.deepEqual([paused.pausedBecause, paused.nextChargeAt], ['asked', null]);

      await press(page, 'resume');
      await seesGift(page, /Active.*next charge is on.*The gift goes on\./);
      assert.equal((await booked(email, 'active')).nextChargeAt, gift.nextChargeAt);

      await press(page, 'cancel');
      await seesText(page, shadow('[part=panel]'), /A cancelled gift cannot be taken up again/);
      await act(page);
      await seesGift(page, /Cancelled.*Nothing is charged any more\./);
      await booked(email, 'cancelled');
    });
    await letterTo(site.mailFolder, email, /has ended, and nothing more is taken/);
    // The clock goes on below, and the audit at the end would tell of a charge after this.
    assert.deepEqual(await arrived(gift), [5_000]);

    await refused(engine, tooOld(link), /This link is too old.*Your gifts are as they were/);
    await refused(engine, changedByOneByte(link), /not complete, or not one of ours/);
  });

  test(`mends a monthly gift that was declined with another card, in ${engine}`, {
    timeout,
  }, async () => {
    const email = `mends.${engine}@example.org`;
    const gift = await giveMonthly(engine, email, testCards.renewalsDeclined);
    await reachNextCharge(gift);
    await booked(email, 'past_due');
    await letterTo(site.mailFolder, email, /could not be taken.*We try again on/s);
    await comesBy(engine, await askLink(engine, email), async (page) => {
      await seesGift(
        page,
        /Payment failed.*The card was declined\. We try again on .*If no try goes through, the gift is paused and you owe nothing/,
      );
      assert.deepEqual(await arrived(gift), [5_000]);
      await giveCard(page, testCards.succeeds);
      await seesGift(page, /Active.*The next charge is on .*•••• 4242/);
      await seesText(page, shadow('.visually-hidden[role=status]'), /The new card is in place\./);
    });
    const mended = await booked(email, 'active');
    assert.equal(mended.card?.last4, '4242');
    assert.deepEqual(await arrived(gift), [5_000, 5_000]);
    assert((await site.charity.cancelRecurringGift({ params: { recurringGiftId: gift.id } })).ok);
  });
}

/** Opens a link that opens nothing, and sees why, with a way to ask for another. */
async function refused(engine: EngineName, url: string, why: RegExp): Promise<void> {
  const page = await browsers.get(engine)?.newPage();
  assert(page);
  await page.goto(url);
  await seesText(page, shadow('[part=note]'), why);
  await page.waitFor(shadow('#email'));
  assert.equal(await page.evaluate(() => location.hash), '');
  // The refusal itself is all that a console may say.
  for (const line of await page.consoleErrors()) assert.match(line, /401|403/);
  await page.close();
}

/** The link as the platform would have mailed it an hour ago. */
function tooOld(link: string): string {
  const [address, token = ''] = link.split(`#${donorLinkFragment}=`);
  const [now, hourAgo] = [0, dayMs / 24].map((agoMs) =>
    createDonorPasses([donorSecret], () => Date.now() - agoMs),
  );
  const pass = now?.open('link', token);
  assert(typeof pass === 'object' && hourAgo);
  return `${address}#${donorLinkFragment}=${hourAgo.seal('link', pass, dayMs / 48).token}`;
}

function changedByOneByte(link: string): string {
  const [address, token = ''] = link.split(`#${donorLinkFragment}=`);
  const bytes = Buffer.from(token, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
  return `${address}#${donorLinkFragment}=${bytes.toString('base64url')}`;
}

test('pauses a gift whose card fails on days 3, 5 and 7 too, and says so', {
  timeout,
}, async () => {
  const email = 'fails@example.org';
  const gift = await giveMonthly('chromium', email, testCards.renewalsDeclined);
  await reachNextCharge(gift);
  const due = Date.parse(gift.nextChargeAt ?? '');
  for (const day of [3, 5, 7]) {
    const failed = await waitUntil(`the try of day ${day}`, async () => {
      const now = await booked(email, 'past_due');
      return Date.parse(now.nextChargeAt ?? '') === due + day * dayMs ? now : undefined;
    });
    await reachNextCharge(failed);
  }
  const paused = await booked(email, 'paused');
  assert.deepEqual([paused.pausedBecause, paused.nextChargeAt], ['payment_failed', null]);
  assert.deepEqual(await arrived(gift), [5_000]);
  await letterTo(site.mailFolder, email, /rests\. Nothing is taken until/);
  await comesBy('chromium', await askLink('chromium', email), async (page) => {
    await seesGift(
      page,
      /Paused.*No try to charge the card went through.*With a new card it goes on/,
    );
    await giveCard(page, testCards.succeeds);
    await seesGift(page, /Active.*The next charge is on/);
  });
  await booked(email, 'active');
  assert.deepEqual(await arrived(gift), [5_000]);
});
