import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { typedSteps } from './typed-steps.ts';

const taken: readonly [typed: string, locale: string, steps: number][] = [
  ['8000', 'en', 8_000],
  ['  8000 ', 'en', 8_000],
  ['007', 'en', 7],
  ['1000000', 'en', 1_000_000],
  ['8,000', 'en', 8_000],
  ['123,456', 'en', 123_456],
  ['8 000', 'en', 8_000],
  ['8.000', 'de', 8_000],
  ['8.000', 'es', 8_000],
  ['8.000', 'pt-BR', 8_000],
  ['8 000', 'fr', 8_000],
  ['8\u202f000', 'fr', 8_000],
  ['8\u00a0000', 'fr', 8_000],
  ['8’000', 'de-CH', 8_000],
  ['1,00,000', 'en-IN', 100_000],
  ['٨٠٠٠', 'ar', 8_000],
  ['٨٬٠٠٠', 'ar', 8_000],
  ['۸۰۰۰', 'ar', 8_000],
  ['٨٠٠٠', 'en', 8_000],
  ['८०००', 'en', 8_000],
  ['８０００', 'ja', 8_000],
  ['８，０００', 'ja', 8_000],
  ['8,000', 'zh-CN', 8_000],
];
for (const [typed, locale, steps] of taken) {
  test(`reads "${typed}" as ${steps} steps in ${locale}`, () => {
    equal(typedSteps(typed, locale), steps);
  });
}

const refused: readonly [typed: string, locale: string][] = [
  ['', 'en'],
  ['0', 'en'],
  ['many', 'en'],
  ['-5', 'en'],
  ['+5', 'en'],
  ['1e9', 'en'],
  ['0x10', 'en'],
  ['12.5', 'en'],
  ['8.000', 'en'],
  ['8,000', 'de'],
  ['8,0', 'en'],
  ['80,00', 'en'],
  ['8000,000', 'en'],
  [',000', 'en'],
  ['8,000,', 'en'],
  ['8 000,000', 'en'],
  ['1000001', 'en'],
  ['99999999999', 'en'],
];
for (const [typed, locale] of refused) {
  test(`takes "${typed}" for no number of steps in ${locale}`, () => {
    equal(typedSteps(typed, locale), undefined);
  });
}
