import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { agoOf, momentOf } from './time.ts';

const nowMs = Date.UTC(2026, 10, 23, 12);
const [second, minute, hour, day] = [1, 60, 3_600, 86_400] as const;

const cases: readonly [seconds: number, english: string, chinese: string][] = [
  [-500 * day, 'now', '现在'],
  [-1, 'now', '现在'],
  [0, 'now', '现在'],
  [minute - second, 'now', '现在'],
  [minute, '1 minute ago', '1分钟前'],
  [hour - second, '59 minutes ago', '59分钟前'],
  [hour, '1 hour ago', '1小时前'],
  [day - second, '23 hours ago', '23小时前'],
  [day, 'yesterday', '昨天'],
  [30 * day, '30 days ago', '30天前'],
  [31 * day, 'last month', '上个月'],
  [364 * day, '11 months ago', '11个月前'],
  [800 * day, '2 years ago', '2年前'],
];

for (const [seconds, english, chinese] of cases) {
  test(`says "${english}" after ${seconds} seconds`, () => {
    const instant = new Date(nowMs - seconds * 1_000).toISOString();
    equal(agoOf(instant, nowMs, 'en'), english);
    equal(agoOf(instant, nowMs, 'zh-CN').replaceAll(' ', ''), chinese);
  });
}

test('says the instant itself in the language of the page', () => {
  const instant = new Date(2026, 10, 23, 15, 4).toISOString();
  match(momentOf(instant, 'en'), /^November 23, 2026.* 3:04/);
  match(momentOf(instant, 'zh-CN'), /^2026年11月23日.*15:04/);
});
