import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { createAdoptionSchema } from '@kindcart/contract';
import { adopting as words } from '../../locales/adopting.en.ts';
import { plot, saxaul } from './sample.testing.ts';
import { emptyWish, shareRange, sharesOf, type WishDraft, wishOf } from './wish.ts';

const price = { amount: 2_500, currency: 'CNY' };
const today = '2026-11-23';
const read = (change: Partial<WishDraft>, of = price) =>
  wishOf({ ...emptyWish, ...change }, { words, today, price: of });

const wishes: readonly [string, Partial<WishDraft>, object][] = [
  ['alone', {}, { shares: 1, teamName: null, gift: null }],
  [
    'a gift with nothing but a name',
    { kind: 'gift', to: ' 奶奶 ' },
    { shares: 1, teamName: null, gift: { to: '奶奶', message: null, revealOn: null } },
  ],
  [
    'a gift for a day to come',
    { kind: 'gift', to: 'Kim', message: 'Hi', revealOn: today },
    { shares: 1, teamName: null, gift: { to: 'Kim', message: 'Hi', revealOn: today } },
  ],
  [
    'a team of five',
    { kind: 'team', shares: ' 5 ', teamName: 'Us' },
    { shares: 5, teamName: 'Us', gift: null },
  ],
  ['a team in Arabic', { kind: 'team', shares: '٣' }, { shares: 3, teamName: null, gift: null }],
  ['a team without a name', { kind: 'team' }, { shares: 2, teamName: null, gift: null }],
  [
    'alone after a gift was begun',
    { kind: 'alone', to: 'Kim', teamName: 'Us', shares: '9' },
    { shares: 1, teamName: null, gift: null },
  ],
];

for (const [what, change, wish] of wishes) {
  test(`reads ${what}, as the platform takes it`, () => {
    deepEqual(read(change), wish);
    const place = { plotId: plot.id, speciesId: saxaul.id, placeNumber: null };
    ok(createAdoptionSchema.safeParse({ ...place, ...read(change) }).success);
  });
}

const mistakes: readonly [Partial<WishDraft>, Record<string, RegExp>][] = [
  [{ kind: 'gift', to: ' \u0000 ' }, { to: /name/ }],
  [{ kind: 'gift', to: 'Kim', revealOn: '2026-11-22' }, { revealOn: /today/ }],
  [
    { kind: 'gift', revealOn: '2020-01-01' },
    { to: /name/, revealOn: /today/ },
  ],
  [{ kind: 'team', shares: '1' }, { shares: /from 2 to 20/ }],
  [{ kind: 'team', shares: '21' }, { shares: /from 2 to 20/ }],
  [{ kind: 'team', shares: '' }, { shares: /from 2 to 20/ }],
  [{ kind: 'team', shares: '2.5' }, { shares: /from 2 to 20/ }],
  [{ kind: 'team', shares: '-3' }, { shares: /from 2 to 20/ }],
];

for (const [change, errors] of mistakes) {
  test(`says what is wrong in ${JSON.stringify(change)}`, () => {
    const wish = read(change);
    ok('errors' in wish);
    deepEqual(Object.keys(wish.errors), Object.keys(errors));
    for (const [field, text] of Object.entries(errors)) {
      match(Object.entries(wish.errors).find(([name]) => name === field)?.[1] ?? '', text);
    }
  });
}

test('splits no price below its smallest coin', () => {
  const cheap = { amount: 3, currency: 'JPY' };
  const shares = ['2', '3', '4'].map((each) => sharesOf({ ...emptyWish, shares: each }, cheap));
  deepEqual(shares, [2, 3, undefined]);
});

for (const [amount, shares, least, most] of [
  [2_500, 2, 1_250, 1_250],
  [2_500, 3, 833, 834],
  [20, 20, 1, 1],
] as const) {
  test(`says what each of ${shares} pays of ${amount}`, () => {
    const range = shareRange({ amount, currency: 'CNY' }, shares).map((each) => each.amount);
    deepEqual(range, [least, most]);
    equal(least * shares <= amount && most * shares >= amount, true);
  });
}
