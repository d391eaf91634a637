import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type DonationState,
  type DonationStatus,
  donationStates,
  donationStatusExample,
  projectExample,
} from '@kindcart/contract';
import { languages, wordsFor } from '../../pages/language.ts';
import { isPaid, isWaiting, refreshAfter, type ThanksModel, thanksView } from './thanks-view.ts';

const english = wordsFor({ asked: 'en', header: undefined });

const next = { at: new Date('2027-01-31T23:00:00Z'), hasDonorPage: true };

function say(
  changes: Partial<DonationStatus>,
  words = english,
  { next, receipt }: Pick<Partial<ThanksModel>, 'next' | 'receipt'> = {},
) {
  const donation = { ...donationStatusExample, ...changes };
  const { title, body } = thanksView({
    words,
    project: projectExample,
    donation,
    anonymous: false,
    organizationName: 'Clearwater',
    next,
    receipt,
  });
  const text = body
    .toString()
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return { title, html: body.toString(), text };
}

const told: readonly [
  state: DonationState,
  changes: Partial<DonationStatus>,
  title: RegExp,
  text: RegExp,
][] = [
  ['pending', {}, /on its way/, /You have not paid yet\? Start again/],
  ['processing', {}, /on its way/, /waiting for word of it/],
  ['succeeded', {}, /Thank you!/, /CN¥50\.00 has arrived\. CN¥51\.80 was charged\./],
  [
    'failed',
    { failureCode: 'card_declined' },
    /did not go through/,
    /The card was declined\..*Nothing was charged\./,
  ],
  [
    'failed',
    { failureCode: 'authentication_failed' },
    /did not go through/,
    /was not confirmed\. Nothing was charged\./,
  ],
  ['expired', {}, /did not go through/, /not finished in time\. Nothing was charged\./],
  [
    'partially_refunded',
    { refunded: { amount: 1_000, currency: 'CNY' } },
    /Thank you!/,
    /CN¥10\.00 of it was given back/,
  ],
  [
    'refunded',
    { refunded: { amount: 5_180, currency: 'CNY' } },
    /Thank you!/,
    /CN¥51\.80 of it was given back/,
  ],
];

for (const [state, changes, title, text] of told) {
  test(`says ${text.source} of a gift that is ${state} ${changes.failureCode ?? ''}`, () => {
    const said = say({ state, ...changes });
    assert.match(said.title, title);
    assert.match(said.text, text);
  });
}

test('says that a gift has arrived only where there is money behind it', () => {
  const paid: readonly DonationState[] = ['succeeded', 'partially_refunded', 'refunded'];
  for (const state of donationStates) {
    for (const words of languages) {
      const given = words.thanks.given('@').split('@')[0]?.trim() ?? '';
      const arrived = given || (words.thanks.given('@').split('@')[1]?.trim() ?? '');
      assert.equal(
        say({ state }, words).text.includes(arrived),
        paid.includes(state),
        `${state} ${words.lang}`,
      );
    }
  }
});

test('says the charge only where the donor paid more than the gift', () => {
  const zero = { amount: 0, currency: 'CNY' };
  assert.doesNotMatch(say({ feeCover: zero, charge: donationStatusExample.gift }).text, /charged/);
});

test('leads to a try with the same choice, and to a fresh gift after thanks', () => {
  const path = `/give/${projectExample.id}`;
  const again = say({ state: 'failed', failureCode: 'card_declined' }).html;
  assert(again.includes(`href="${path}?amount=50.00&amp;coverFee=1&amp;lang=en#give"`), again);
  assert(say({}).html.includes(`class="button" href="${path}?lang=en"`));
});

test('looks again while it waits, and less often after a minute', () => {
  const waiting = donationStates.filter((state) => isWaiting({ state }));
  assert.deepEqual(waiting, ['pending', 'processing']);
  assert.deepEqual([0, 59_999, 60_000, 3_600_000].map(refreshAfter), [2, 2, 10, 10]);
});

test('says what happens next of a gift that repeats: when, and how to change it', () => {
  const monthly = { interval: 'month' } as const;
  const mailed = say(monthly, english, { next }).text;
  assert.match(
    mailed,
    /What happens next The next payment is on January 31, 2027\. You can change,/,
  );
  assert.match(mailed, /with the link in the mail that we send you\./);
  const asked = say(monthly, english, { next: { at: null, hasDonorPage: false } }).text;
  assert.match(asked, /stop it at any time: write to \u2068Clearwater\u2069\./);
  assert.doesNotMatch(asked, /next payment/);
  assert.doesNotMatch(say({}).text, /next payment|pause/);
});

test('says what happens next only where there is money behind it', () => {
  const paid = donationStates.filter((state) => isPaid({ state }));
  assert.deepEqual(paid, ['succeeded', 'partially_refunded']);
  for (const state of donationStates) {
    const { html } = say({ state, interval: 'month' }, english, { next, receipt: '/receipt?x=<' });
    assert.equal(html.includes('The next payment'), paid.includes(state), state);
    assert.equal(html.includes('href="/receipt?x=&lt;"'), paid.includes(state), state);
  }
});

test('leads to a receipt only where it was told of one', () => {
  assert.doesNotMatch(say({}).html, /Read and print the receipt/);
  assert.match(
    say({}, english, { receipt: '/r' }).html,
    /<a href="\/r">Read and print the receipt/,
  );
});

test('chooses the interval again after a failure', () => {
  const { html } = say({ state: 'failed', failureCode: 'card_declined', interval: 'year' });
  assert.match(html, /amount=50\.00&amp;interval=year&amp;coverFee=1&amp;lang=en#give/);
});
