import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { MoneyErrorCode } from './error.ts';
import { formatDecimal, formatMoney, numberFormat } from './format.ts';
import { equal, type Money, money } from './money.ts';
import { parseLocalAmount } from './parse.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const refuses = (code: MoneyErrorCode, call: () => unknown) =>
  assert.throws(call, { name: 'MoneyError', code });

const DECIMALS: [amount: number, currency: string, decimal: string][] = [
  [500, 'JPY', '500'],
  [0, 'JPY', '0'],
  [-1, 'JPY', '-1'],
  [500, 'USD', '5.00'],
  [12345, 'USD', '123.45'],
  [5, 'USD', '0.05'],
  [50, 'USD', '0.50'],
  [0, 'USD', '0.00'],
  [-5, 'USD', '-0.05'],
  [-12345, 'USD', '-123.45'],
  [1, 'KWD', '0.001'],
  [1234, 'KWD', '1.234'],
  [-1, 'CLF', '-0.0001'],
  [12345, 'UYW', '1.2345'],
  [MAX, 'JPY', '9007199254740991'],
  [MAX, 'USD', '90071992547409.91'],
  [-MAX, 'USD', '-90071992547409.91'],
  [MAX, 'CLF', '900719925474.0991'],
];

for (const [amount, currency, decimal] of DECIMALS) {
  test(`writes ${amount} of ${currency} as ${decimal} for machines`, () => {
    assert.equal(formatDecimal({ amount, currency }), decimal);
  });
}

test('refuses to write what is no money', () => {
  for (const write of [formatDecimal, (value: Money) => formatMoney(value, 'en')]) {
    refuses('amount_not_integer', () => write({ amount: 0.5, currency: 'USD' }));
    refuses('amount_overflow', () => write({ amount: 2 ** 53, currency: 'USD' }));
    refuses('currency_unknown', () => write({ amount: 1, currency: 'XXX' }));
  }
});

/** No-break spaces and marks of direction made visible, so that the table below can be read. */
const visible = (text: string) =>
  text.replace(/[\u00a0\u202f]/g, '_').replace(/[\u200e\u200f\u061c]/g, '');

const FOR_PEOPLE: [amount: number, currency: string, locale: string, written: string][] = [
  [123450, 'USD', 'en', '$1,234.50'],
  [123450, 'USD', 'zh-CN', 'US$1,234.50'],
  [123450, 'CNY', 'zh-CN', '¥1,234.50'],
  [123450, 'EUR', 'de', '1.234,50_€'],
  [123450, 'EUR', 'fr', '1_234,50_€'],
  [123450, 'CHF', 'de-CH', "CHF_1'234.50"],
  [12345678, 'INR', 'en-IN', '₹1,23,456.78'],
  [1234, 'JPY', 'ja', '￥1,234'],
  [1234, 'KWD', 'en', 'KWD_1.234'],
  [-500, 'USD', 'en', '-$5.00'],
  [0, 'USD', 'en', '$0.00'],
  [123450, 'EGP', 'ar-EG', '١٬٢٣٤٫٥٠_ج.م.'],
  // Where Intl alone would drop the decimals that ISO 4217 gives.
  [12345650, 'HUF', 'hu', '123_456,50_Ft'],
  [123450, 'COP', 'es-CO', '$_1.234,50'],
  // Where a float would already be wrong.
  [MAX, 'USD', 'en', '$90,071,992,547,409.91'],
  [MAX, 'CLF', 'en', 'CLF_900,719,925,474.0991'],
  [-MAX, 'JPY', 'en', '-¥9,007,199,254,740,991'],
];

for (const [amount, currency, locale, written] of FOR_PEOPLE) {
  test(`writes ${amount} of ${currency} as ${written} in ${locale}`, () => {
    assert.equal(visible(formatMoney({ amount, currency }, locale)), written);
  });
}

const WITHOUT_ZEROS: [amount: number, currency: string, written: string][] = [
  [500, 'USD', '$5'],
  [123400, 'USD', '$1,234'],
  [0, 'USD', '$0'],
  [-500, 'USD', '-$5'],
  [550, 'USD', '$5.50'],
  [505, 'USD', '$5.05'],
  [1, 'USD', '$0.01'],
  [1000, 'KWD', 'KWD_1'],
  [1500, 'KWD', 'KWD_1.500'],
  [500, 'JPY', '¥500'],
  [1000, 'JPY', '¥1,000'],
];

for (const [amount, currency, written] of WITHOUT_ZEROS) {
  test(`writes ${amount} of ${currency} as ${written} when zeros after the point may go`, () => {
    const text = formatMoney({ amount, currency }, 'en', { withoutZeroFraction: true });
    assert.equal(visible(text), written);
  });
}

test('keeps the decimals unless asked', () => {
  const five = money(500, 'USD');
  assert.equal(formatMoney(five, 'en'), '$5.00');
  assert.equal(formatMoney(five, 'en', {}), '$5.00');
  assert.equal(formatMoney(five, 'en', { withoutZeroFraction: false }), '$5.00');
});

test('does not mix up the formats that it keeps', () => {
  for (let round = 0; round < 2; round += 1) {
    assert.equal(formatMoney(money(500, 'USD'), 'en'), '$5.00');
    assert.equal(formatMoney(money(500, 'USD'), 'en', { withoutZeroFraction: true }), '$5');
    assert.equal(formatMoney(money(500, 'EUR'), 'en'), '€5.00');
    assert.equal(visible(formatMoney(money(500, 'USD'), 'de')), '5,00_$');
  }
});

test('makes a format once', () => {
  assert.equal(numberFormat('en', 'USD', 2), numberFormat('en', 'USD', 2));
  assert.notEqual(numberFormat('en', 'USD', 2), numberFormat('en', 'USD', 2, 'name'));
});

test('keeps few formats, however many locales its readers ask for', () => {
  const first = numberFormat('en', 'USD', 2);
  for (let index = 0; index < 300; index += 1) {
    numberFormat(`en-x-a${index}`, 'USD', 2);
  }
  assert.notEqual(numberFormat('en', 'USD', 2), first);
  assert.equal(formatMoney(money(500, 'USD'), 'en'), '$5.00');
});

test('refuses a locale that is no language tag, as Intl does', () => {
  assert.throws(() => formatMoney(money(1, 'USD'), 'zh_CN'), RangeError);
  assert.throws(() => formatMoney(money(1, 'USD'), ''), RangeError);
});

// Each way of writing: marks, group sizes, digits, sides, and the locales that write money unlike numbers.
const LOCALES =
  'ar ar-EG bn da de de-AT de-CH en en-DE en-IN en-ZA es es-MX fa fi fr fr-CH he hi hu ja ko mr my ne pl pt-BR pt-PT sv th tr ur vi zh-CN zh-TW'.split(
    ' ',
  );
const CURRENCIES =
  'AED BHD BRL CHF CLF CNY CVE DKK EGP EUR GBP INR IQD IRR JPY KRW KWD PEN PLN USD UYW XOF'.split(
    ' ',
  );

test('writes for people what parseLocalAmount reads back, in every kind of locale', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.maxSafeNat(), fc.nat({ max: 2000 }), fc.constant(MAX)),
      fc.constantFrom(...CURRENCIES),
      fc.constantFrom(...LOCALES),
      fc.boolean(),
      (amount, currency, locale, withoutZeroFraction) => {
        const value = money(amount, currency);
        const text = formatMoney(value, locale, { withoutZeroFraction });
        const result = parseLocalAmount(text, currency, locale);
        assert.ok(result.ok && equal(result.value, value), `${text}: ${JSON.stringify(result)}`);
      },
    ),
    { numRuns: 2000 },
  );
});
