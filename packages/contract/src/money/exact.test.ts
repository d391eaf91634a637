// Exact amounts as people read them: every digit that there is, and the currency's own at least.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatExact } from './exact.ts';
import { formatMoney } from './format.ts';

const cases: readonly [exact: string, currency: string, locale: string, says: string][] = [
  ['158.5', 'CNY', 'zh-CN', '¥1.585'],
  ['158', 'CNY', 'zh-CN', '¥1.58'],
  ['158.50000000', 'CNY', 'zh-CN', '¥1.585'],
  ['100', 'USD', 'en', '$1.00'],
  ['0.02', 'CNY', 'en', 'CN¥0.0002'],
  ['0', 'USD', 'en', '$0.00'],
  ['0.00000001', 'USD', 'en', '$0.0000000001'],
  ['1234567.5', 'JPY', 'en', '¥1,234,567.5'],
  ['500', 'JPY', 'en', '¥500'],
  ['1500.25', 'KWD', 'en', 'KWD 1.50025'],
  ['-0.5', 'USD', 'en', '-$0.005'],
  ['118.5', 'EUR', 'de', '1,185 €'],
];

for (const [exact, currency, locale, says] of cases) {
  test(`says ${exact} of ${currency} as ${says}`, () => {
    assert.equal(formatExact(exact, currency, locale).replace(/\s/g, ' '), says);
  });
}

for (const exact of ['', '-', '--1', '1.', '.5', '1e3', ' 1', '1,5', 'NaN']) {
  test(`refuses ${JSON.stringify(exact)}, which is no exact amount`, () => {
    assert.throws(() => formatExact(exact, 'CNY', 'en'), RangeError);
  });
}

test('refuses a currency that is none', () => {
  assert.throws(() => formatExact('1', 'XXX', 'en'), { code: 'currency_unknown' });
});

test('says whole units as money is said', () => {
  const amounts = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const currencies = fc.constantFrom('CNY', 'JPY', 'KWD', 'USD');
  fc.assert(
    fc.property(amounts, currencies, (amount, currency) => {
      const said = formatExact(`${amount}`, currency, 'en');
      assert.equal(said, formatMoney({ amount, currency }, 'en'));
    }),
  );
});
