import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type Project, projectExample } from '@kindcart/contract';
import { en } from '../../locales/en.ts';
import { words as zhCn } from '../../locales/zh-cn.ts';
import { figuresOf, timeOf } from './figures.ts';

// Noon where the reader is, since days end at the reader's midnight.
const nowMs = new Date(2026, 10, 23, 12).getTime();
const dayMs = 86_400_000;

function figures(change: Partial<Project> = {}, words = en, locale = 'en') {
  return figuresOf({ ...projectExample, ...change }, { words, locale, nowMs });
}

function raised(amount: number): Partial<Project> {
  return { totals: { ...projectExample.totals, raised: { amount, currency: 'CNY' } } };
}

test('says the bar in one sentence', () => {
  equal(figures().sentence, '40%: CN¥48,276.50 raised of CN¥120,000');
  equal(figures({}, zhCn, 'zh-CN').sentence, '40%：目标 ¥120,000，已筹集 ¥48,276.50');
  equal(figures({ goal: null }).sentence, 'CN¥48,276.50 raised');
});

const shares: readonly [amount: number, percent: string, permille: number, reached: boolean][] = [
  [0, '0%', 0, false],
  [-500, '0%', 0, false],
  [11_999_999, '99%', 999, false],
  [12_000_000, '100%', 1000, true],
  [18_000_000, '150%', 1000, true],
  [9_007_199_254_740_991, '75,059,993,789%', 1000, true],
];

for (const [amount, percent, permille, reached] of shares) {
  test(`says ${percent} at ${amount}, and never 100 % before it is`, () => {
    const found = figures(raised(amount));
    equal(found.percent, percent);
    equal(found.permille, permille);
    equal(found.reached, reached);
  });
}

const ends: readonly [ms: number, says: string][] = [
  [-1, 'Ended'],
  [0, 'Ended'],
  [dayMs / 2 - 1, 'Ends today'],
  [dayMs / 2, '1 day left'],
  [dayMs, '1 day left'],
  [45.4 * dayMs, '45 days left'],
];

for (const [ms, says] of ends) {
  test(`says "${says}" ${ms} ms before the end`, () => {
    equal(figures({ closesAt: new Date(nowMs + ms).toISOString() }).time, says);
  });
}

test('says in Chinese until when, not as of when', () => {
  const far = { closesAt: new Date(2099, 5, 15, 12).toISOString() };
  equal(figures(far).time, 'until Jun 15, 2099');
  equal(figures(far, zhCn, 'zh-CN').time, '2099年6月15日 截止');
});

test('says nothing of an end that there is not, and that a closed project is closed', () => {
  equal(figures({ closesAt: null }).time, undefined);
  equal(figures({ state: 'closed' }).time, 'This project is closed');
});

test('says the day of an instant only when it is not today', () => {
  const today = new Date();
  today.setHours(13, 5);
  equal(timeOf(today.toISOString(), 'en').replace(/\s/g, ' '), '1:05 PM');
  equal(/2020/.test(timeOf('2020-03-01T12:00:00.000Z', 'en')), true);
});
