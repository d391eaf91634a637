import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { typedNumber } from './typed-number.ts';

const typed: readonly [text: string, number: number | undefined][] = [
  ['9', 9],
  [' 144 ', 144],
  ['007', 7],
  ['0', 0],
  ['9999999', 9_999_999],
  ['１４', 14],
  ['٣٢', 32],
  ['۵', 5],
  ['１٢3', 123],
  ['10000000', undefined],
  ['', undefined],
  [' ', undefined],
  ['-3', undefined],
  ['2.5', undefined],
  ['1e3', undefined],
  ['0x1F', undefined],
  ['1 2', undefined],
  ['Infinity', undefined],
  ['九', undefined],
  ['²', undefined],
  ['७', undefined],
  ['9\u0000', undefined],
];

for (const [text, number] of typed) {
  test(`reads ${JSON.stringify(text)} as ${number ?? 'no number'}`, () => {
    equal(typedNumber(text), number);
  });
}

test('reads what each language writes a number as', () => {
  for (const locale of ['en', 'zh-CN', 'ar-EG', 'fa', 'de', 'es', 'fr', 'ja', 'pt-BR']) {
    const format = new Intl.NumberFormat(locale, { useGrouping: false });
    for (const number of [0, 1, 9, 10, 365, 12_000]) {
      equal(typedNumber(format.format(number)), number, locale);
    }
  }
});
