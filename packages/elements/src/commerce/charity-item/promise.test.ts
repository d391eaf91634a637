import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type CharityItem, charityItemExample } from '@kindcart/contract';
import { item as words } from '../../locales/item.en.ts';
import { formatExact } from './exact.ts';
import { promisedBy } from './promise.ts';

const speech = { words, locale: 'en' };
const told = (change: Partial<CharityItem>) =>
  promisedBy({ ...charityItemExample, ...change }, speech);
const [first] = charityItemExample.split;
const { title } = first?.project ?? {};

const promises: readonly [gives: CharityItem['gives'], line: string][] = [
  [{ kind: 'order_fixed', amount: 2 }, `CN¥0.02 of every order goes to ${title}`],
  [{ kind: 'order_share', basisPoints: 30 }, `0.3% of every order goes to ${title}`],
  [{ kind: 'item_fixed', amount: 100 }, `CN¥1 for each one sold goes to ${title}`],
  [{ kind: 'item_share', basisPoints: 150 }, `1.5% of this goes to ${title}`],
  [
    {
      kind: 'tiers',
      tiers: [
        { from: 9_900, amount: 100 },
        { from: 20_000, amount: 500 },
      ],
    },
    `Up to CN¥5 of your order goes to ${title}`,
  ],
];

for (const [gives, line] of promises) {
  test(`says ${gives.kind} in a line`, () => {
    equal(told({ gives }).line, line);
  });
}

test('counts projects where there are several', () => {
  const split = [1, 2, 3].flatMap(() => charityItemExample.split);
  equal(told({ split }).line, '1% of this goes to 3 projects');
});

const states: readonly [CharityItem['state'], string | undefined][] = [
  ['open', undefined],
  ['scheduled', 'Begins on Jun 15, 2099'],
  ['project_closed', 'Paused'],
  ['ended', 'Has ended'],
];

for (const [state, said] of states) {
  test(`says ${said ?? 'nothing'} of one that is ${state}`, () => {
    equal(told({ state, startsAt: '2099-06-15T12:00:00.000Z' }).state, said);
  });
}

test('says nothing of orders before the first, and one of one', () => {
  const { totals } = charityItemExample;
  const orders = (count: number) => told({ totals: { ...totals, orders: count } }).orders;
  deepEqual([0, 1, 2_140].map(orders), [undefined, '1 order', '2,140 orders']);
});

const sums: readonly [exact: string, currency: string, text: string][] = [
  ['0', 'CNY', 'CN¥0.00'],
  ['1.5', 'CNY', 'CN¥0.015'],
  ['38520.75', 'CNY', 'CN¥385.2075'],
  ['100', 'CNY', 'CN¥1.00'],
  ['0.00000001', 'CNY', 'CN¥0.0000000001'],
  ['7', 'JPY', '¥7'],
  ['7.25', 'JPY', '¥7.25'],
  ['1', 'KWD', 'KWD 0.001'],
  ['900719925474099212345', 'CNY', 'CN¥9,007,199,254,740,992,123.45'],
];

for (const [exact, currency, text] of sums) {
  test(`writes ${exact} minor units of ${currency} to the last digit`, () => {
    equal(formatExact(exact, currency, 'en').replace('\u00a0', ' '), text);
  });
}
