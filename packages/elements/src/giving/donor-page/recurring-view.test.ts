import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type DonorRecurringGift, donorRecurringGiftExample } from '@kindcart/contract';
import { find, pierce, stage } from '../../internal/testing/stage.ts';
import '../../kit/kit/define.ts';
import './define.ts';

const page = 'kind-donor-page >>>';

/** The card of a gift as it stands, and what can be pressed on it. */
async function shown(t: TestContext, change: Partial<DonorRecurringGift>, locale = 'en') {
  const gift = { ...donorRecurringGiftExample, ...change };
  const made = await stage(
    {
      html: '<kind-donor-page></kind-donor-page>',
      fragment: 'kindcart-donor=bGluaw',
      answers: { listDonorRecurringGifts: { body: { items: [gift], nextCursor: null } } },
    },
    { locale },
  );
  t.after(made.close);
  const card = await find(`${page} [part=recurring]`, HTMLElement);
  const buttons = [...card.querySelectorAll('button')].map(({ textContent }) =>
    textContent?.trim(),
  );
  return { card, text: card.innerText, buttons };
}

const stopped = { nextChargeAt: null } as const;
const all = ['Change amount', 'Pause', 'New card', 'Cancel gift'];

const cases: readonly [
  what: string,
  change: Partial<DonorRecurringGift>,
  says: RegExp,
  buttons: readonly string[],
][] = [
  ['active', {}, /Active[\s\S]+next charge is on December 23, 2026\./, all],
  [
    'tried again',
    { state: 'past_due', failureCode: 'card_declined', nextChargeAt: '2026-12-28T08:00:00.000Z' },
    /Payment failed[\s\S]+was declined\.\s+We try again on December 28, 2026\.\s+If no try/,
    ['New card', 'Change amount', 'Pause', 'Cancel gift'],
  ],
  [
    'paused until a day',
    {
      ...stopped,
      state: 'paused',
      pausedBecause: 'asked',
      pausedUntil: '2027-03-23T08:00:00.000Z',
    },
    /goes on by itself on March 23, 2027\./,
    ['Start again', 'Change amount', 'New card', 'Cancel gift'],
  ],
  [
    'paused by the donor',
    { ...stopped, state: 'paused', pausedBecause: 'asked' },
    /until you start it again\./,
    ['Start again', 'Change amount', 'New card', 'Cancel gift'],
  ],
  [
    'paused for want of a card',
    { ...stopped, state: 'paused', pausedBecause: 'payment_failed' },
    /With a new card it goes on\./,
    ['Change amount', 'New card', 'Cancel gift'],
  ],
  [
    'not paid yet',
    { ...stopped, state: 'pending', card: null },
    /Not begun[\s\S]+has not arrived yet\./,
    ['Cancel gift'],
  ],
  [
    'cancelled',
    { ...stopped, state: 'cancelled' },
    /Cancelled[\s\S]+Nothing is charged any more/,
    [],
  ],
  [
    'ended with its project',
    { ...stopped, state: 'ended', endedBecause: 'project_closed' },
    /The project has closed/,
    [],
  ],
  [
    'never paid',
    { ...stopped, state: 'ended', endedBecause: 'never_paid' },
    /it never began\./,
    [],
  ],
];

for (const [what, change, says, buttons] of cases) {
  test(`says in words how a gift that is ${what} stands, and offers what helps`, async (t) => {
    const made = await shown(t, change);
    match(made.text, says);
    deepEqual(made.buttons, buttons);
  });
}

test('says what a gift costs, of that the fee, and by which card', async (t) => {
  const { card, text } = await shown(t, { interval: 'year' });
  match(text, /CN¥51\.80 every year/);
  match(text, /CN¥1\.80 of it covers the payment fee\./);
  // Not as text that is seen, in which not every engine keeps the marks of directions.
  match(card.textContent, /Paid by \u2066Visa •••• 4242\u2069/);
});

test('says nothing of a card or a fee that is not there', async (t) => {
  const feeCover = { amount: 0, currency: 'CNY' };
  const { text } = await shown(t, { feeCover, charge: donorRecurringGiftExample.gift, card: null });
  doesNotMatch(text, /fee|Paid by/);
});

test('shows the digits of a card whose brand is not known', async (t) => {
  const { card } = await shown(t, { card: { brand: null, last4: '4242' } });
  match(card.textContent, /Paid by \u2066•••• 4242\u2069/);
});

test('says while the provider has not confirmed the last change', async (t) => {
  match((await shown(t, { confirmed: false })).text, /has yet to confirm your last change/);
});

test('names each button by the gift that it is for', async (t) => {
  const { card } = await shown(t, {});
  for (const button of card.querySelectorAll('button')) {
    const id = button.getAttribute('aria-describedby') ?? '';
    equal(pierce(`${page} #${id}`)?.textContent, donorRecurringGiftExample.project.title);
  }
});

test('writes amounts and days as the language does', async (t) => {
  const { text } = await shown(t, {}, 'de');
  match(text, /51,80\s*CN¥ jeden Monat/);
  match(text, /23\. Dezember 2026/);
});
