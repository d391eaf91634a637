import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Project, projectExample } from '@kindcart/contract';
import { hostileTexts } from '@kindcart/contract/conformance';
import { languages, wordsFor } from '../../pages/language.ts';
import { attributesOf } from '../../pages/testing/donor.ts';
import { formView } from './form-view.ts';
import { type AmountFault, type Choice, emptyChoice, type Faults } from './rules.ts';

const english = wordsFor({ asked: 'en', header: undefined });

interface Shown {
  readonly project?: Partial<Project>;
  readonly choice?: Partial<Choice>;
  readonly faults?: Faults;
  readonly alert?: string;
  readonly words?: typeof english;
  readonly repeats?: boolean;
}

function show({
  project,
  choice,
  faults = {},
  alert,
  words = english,
  repeats = true,
}: Shown = {}): string {
  return formView({
    project: { ...projectExample, ...project },
    words,
    choice: { ...emptyChoice, ...choice },
    faults,
    repeats,
    action: '/give/x?lang=en#give',
    formKey: 'key',
    alert,
  }).toString();
}

const faults: readonly [fault: AmountFault, said: RegExp][] = [
  ['missing', /Choose an amount or write your own\./],
  ['empty', /Choose an amount or write your own\./],
  ['both', /You chose an amount and wrote another\./],
  ['not_a_number', /in digits, such as CN¥20\./],
  ['foreign_digits', /in digits, such as CN¥20\./],
  ['too_long', /in digits, such as CN¥20\./],
  ['unclear_separator', /without grouping, such as CN¥20\./],
  ['too_many_decimals', /too precise for this currency\. Try CN¥20\./],
  ['other_currency', /takes gifts in CNY\./],
  ['negative', /The smallest gift is CN¥1\./],
  ['too_small', /The smallest gift is CN¥1\./],
  ['too_large', /The largest gift is CN¥50,000\./],
];

for (const [fault, said] of faults) {
  test(`says that an amount is ${fault}, and ties the words to the field`, () => {
    const html = show({ faults: { amount: fault } });
    assert.match(html, said);
    assert.match(html, /<fieldset aria-describedby="amount-error">/);
    assert.match(html, /aria-describedby="range amount-error"[^>]* aria-invalid="true"/);
    assert.match(html, /role="alert">Please check what is marked below/);
  });
}

test('says what is too long, and nothing of what is not', () => {
  const html = show({ faults: { donorName: 'too_long' } });
  assert.match(html, /id="donor-name-error">That is too long\. 80 characters are the most\./);
  assert.match(
    html,
    /id="donor-name"[^>]* aria-invalid="true" aria-describedby="donor-name-error"/,
  );
  assert.doesNotMatch(html, /message-error|amount-error/);
  assert.match(show({ faults: { message: 'too_long' } }), /id="message-error">[^<]* 500 /);
});

test('chooses nothing for the donor but that the gift is made once', () => {
  const html = show();
  assert.doesNotMatch(html, /role="alert"|<details[^>]* open/);
  const checked = html.match(/<input[^>]* checked>/g) ?? [];
  assert.deepEqual(
    checked.map((input) => `${attributesOf(input, 'name')} ${attributesOf(input, 'value')}`),
    ['interval once', 'dedicationKind honour'],
  );
});

test('offers no interval where the provider takes single gifts only', () => {
  const html = show({ repeats: false });
  assert.doesNotMatch(html, /name="interval"|email-needed/);
});

test('says beside each field what is wrong with it, and opens what is folded around it', () => {
  const html = show({
    choice: { recipientEmail: 'mum' },
    faults: {
      email: 'needed_for_news',
      dedicationName: 'missing',
      recipientName: 'missing',
      recipientEmail: 'wrong',
      cardMessage: 'too_long',
    },
  });
  for (const [id, said] of [
    ['email', 'Write your e-mail address, so that news can reach you.'],
    ['dedication-name', 'Write whom the gift is dedicated to.'],
    ['recipient-name', 'Write who gets the card.'],
    ['recipient-email', 'Write their e-mail address, such as name@example.org.'],
    ['card-message', 'That is too long. 500 characters are the most.'],
  ] as const) {
    assert(html.includes(`id="${id}-error">${said}</p>`), id);
    assert.match(html, new RegExp(`id="${id}"[^>]* aria-describedby="[^"]*${id}-error"`), id);
  }
  assert.equal(html.match(/<details class="fold" open>/g)?.length, 2);
  assert.match(show({ choice: { message: 'x' } }), /<details class="fold" open>\s*<summary>Add a/);
});

test('keeps how the donor came, and nothing where that is not known', () => {
  const utm = { ...emptyChoice.utm, source: 'a"b', term: 'wells' };
  const html = show({ choice: { referrer: 'https://news.example/', utm } });
  const hidden = html.match(/<input type="hidden"[^>]*>/g) ?? [];
  assert.deepEqual(
    hidden.map((input) => [attributesOf(input, 'name')[0], attributesOf(input, 'value')[0]]),
    [
      ['formKey', 'key'],
      ['referrer', 'https://news.example/'],
      ['utm_source', 'a"b'],
      ['utm_term', 'wells'],
    ],
  );
  assert.equal(show().match(/<input type="hidden"/g)?.length, 1);
});

test('labels every field, and names each for the post', () => {
  const html = show();
  const ids = attributesOf(html, 'for');
  for (const id of ids) assert(html.includes(` id="${id}"`), id);
  const fields = html.match(/<(input|textarea)(?! type="hidden")[^>]*>/g) ?? [];
  assert.equal(fields.length, 21);
  for (const field of fields) {
    const [id] = attributesOf(field, 'id');
    const isLabelled = /aria-label=/.test(field) || /type="(radio|checkbox)"/.test(field);
    assert(isLabelled || (id !== undefined && ids.includes(id)), field);
  }
  assert.equal(html.match(/<label[^>]*>\s*<input type="(radio|checkbox)"/g)?.length, 13);
});

test('says what the fee comes to, as much of it as there is', () => {
  const fee = (basisPoints: number, amount: number) => ({
    feeSchedule: { basisPoints, fixed: { amount, currency: 'CNY' } },
  });
  assert.match(show({ project: fee(290, 30) }), /The fee is 2\.9% \+ CN¥0\.30 of what you pay\./);
  assert.match(show({ project: fee(150, 0) }), /The fee is 1\.5% of what you pay\./);
  assert.match(show({ project: fee(0, 30) }), /The fee is CN¥0\.30 of what you pay\./);
  assert.doesNotMatch(show({ project: fee(0, 0) }), /coverFee/);
  assert.match(show(), /CN¥51\.80 with the fee/);
});

test('writes amounts of a currency without minor units as they are', () => {
  const yen = (amount: number) => ({ amount, currency: 'JPY' });
  const project = {
    currency: 'JPY',
    suggestedAmounts: [yen(500)],
    minimum: yen(100),
    maximum: yen(10_000),
    feeSchedule: { basisPoints: 290, fixed: yen(30) },
  };
  const html = show({ project });
  assert.match(html, /value="500">\s*<bdi>¥500<\/bdi>/);
  assert.match(html, /aria-label="Your amount \(JPY\)"/);
});

for (const words of languages) {
  test(`is whole in ${words.name}`, () => {
    const html = show({
      words,
      faults: {
        amount: 'too_small',
        donorName: 'too_long',
        email: 'needed',
        message: 'too_long',
        dedicationName: 'missing',
        recipientName: 'missing',
        recipientEmail: 'wrong',
        cardMessage: 'too_long',
      },
    });
    assert(html.includes(words.form.continue) && html.includes(words.form.check));
    assert.equal(html.match(/class="error"/g)?.length, 8);
    assert.doesNotMatch(html, /undefined|null|NaN|\[object/);
  });
}

test('keeps whatever was typed as text', () => {
  for (const text of hostileTexts) {
    const typed = {
      amount: text,
      ownAmount: text,
      donorName: text,
      message: text,
      email: text,
      dedicationName: text,
      recipientName: text,
      recipientEmail: text,
      cardMessage: text,
      referrer: text,
      utm: { source: text, medium: text, campaign: text, term: text, content: text },
    };
    const html = show({ choice: typed, alert: text });
    assert.deepEqual(
      attributesOf(html, 'value').filter((value) => value === text),
      Array(12).fill(text),
    );
    assert.equal(
      html.match(/<(input(?! type="hidden")|textarea|form|button|fieldset|label)\b/g)?.length,
      show({ alert: 'x' }).match(
        /<(input(?! type="hidden")|textarea|form|button|fieldset|label)\b/g,
      )?.length,
    );
    assert.doesNotMatch(html, /<(script|img|svg|a)\b/);
  }
});
