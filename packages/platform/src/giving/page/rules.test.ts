import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createDonationSchema,
  parse,
  projectExample,
  type RecurringState,
} from '@kindcart/contract';
import fc from 'fast-check';
import { hostileText } from '../../testing/hostile.ts';
import {
  type AmountFault,
  type Choice,
  choiceOfLink,
  decideGift,
  emptyChoice,
  type Faults,
  linkOfGift,
  nextChargeOf,
  readChoice,
} from './rules.ts';

const project = projectExample;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

const circumstances = {
  locale: 'en',
  newsWords: 'Write to me.',
  page: 'https://give.example/give/x',
};

function giftOf(choice: Partial<Choice>, locale = 'en') {
  const asked = { ...circumstances, locale };
  const decided = decideGift({ ...emptyChoice, ...choice }, project, asked);
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
    ...emptyChoice,
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
  const textsOf = (name: number, text: number) => ({
    donorName: 'x'.repeat(name),
    message: 'x'.repeat(text),
    dedicationName: 'x'.repeat(name),
    recipientName: 'x'.repeat(name),
    recipientEmail: 'mum@example.org',
    cardMessage: 'x'.repeat(text),
  });
  const decided = decideGift({ ...emptyChoice, ...textsOf(81, 501) }, project, circumstances);
  assert.deepEqual(decided, {
    faults: {
      amount: 'missing',
      donorName: 'too_long',
      message: 'too_long',
      dedicationName: 'too_long',
      recipientName: 'too_long',
      cardMessage: 'too_long',
    },
  });
  const just = { amount: '5000', ...textsOf(80, 500) };
  assert('gift' in decideGift({ ...emptyChoice, ...just }, project, circumstances));
});

test('makes a gift that the contract takes, or names a fault, whatever is posted', () => {
  const field = fc.constantFrom(
    'amount',
    'ownAmount',
    'coverFee',
    'donorName',
    'anonymous',
    'message',
    'interval',
    'email',
    'news',
    'dedicationKind',
    'dedicationName',
    'recipientName',
    'recipientEmail',
    'cardMessage',
    'referrer',
    'utm_source',
    'utm_content',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(field, hostileText), { maxLength: 12 }), (fields) => {
      const posted = new URLSearchParams();
      for (const [name, value] of [...fields, ['amount', '5000'] as const]) {
        posted.append(name, value);
      }
      const decided = decideGift(readChoice(posted), project, circumstances);
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
    const query = new URLSearchParams(
      linkOfGift({
        gift: yuan(1_250),
        interval: 'month',
        coverFee: true,
        anonymous: true,
      }),
    );
    const choice = choiceOfLink(query, project, locale);
    assert.equal(giftOf({ ...choice, email: 'me@example.org' }, locale), 1_250);
    assert.deepEqual([choice.coverFee, choice.anonymous, choice.interval], [true, true, 'month']);
  }
  const plain = { gift: yuan(5_000), interval: null, coverFee: false, anonymous: false };
  assert.equal(linkOfGift(plain), 'amount=50.00');
});

const intervals: readonly [posted: string | undefined, interval: 'month' | 'year' | null][] = [
  ['once', null],
  ['month', 'month'],
  ['year', 'year'],
  [undefined, null],
  ['', null],
  ['week', null],
  ['MONTH', null],
];

for (const [posted, interval] of intervals) {
  test(`reads ${interval ?? 'a single gift'} of ${posted ?? 'nothing'}, and of nothing else`, () => {
    const form = new URLSearchParams(posted === undefined ? {} : { interval: posted });
    assert.equal(readChoice(form).interval, interval);
    assert.equal(choiceOfLink(form, project, 'en').interval, interval);
  });
}

const addresses: readonly [what: string, choice: Partial<Choice>, email: Faults['email']][] = [
  ['a single gift without one', {}, undefined],
  ['a monthly gift without one', { interval: 'month' }, 'needed'],
  ['a yearly gift without one', { interval: 'year', news: true }, 'needed'],
  ['a wish for news without one', { news: true }, 'needed_for_news'],
  ['one that is none', { email: 'me' }, 'wrong'],
  ['two in one', { email: 'a@example.org,b@example.org' }, 'wrong'],
  ['one with a header in it', { email: 'a@example.org\nBcc: b@example.org' }, 'wrong'],
  ['a monthly gift with one that is none', { email: 'me', interval: 'month' }, 'wrong'],
  ['a monthly gift with a good one', { email: 'me@example.org', interval: 'month' }, undefined],
];

for (const [what, choice, email] of addresses) {
  test(`finds ${email ?? 'nothing'} wrong with the address of ${what}`, () => {
    const decided = decideGift(
      { ...emptyChoice, amount: '5000', ...choice },
      project,
      circumstances,
    );
    assert.deepEqual('faults' in decided ? decided.faults : {}, email ? { email } : {});
  });
}

test('makes a gift that comes again only of the choice that says so', () => {
  const choice = { ...emptyChoice, amount: '5000', email: 'me@example.org' };
  const decided = (['month', 'year', null] as const).map((interval) =>
    decideGift({ ...choice, interval }, project, circumstances),
  );
  assert.deepEqual(
    decided.map((one) => ('gift' in one ? one.gift.interval : one.faults)),
    ['month', 'year', undefined],
  );
});

const dedications: readonly [what: string, choice: Partial<Choice>, faults: Faults][] = [
  ['a name', { dedicationName: 'Ada' }, {}],
  [
    'a card without any name',
    { recipientEmail: 'mum@example.org' },
    { dedicationName: 'missing', recipientName: 'missing' },
  ],
  [
    'a card to no address',
    { dedicationName: 'Ada', recipientName: 'Mum' },
    { recipientEmail: 'wrong' },
  ],
  [
    'words on a card alone',
    { cardMessage: 'For you' },
    { dedicationName: 'missing', recipientName: 'missing', recipientEmail: 'wrong' },
  ],
];

for (const [what, choice, faults] of dedications) {
  test(`says what a dedication with ${what} lacks`, () => {
    const decided = decideGift(
      { ...emptyChoice, amount: '5000', ...choice },
      project,
      circumstances,
    );
    assert.deepEqual('faults' in decided ? decided.faults : {}, faults);
  });
}

const standing = {
  interval: 'month',
  anchorAt: new Date('2027-01-31T08:00:00Z'),
  nextChargeAt: null,
  hasDonorPage: true,
} as const;

const nexts: readonly [
  state: RecurringState,
  said: string | null,
  next: string | null | undefined,
][] = [
  ['pending', null, '2027-02-28T08:00:00.000Z'],
  ['active', '2027-03-31T08:00:00Z', '2027-03-31T08:00:00.000Z'],
  ['paused', null, null],
  ['cancelled', null, undefined],
  ['ended', null, undefined],
];

for (const [state, said, next] of nexts) {
  test(`says ${next ?? 'nothing'} of the next charge of a gift that is ${state}`, () => {
    const nextChargeAt = said === null ? null : new Date(said);
    const found = nextChargeOf({ ...standing, state, nextChargeAt });
    assert.equal(found && (found.at?.toISOString() ?? null), next);
  });
}
