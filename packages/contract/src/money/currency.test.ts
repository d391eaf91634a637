import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exponentOf, isCurrency } from './currency.ts';
import { MoneyError } from './error.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const EVERY_THREE_LETTERS = LETTERS.flatMap((a) =>
  LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)),
);
const CURRENCIES = EVERY_THREE_LETTERS.filter(isCurrency);

function withExponent(exponent: number): string {
  return CURRENCIES.filter((currency) => exponentOf(currency) === exponent).join(' ');
}

test('knows the currencies without decimals', () => {
  assert.equal(
    withExponent(0),
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  );
});

test('knows the currencies of thousandths and of ten-thousandths', () => {
  assert.equal(withExponent(3), 'BHD IQD JOD KWD LYD OMR TND');
  assert.equal(withExponent(4), 'CLF UYW');
});

test('knows no currency of tenths', () => {
  assert.equal(withExponent(1), '');
});

test('gives every other active currency two decimals', () => {
  assert.equal(CURRENCIES.length, 158);
  assert.equal(withExponent(2).split(' ').length, 158 - 17 - 7 - 2);
  for (const currency of ['AED', 'CNY', 'EUR', 'GBP', 'INR', 'MGA', 'MRU', 'USD', 'ZWG']) {
    assert.equal(exponentOf(currency), 2, currency);
  }
});

test('disagrees with Intl about which currencies are active only where we know why', () => {
  // A currency that is born or dies shows up here first, with the Node release that learns of it.
  const intl = Intl.supportedValuesOf('currency');
  const onlyOurs = CURRENCIES.filter((currency) => !intl.includes(currency));
  const onlyIntl = intl.filter((currency) => !isCurrency(currency));
  // Units of account, and the digital bolívar, which CLDR folds into VES.
  assert.equal(onlyOurs.join(' '), 'CLF UYI UYW VED');
  // Replaced by XCG, EUR, CUP, EUR, SLE and ZWG; and two units of account of banks.
  assert.equal(onlyIntl.sort().join(' '), 'ANG BGN CUC HRK SLL XDR XSU ZWL');
});

test('does not take its digits from Intl, which is not ISO 4217', () => {
  const table: [currency: string, iso: number, intl: number][] = [
    ['COP', 2, 0],
    ['HUF', 2, 0],
    ['IDR', 2, 0],
    ['IQD', 3, 0],
  ];
  for (const [currency, iso, intl] of table) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    assert.equal(exponentOf(currency), iso, currency);
    assert.equal(format.resolvedOptions().maximumFractionDigits, intl, currency);
  }
});

const REFUSED: [why: string, ...texts: string[]][] = [
  ['metals', 'XAG', 'XAU', 'XPD', 'XPT'],
  ['bond market and bank units', 'XBA', 'XBB', 'XBC', 'XBD', 'XDR', 'XSU', 'XUA', 'XAD'],
  ['funds', 'BOV', 'CHE', 'CHW', 'COU', 'MXV', 'USN'],
  ['test and nothing', 'XTS', 'XXX'],
  ['gone', 'ANG', 'BGN', 'CUC', 'DEM', 'HRK', 'SLL', 'VEF', 'ZWL'],
  ['small letters', 'usd', 'Usd', 'jpy'],
  ['other lengths', '', 'U', 'US', 'USDX', 'USD EUR', 'JPY KMF'],
  ['pieces of two neighbours', 'ED ', 'D A', ' AF', 'DAF', 'EDA'],
  ['white space', ' USD', 'USD ', 'USD\n', '\tUSD', '   '],
  ['look-alikes and symbols', 'UЅD', 'ＵＳＤ', '$', 'US$', '840'],
  ['names of an object', 'constructor', '__proto__', 'toString'],
];

for (const [why, ...texts] of REFUSED) {
  test(`refuses ${why}`, () => {
    for (const text of texts) {
      assert.equal(isCurrency(text), false, text);
      assert.throws(() => exponentOf(text), { name: 'MoneyError', code: 'currency_unknown' }, text);
    }
  });
}

test('says which code it does not know', () => {
  assert.throws(() => exponentOf('usd'), {
    message: '"usd" is no ISO 4217 code in use.',
  });
});

test('throws errors that are Errors, with a code', () => {
  const error = new MoneyError('amount_overflow', 'Too much.');
  assert.ok(error instanceof Error);
  assert.equal(error.name, 'MoneyError');
  assert.equal(error.code, 'amount_overflow');
  assert.equal(`${error}`, 'MoneyError: Too much.');
});
