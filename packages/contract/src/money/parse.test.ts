import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isCurrency } from './currency.ts';
import { formatDecimal } from './format.ts';
import { type Money, money } from './money.ts';
import { type AmountReason, type AmountResult, parseAmount, parseLocalAmount } from './parse.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CURRENCIES = LETTERS.flatMap((a) =>
  LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)),
).filter(isCurrency);

/** The amount in minor units, or the reason why there is none. */
const outcome = (result: AmountResult) => (result.ok ? result.value.amount : result.reason);

const MACHINE: [text: string, currency: string, is: number | AmountReason][] = [
  ['1.50', 'USD', 150],
  ['1.5', 'USD', 150],
  ['1', 'USD', 100],
  ['0', 'USD', 0],
  ['0.00', 'USD', 0],
  ['-3', 'USD', -300],
  ['-0.01', 'USD', -1],
  ['007.50', 'USD', 750],
  ['  1.50\n', 'USD', 150],
  ['500', 'JPY', 500],
  ['500.00', 'JPY', 500],
  ['1.500', 'USD', 150],
  ['1.234', 'KWD', 1234],
  ['1.2345', 'CLF', 12345],
  // What floats get wrong: 4.35 × 100 is 434.99999999999994, 1.1 × 1000 is 1100.0000000000002.
  ['4.35', 'USD', 435],
  ['1.1', 'KWD', 1100],
  ['0.07', 'USD', 7],
  ['90071992547409.91', 'USD', MAX],
  ['-90071992547409.91', 'USD', -MAX],
  ['9007199254740991', 'JPY', MAX],
  ['90071992547409.92', 'USD', 'too_large'],
  ['-90071992547409.92', 'USD', 'too_large'],
  ['9007199254740992', 'JPY', 'too_large'],
  ['9007199254740993', 'JPY', 'too_large'],
  ['9'.repeat(64), 'USD', 'too_large'],
  ['9'.repeat(65), 'USD', 'too_long'],
  [`${' '.repeat(100)}1`, 'USD', 100],
  [`0.${'0'.repeat(62)}`, 'USD', 0],
  ['1.005', 'USD', 'too_many_decimals'],
  ['0.5', 'JPY', 'too_many_decimals'],
  ['1.00001', 'CLF', 'too_many_decimals'],
  ['0.009', 'USD', 'too_many_decimals'],
  ['', 'USD', 'empty'],
  ['   ', 'USD', 'empty'],
  ['\u00a0', 'USD', 'empty'],
  ['１００', 'USD', 'foreign_digits'],
  ['1０', 'USD', 'foreign_digits'],
  ['٥٠', 'USD', 'foreign_digits'],
  ['𝟙', 'USD', 'foreign_digits'],
  ['1e3', 'USD', 'not_a_number'],
  ['1E3', 'USD', 'not_a_number'],
  ['1,50', 'USD', 'not_a_number'],
  ['1,000.00', 'USD', 'not_a_number'],
  ['1 000', 'USD', 'not_a_number'],
  ['1_000', 'USD', 'not_a_number'],
  ['+1', 'USD', 'not_a_number'],
  ['--1', 'USD', 'not_a_number'],
  ['- 1', 'USD', 'not_a_number'],
  ['−1', 'USD', 'not_a_number'],
  ['1-', 'USD', 'not_a_number'],
  ['.5', 'USD', 'not_a_number'],
  ['5.', 'USD', 'not_a_number'],
  ['.', 'USD', 'not_a_number'],
  ['-', 'USD', 'not_a_number'],
  ['1.2.3', 'USD', 'not_a_number'],
  ['1.5\n2', 'USD', 'not_a_number'],
  ['$1', 'USD', 'not_a_number'],
  ['1 USD', 'USD', 'not_a_number'],
  ['0x10', 'USD', 'not_a_number'],
  ['1n', 'USD', 'not_a_number'],
  ['NaN', 'USD', 'not_a_number'],
  ['Infinity', 'USD', 'not_a_number'],
  ['null', 'USD', 'not_a_number'],
];

for (const [text, currency, is] of MACHINE) {
  test(`reads a machine's ${JSON.stringify(text)} in ${currency} as ${is}`, () => {
    assert.equal(outcome(parseAmount(text, currency)), is);
  });
}

test('gives back money in the currency asked for, with one kind of zero', () => {
  const five = parseAmount('5', 'JPY');
  assert.deepEqual(five, { ok: true, value: { amount: 5, currency: 'JPY' } });
  for (const text of ['-0', '-0.00']) {
    assert.deepEqual(parseAmount(text, 'USD'), { ok: true, value: money(0, 'USD') });
  }
});

test('reads what formatDecimal writes, in every currency', () => {
  const amounts = [0, 1, -1, 10, 99, 100, -12345, MAX, -MAX];
  for (const currency of CURRENCIES) {
    for (const amount of amounts) {
      const value = money(amount, currency);
      assert.deepEqual(parseAmount(formatDecimal(value), currency), { ok: true, value });
    }
  }
});

test('reads what formatDecimal writes, whatever the amount', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(...CURRENCIES), (amount, currency) => {
      const value: Money = money(amount, currency);
      assert.deepEqual(parseAmount(formatDecimal(value), currency), { ok: true, value });
    }),
    { numRuns: 2000 },
  );
});

test('reads digits exactly, or says that they are too many', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(digits, digits, (whole, decimals) => {
      const result = parseAmount(`${whole}.${decimals}`, 'USD');
      const exact = BigInt(whole + decimals.slice(0, 2).padEnd(2, '0'));
      if (/[1-9]/.test(decimals.slice(2))) assert.equal(outcome(result), 'too_many_decimals');
      else if (exact > BigInt(MAX)) assert.equal(outcome(result), 'too_large');
      else assert.equal(outcome(result), Number(exact));
    }),
    { numRuns: 1000 },
  );
});

test('never throws at a text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({
      unit: fc.constantFrom(..."0123456789.,-()' $€¥٫٬١１e\u00a0\u200f"),
      maxLength: 12,
    }),
  );
  const locales = fc.constantFrom('en', 'de', 'fr', 'ar-EG', 'hi', 'zh-CN');
  fc.assert(
    fc.property(texts, locales, fc.constantFrom('USD', 'JPY', 'KWD'), (text, locale, currency) => {
      for (const result of [
        parseAmount(text, currency),
        parseLocalAmount(text, currency, locale),
      ]) {
        if (result.ok) assert.ok(Number.isSafeInteger(result.value.amount));
      }
      const local = parseLocalAmount(text, currency, locale);
      assert.ok(!local.ok || local.value.amount >= 0);
    }),
    { numRuns: 2000 },
  );
});

test('throws at a currency or a locale that nobody typed', () => {
  const unknown = { name: 'MoneyError', code: 'currency_unknown' };
  assert.throws(() => parseAmount('1', 'XXX'), unknown);
  assert.throws(() => parseLocalAmount('1', 'usd', 'en'), unknown);
  assert.throws(() => parseLocalAmount('1', 'USD', 'zh_CN'), RangeError);
});

type Row = [text: string, currency: string, locale: string, is: number | AmountReason];

const LOCAL: Record<string, Row[]> = {
  'plain digits and decimals': [
    ['5', 'USD', 'en', 500],
    ['5.5', 'USD', 'en', 550],
    ['5.50', 'USD', 'en', 550],
    ['0', 'USD', 'en', 0],
    ['0.01', 'USD', 'en', 1],
    ['05', 'USD', 'en', 500],
    [' 5 ', 'USD', 'en', 500],
    ['500', 'JPY', 'ja', 500],
    ['1.234', 'KWD', 'en', 1234],
    ['1,234', 'KWD', 'de', 1234],
    ['4,35', 'EUR', 'de', 435],
    ['90,071,992,547,409.91', 'USD', 'en', MAX],
  ],
  'thousands where the locale groups': [
    ['1,234.50', 'USD', 'en', 123450],
    ['1,234,567', 'USD', 'en', 123456700],
    ['1.234,50', 'EUR', 'de', 123450],
    ['1.234', 'EUR', 'de', 123400],
    ['1.234.567,8', 'EUR', 'de', 123456780],
    ['1.234', 'EUR', 'es', 123400],
    ['1 234,50', 'EUR', 'fr', 123450],
    ['1\u00a0234,50', 'EUR', 'fr', 123450],
    ['1\u202f234,50', 'EUR', 'fr', 123450],
    ['1 234 567', 'EUR', 'pl', 123456700],
    ["1'234.50", 'CHF', 'de-CH', 123450],
    ['1’234.50', 'CHF', 'de-CH', 123450],
    ['12,34,567.50', 'INR', 'en-IN', 123456750],
    ['1,234', 'INR', 'hi', 123400],
  ],
  'spaces and apostrophes as thousands anywhere': [
    ['1 234.50', 'USD', 'en', 123450],
    ["1'234.50", 'USD', 'en', 123450],
    ['1 234 567,50', 'EUR', 'de', 123456750],
  ],
  'thousands out of place': [
    ['1,50', 'USD', 'en', 'unclear_separator'],
    ['1,5', 'USD', 'en', 'unclear_separator'],
    ['12,34', 'USD', 'en', 'unclear_separator'],
    ['1,2345', 'USD', 'en', 'unclear_separator'],
    ['1234,567', 'USD', 'en', 'unclear_separator'],
    ['12,34,567', 'USD', 'en', 'unclear_separator'],
    ['1,234,567', 'INR', 'en-IN', 'unclear_separator'],
    ['123,456', 'INR', 'en-IN', 'unclear_separator'],
    ['0,500', 'USD', 'en', 'unclear_separator'],
    ['0.500', 'EUR', 'de', 'unclear_separator'],
    ['1.50', 'EUR', 'de', 'unclear_separator'],
    ['1,234 567', 'USD', 'en', 'unclear_separator'],
    ['1 234.567', 'EUR', 'de-AT', 'unclear_separator'],
    ['1,,234', 'USD', 'en', 'unclear_separator'],
    ['1.234.50', 'EUR', 'de', 'unclear_separator'],
    ['1,234,50', 'USD', 'en', 'unclear_separator'],
    ['1.2.3', 'USD', 'en', 'unclear_separator'],
    ['1.5,5', 'USD', 'en', 'unclear_separator'],
    ['1.234,567', 'USD', 'en', 'unclear_separator'],
    ['1 2', 'USD', 'en', 'unclear_separator'],
    ['5.', 'USD', 'en', 'unclear_separator'],
    ['.5', 'USD', 'en', 'unclear_separator'],
    ['$.50', 'USD', 'en', 'unclear_separator'],
  ],
  'another decimal mark, where it cannot be thousands': [
    ['12.50', 'EUR', 'fr', 1250],
    ['12.5', 'EUR', 'sv', 1250],
    ['1 234.50', 'EUR', 'fr', 123450],
    ['12.50', 'EGP', 'ar-EG', 1250],
    ['12,50', 'EGP', 'ar-EG', 1250],
    ['12,50', 'CHF', 'de-CH', 1250],
  ],
  'three decimals that look like thousands': [
    ['1.500', 'USD', 'en', 'unclear_separator'],
    ['1.000', 'JPY', 'en', 'unclear_separator'],
    ['1,000', 'EUR', 'fr', 'unclear_separator'],
    ['1.000', 'EUR', 'fr', 'unclear_separator'],
    ['1.234', 'KWD', 'fr', 'unclear_separator'],
    ['1.234', 'USD', 'en', 'unclear_separator'],
  ],
  'too many decimals': [
    ['1.2345', 'USD', 'en', 'too_many_decimals'],
    ['0.5', 'JPY', 'en', 'too_many_decimals'],
    ['1.05', 'JPY', 'en', 'too_many_decimals'],
    ['500.00', 'JPY', 'en', 500],
    ['1.5000', 'USD', 'en', 150],
  ],
  'digits of other scripts': [
    ['１００', 'JPY', 'ja', 100],
    ['１，０００', 'JPY', 'ja', 1000],
    ['１２．５０', 'CNY', 'zh-CN', 1250],
    ['1０0', 'JPY', 'ja', 100],
    ['٥٠٠', 'USD', 'ar', 50000],
    ['١٬٢٣٤٫٥٠', 'EGP', 'ar-EG', 123450],
    ['١٬٢٣٤٫٥٠', 'USD', 'en', 123450],
    ['٢٫٥', 'USD', 'ar', 250],
    ['١٬٢٣٤', 'EUR', 'fr', 123400],
    ['١٬٢٣', 'EUR', 'fr', 'unclear_separator'],
    ['١٫٢٣٤', 'KWD', 'ar', 1234],
    ['۱۲۳', 'IRR', 'fa', 12300],
    ['१२३', 'INR', 'hi', 12300],
    ['০৯', 'BDT', 'bn', 900],
    ['𝟙𝟠𝟬𝟵', 'USD', 'en', 180900],
    ['5²', 'USD', 'en', 'not_a_number'],
    ['①', 'USD', 'en', 'not_a_number'],
    ['½', 'USD', 'en', 'not_a_number'],
    ['一百', 'CNY', 'zh-CN', 'not_a_number'],
    ['Ⅳ', 'USD', 'en', 'not_a_number'],
  ],
  'the ideographic full stop': [
    ['1。50', 'CNY', 'zh-CN', 150],
    ['1｡50', 'CNY', 'zh-CN', 150],
  ],
  'marks of direction': [
    ['\u200f5.50\u200f', 'USD', 'en', 550],
    ['\u2067٥٠\u2069', 'EGP', 'ar-EG', 5000],
    ['\u200f', 'USD', 'en', 'empty'],
  ],
  'the symbol, code or name of the currency at either end': [
    ['$5', 'USD', 'en', 500],
    ['5$', 'USD', 'en', 500],
    ['$ 5', 'USD', 'en', 500],
    ['US$5', 'USD', 'en', 500],
    ['US$ 5.50', 'USD', 'zh-CN', 550],
    ['USD 5', 'USD', 'en', 500],
    ['5 usd', 'USD', 'en', 500],
    ['$5 USD', 'USD', 'en', 500],
    ['5 US dollars', 'USD', 'en', 500],
    ['¥100', 'CNY', 'zh-CN', 10000],
    ['￥１００', 'CNY', 'zh-CN', 10000],
    ['CN¥100', 'CNY', 'en', 10000],
    ['CNY 100', 'CNY', 'zh-CN', 10000],
    ['RMB100', 'CNY', 'en', 10000],
    ['100元', 'CNY', 'zh-CN', 10000],
    ['100人民币', 'CNY', 'zh-CN', 10000],
    ['100円', 'JPY', 'ja', 100],
    ['HK$100', 'HKD', 'en', 10000],
    ['€ 5', 'EUR', 'de', 500],
    ['5,50 €', 'EUR', 'de', 550],
    ['10 euros', 'EUR', 'fr', 1000],
    ['5 kr.', 'DKK', 'da', 500],
    ['CHF 5', 'CHF', 'de-CH', 500],
    ['5 zł', 'PLN', 'pl', 500],
    ['٥ ج.م.', 'EGP', 'ar-EG', 500],
  ],
  'another currency': [
    ['€5', 'USD', 'en', 'other_currency'],
    ['5 €', 'USD', 'en', 'other_currency'],
    ['5 EUR', 'USD', 'en', 'other_currency'],
    ['eur 5', 'USD', 'en', 'other_currency'],
    ['CA$5', 'USD', 'en', 'other_currency'],
    ['$5 CAD', 'USD', 'en', 'other_currency'],
    ['$5', 'CNY', 'zh-CN', 'other_currency'],
    ['$$5', 'USD', 'en', 'other_currency'],
    ['5 XXX', 'USD', 'en', 'not_a_number'],
    ['100元', 'JPY', 'zh-CN', 'not_a_number'],
  ],
  'amounts below zero': [
    ['-5', 'USD', 'en', 'negative'],
    ['- 5', 'USD', 'en', 'negative'],
    ['-0', 'USD', 'en', 'negative'],
    ['−5', 'USD', 'en', 'negative'],
    ['–5', 'USD', 'en', 'negative'],
    ['－５', 'JPY', 'ja', 'negative'],
    ['-$5', 'USD', 'en', 'negative'],
    ['$-5', 'USD', 'en', 'negative'],
    ['$ -5', 'USD', 'en', 'negative'],
    ['5-', 'USD', 'en', 'negative'],
    ['5 -', 'USD', 'en', 'negative'],
    ['($5.00)', 'USD', 'en', 'negative'],
    ['(5)', 'USD', 'en', 'negative'],
  ],
  'no number': [
    ['', 'USD', 'en', 'empty'],
    [' ', 'USD', 'en', 'empty'],
    ['\u3000', 'JPY', 'ja', 'empty'],
    ['$', 'USD', 'en', 'not_a_number'],
    ['-', 'USD', 'en', 'not_a_number'],
    ['five', 'USD', 'en', 'not_a_number'],
    ['1e3', 'USD', 'en', 'not_a_number'],
    ['1E3', 'USD', 'en', 'not_a_number'],
    ['0x10', 'USD', 'en', 'not_a_number'],
    ['5k', 'USD', 'en', 'not_a_number'],
    ['+5', 'USD', 'en', 'not_a_number'],
    ['5+5', 'USD', 'en', 'not_a_number'],
    ['5-10', 'USD', 'en', 'not_a_number'],
    ['50,-', 'EUR', 'de', 'not_a_number'],
    ['50.–', 'CHF', 'de-CH', 'not_a_number'],
    ['5%', 'USD', 'en', 'not_a_number'],
    ['NaN', 'USD', 'en', 'not_a_number'],
    ['Infinity', 'USD', 'en', 'not_a_number'],
  ],
  'too much': [
    ['90,071,992,547,409.92', 'USD', 'en', 'too_large'],
    ['9007199254740992', 'JPY', 'en', 'too_large'],
    ['1'.repeat(64), 'USD', 'en', 'too_large'],
    ['1'.repeat(65), 'USD', 'en', 'too_long'],
    [`${' '.repeat(100)}1`, 'USD', 'en', 100],
    ['x'.repeat(100_000), 'USD', 'en', 'too_long'],
  ],
};

for (const [rule, rows] of Object.entries(LOCAL)) {
  test(`reads what a donor typed: ${rule}`, () => {
    for (const [text, currency, locale, is] of rows) {
      const message = `${JSON.stringify(text)} in ${currency}, ${locale}`;
      assert.equal(outcome(parseLocalAmount(text, currency, locale)), is, message);
    }
  });
}

test('gives every digit of every script its value', () => {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const digit = String.fromCodePoint(code);
    if (!/\p{Nd}/u.test(digit)) continue;
    // The zero of a script stands in the first place of its ten, wherever Unicode put it.
    const zero = [...Array(10).keys()].find((back) => {
      const result = parseLocalAmount(String.fromCodePoint(code - back), 'JPY', 'en');
      return outcome(result) === 0;
    });
    assert.equal(outcome(parseLocalAmount(digit, 'JPY', 'en')), zero, code.toString(16));
  }
});

test('agrees with the digits that Intl writes in every numbering system of decimal digits', () => {
  for (const system of Intl.supportedValuesOf('numberingSystem')) {
    const written = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false }).format(
      9876543210,
    );
    if (!/^\p{Nd}+$/u.test(written)) continue;
    assert.equal(outcome(parseLocalAmount(written, 'JPY', 'en')), 9876543210, system);
  }
});
