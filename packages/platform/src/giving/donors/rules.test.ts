import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskEmail, toYears } from './rules.ts';

for (const [email, masked] of [
  ['donor@example.org', 'd…r@example.org'],
  ['ab@example.org', 'a…@example.org'],
  ['a@example.org', 'a…@example.org'],
  ['林晓晓@例子.公益', '林…晓@例子.公益'],
] as const) {
  test(`masks ${email} as ${masked}`, () => assert.equal(maskEmail(email), masked));
}

test('joins the currencies of a year, newest first as they come', () => {
  const links = { html: 'h', pdf: 'p', until: 'u' };
  const row = { gifts: 2, total: 500 };
  const years = toYears(
    [
      { ...row, year: 2026, currency: 'CNY' },
      { ...row, year: 2026, currency: 'USD' },
      { ...row, year: 2025, currency: 'CNY' },
    ],
    () => links,
  );
  const money = (currency: string) => ({ amount: 500, currency });
  assert.deepEqual(years, [
    { year: 2026, gifts: 4, totals: [money('CNY'), money('USD')], links },
    { year: 2025, gifts: 2, totals: [money('CNY')], links },
  ]);
});
