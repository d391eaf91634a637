import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonationSchema, parse, projectExample } from '@kindcart/contract';
import fc from 'fast-check';
import { hostileText } from '../../testing/hostile.ts';
import {
  type AmountFault,
  type Choice,
  choiceOfLink,
  decideGift,
  emptyChoice,
  linkOfGift,
  readChoice,
} from './rules.ts';

const project = projectExample;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

function giftOf(choice: Partial<Choice>, locale = 'en') {
  const decided = decideGift({ ...emptyChoice, ...choice }, project, locale);
  return 'gift' in decided ? decided.gift.gift.amount : decided.faults.amount;
}

const amounts: readonly [
  what: string,
  choice: Partial<Choice>,
  locale: string,
  gift: number | AmountFault,
][] = [
  ['a suggested amount', { amount: '5000' }, 'en', 5_000],
  ['an own amount', { amount: 'own', ownAmount: '12.50' }, 'en', 1_250],
  ['an own amount with nothing chosen beside it', { ownAmount: '75' }, 'en', 7_500],
  ['an amount as Germans write it', { amount: 'own', ownAmount: '1.234,50' }, 'de', 123_450],
  ['an amount in Arabic digits', { amount: 'own', ownAmount: '٥٠' }, 'ar', 5_000],
  ['an amount in full-width digits', { amount: 'own', ownAmount: '５０' }, 'zh-CN', 5_000],
  ['the same amount chosen and typed', { amount: '5000', ownAmount: '50' }, 'en', 5_000],
  ['another amount chosen and typed', { amount: '5000', ownAmount: '60' }, 'en', 'both'],
  ['a chosen amount beside nonsense', { amount: '5000', ownAmount: 'x' }, 'en', 'both'],
  ['nothing', {}, 'en', 'missing'],
  ['spaces', { ownAmount: '   ' }, 'en', 'missing'],
  ['an own amount that is empty', { amount: 'own' }, 'en', 'missing'],
  ['an amount that the page never offered', { amount: '4999' }, 'en', 'missing'],
  ['an amount in the way of numbers', { amount: '5e3' }, 'en', 'missing'],
  ['zero', { amount: 'own', ownAmount: '0' }, 'en', 'too_small'],
  ['less than the minimum', { amount: 'own', ownAmount: '0.99' }, 'en', 'too_small'],
  ['the minimum', { amount: 'own', ownAmount: '1' }, 'en', 100],
  ['the maximum', { amount: 'own', ownAmount: '50000' }, 'en', 5_000_000],
  ['more than the maximum', { amount: 'own', ownAmount: '50000.01' }, 'en', 'too_large'],
  ['a negative amount', { amount: 'own', ownAmount: '-5' }, 'en', 'negative'],
  ['an amount in dollars', { amount: 'own', ownAmount: '$5' }, 'en', 'other_currency'],
  [
    'an amount that could mean two things',
    { amount: 'own', ownAmount: '1,50' },
    'en',
    'unclear_separator',
  ],
  ['too many decimals', { amount: 'own', ownAmount: '1.0001' }, 'en', 'too_many_decimals'],
  ['words', { amount: 'own', ownAmount: 'fifty' }, 'en', 'not_a_number'],
  ['a sum', { amount: 'own', ownAmount: '1e3' }, 'en', 'not_a_number'],
  ['a very long text', { amount: 'own', ownAmount: '1'.repeat(65) }, 'en', 'too_long'],
];

for (const [what, choice, locale, gift] of amounts) {
  test(`makes ${gift} of ${what}`, () => {
    assert.equal(giftOf(choice, locale), gift);
  });
}

test('reads the fields, with line breaks as one character and without what no screen shows', () => {
  const form = new URLSearchParams({
    amount: 'own',
    ownAmount: '12',
    coverFee: '1',
    donorName: '  Mei\u0000\u0007 ',
    message: 'one\r\ntwo\tthree',
  });
  assert.deepEqual(readChoice(form), {
    amount: 'own',
    ownAmount: '12',
    coverFee: true,
    donorName: 'Mei',
    anonymous: false,
    message: 'one\ntwo\tthree',
  });
  assert.deepEqual(readChoice(new URLSearchParams()), emptyChoice);
});

test('names every field that is too long', () => {
  const long = { donorName: 'x'.repeat(81), message: 'x'.repeat(501) };
  const decided = decideGift({ ...emptyChoice, ...long }, project, 'en');
  assert.deepEqual(decided, {
    faults: { amount: 'missing', donorName: 'too_long', message: 'too_long' },
  });
  const just = { amount: '5000', donorName: 'x'.repeat(80), message: 'x'.repeat(500) };
  assert('gift' in decideGift({ ...emptyChoice, ...just }, project, 'en'));
});

test('makes a gift that the contract takes, or names a fault, whatever is posted', () => {
  const field = fc.constantFrom(
    'amount',
    'ownAmount',
    'coverFee',
    'donorName',
    'anonymous',
    'message',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(field, hostileText), { maxLength: 8 }), (fields) => {
      const posted = new URLSearchParams([['amount', '5000'], ...fields].toString());
      for (const [name, value] of fields) posted.append(name, value);
      const decided = decideGift(readChoice(posted), project, 'en');
      if ('faults' in decided) assert(Object.keys(decided.faults).length > 0);
      else assert.deepEqual(parse(createDonationSchema, decided.gift).ok, true);
    }),
  );
});

const links: readonly [query: string, amount: string, ownAmount: string][] = [
  ['amount=50', '5000', ''],
  ['amount=50.00', '5000', ''],
  ['amount=12.5', 'own', '12.50'],
  ['amount=0', '', ''],
  ['amount=-5', '', ''],
  ['amount=1e3', '', ''],
  ['amount=<script>', '', ''],
  ['', '', ''],
];

for (const [query, amount, ownAmount] of links) {
  test(`chooses ${amount || 'nothing'} by a link with "${query}"`, () => {
    const choice = choiceOfLink(new URLSearchParams(query), project, 'en');
    assert.deepEqual([choice.amount, choice.ownAmount], [amount, ownAmount]);
  });
}

test('makes a link that chooses the same gift again, in any language', () => {
  for (const locale of ['en', 'de', 'ar', 'fr']) {
    const query = new URLSearchParams(linkOfGift(yuan(1_250), true, true));
    const choice = choiceOfLink(query, project, locale);
    assert.equal(giftOf(choice, locale), 1_250);
    assert.deepEqual([choice.coverFee, choice.anonymous], [true, true]);
  }
  assert.equal(linkOfGift(yuan(5_000), false, false), 'amount=50.00');
});
