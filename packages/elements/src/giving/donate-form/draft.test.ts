import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { adoptionExample, type Project, projectExample } from '@kindcart/contract';
import { en } from '../../locales/en.ts';
import { giftOf } from './details.ts';
import {
  chargeOf,
  currencySign,
  type Draft,
  draftOf,
  emptyDraft,
  feeCoverOf,
  wishOf,
} from './draft.ts';

const yuan = (amount: number) => ({ amount, currency: 'CNY' });
const yen = (amount: number) => ({ amount, currency: 'JPY' });

const inYen: Project = {
  ...projectExample,
  currency: 'JPY',
  suggestedAmounts: [yen(500), yen(1_000)],
  minimum: yen(100),
  maximum: yen(1_000_000),
};

const draft = (change: Partial<Draft>): Draft => ({ ...emptyDraft, ...change });
const here = { locale: 'en', newsWords: en.form.news, cameFrom: null };
const wish = (change: Partial<Draft>, project = projectExample, locale = 'en') =>
  wishOf(draft(change), { project, words: en, locale });

test('begins with nothing chosen for the donor', () => {
  equal(emptyDraft.choice, undefined);
  equal(emptyDraft.coverFee, false);
});

test('takes a suggested amount by its place', () => {
  deepEqual(wish({ choice: 2 }), { gift: yuan(10_000) });
});

test('refuses a place that the project has no amount for', () => {
  deepEqual(wish({ choice: 9 }), { error: en.amount.missing });
});

const typed: readonly [text: string, project: Project, locale: string, amount: number][] = [
  ['1', projectExample, 'en', 100],
  ['50000', projectExample, 'en', 5_000_000],
  ['1,000.50', projectExample, 'en', 100_050],
  ['1.000,50', projectExample, 'de', 100_050],
  [' ５００ ', projectExample, 'zh-CN', 50_000],
  ['500', inYen, 'ja', 500],
  ['1,500', inYen, 'en', 1_500],
];

for (const [text, project, locale, amount] of typed) {
  test(`reads "${text}" in ${locale} as ${amount} minor units of ${project.currency}`, () => {
    deepEqual(wish({ choice: 'own', ownAmount: text }, project, locale), {
      gift: { amount, currency: project.currency },
    });
  });
}

const refused: readonly [text: string, project: Project, error: string][] = [
  ['', projectExample, en.amount.missing],
  ['   ', projectExample, en.amount.missing],
  ['0', projectExample, en.amount.tooSmall('CN¥1')],
  ['0.99', projectExample, en.amount.tooSmall('CN¥1')],
  ['-1', projectExample, en.amount.tooSmall('CN¥1')],
  ['50000.01', projectExample, en.amount.tooLarge('CN¥50,000')],
  ['9'.repeat(30), projectExample, en.amount.tooLarge('CN¥50,000')],
  ['9'.repeat(100), projectExample, en.amount.notANumber('CN¥20')],
  ['1e3', projectExample, en.amount.notANumber('CN¥20')],
  ['0.5', inYen, en.amount.tooManyDecimals('¥500')],
  ['$5', projectExample, en.amount.otherCurrency('CNY')],
];

for (const [text, project, error] of refused) {
  test(`refuses "${text.slice(0, 20)}" in ${project.currency}: ${error}`, () => {
    deepEqual(wish({ choice: 'own', ownAmount: text }, project), { error });
  });
}

test('covers the fee so that the whole gift is left, and adds nothing otherwise', () => {
  deepEqual(feeCoverOf(yuan(5_000), projectExample), yuan(180));
  deepEqual(chargeOf(yuan(5_000), projectExample, true), yuan(5_180));
  deepEqual(chargeOf(yuan(5_000), projectExample, false), yuan(5_000));
});

test('asks for the gift with empty fields as null and without what no screen shows', () => {
  const { donorName, message } = giftOf(
    draft({ name: ' \u0000 ', message: 'a\u0007\tb\n\ud800' }),
    yuan(1),
    here,
  );
  equal(donorName, null);
  equal(message, 'a\tb');
});

const kept: readonly [gift: number, change: Partial<Draft>][] = [
  [5_000, { choice: 1 }],
  [1_234, { choice: 'own', ownAmount: '12.34' }],
];

for (const [amount, change] of kept) {
  test(`finds the draft of a gift of ${amount} again`, () => {
    const whole = draft({
      ...change,
      coverFee: true,
      name: '林晓',
      anonymous: true,
      message: 'Hi',
    });
    deepEqual(draftOf(giftOf(whole, yuan(amount), here), projectExample, 'en'), whole);
  });
}

test('writes an own amount again as the locale does', () => {
  const again = draftOf(giftOf(emptyDraft, yuan(1_234), here), projectExample, 'de');
  equal(again.ownAmount, '12,34');
  deepEqual(wish({ choice: 'own', ownAmount: again.ownAmount }, projectExample, 'de'), {
    gift: yuan(1_234),
  });
});

const signs: readonly [currency: string, locale: string, sign: string, before: boolean][] = [
  ['USD', 'en', '$', true],
  ['EUR', 'de', '€', false],
  ['CNY', 'zh-CN', '¥', true],
  ['JPY', 'en', '¥', true],
];

for (const [currency, locale, sign, before] of signs) {
  test(`puts ${sign} ${before ? 'before' : 'after'} amounts in ${locale}`, () => {
    deepEqual(currencySign(currency, locale), { sign, before });
  });
}

test('takes a gift that is settled as it is, whatever was chosen or the project takes', () => {
  const settled = { adoptionId: adoptionExample.id, gift: yuan(1), title: 'Saxaul' };
  for (const change of [{}, { choice: 1 }, { choice: 'own', ownAmount: 'nonsense' }] as const) {
    const context = { project: projectExample, words: en, locale: 'en', settled };
    deepEqual(wishOf(draft(change), context), { gift: yuan(1) });
  }
});

test('says what a settled gift pays a share of, and of any other nothing', () => {
  const { id: adoptionId } = adoptionExample;
  equal(giftOf(draft({}), yuan(1), { ...here, adoptionId }).adoptionId, adoptionId);
  equal('adoptionId' in giftOf(draft({}), yuan(1), here), false);
});
