import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { textIn } from './named.ts';

const texts = { en: 'Saxaul', 'zh-CN': '梭梭', 'pt-BR': 'Saxaul-negro' };

const cases: readonly [locale: string, lang: string][] = [
  ['zh-CN', 'zh-CN'],
  ['zh-cn', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-Hans-SG', 'zh-CN'],
  ['pt-PT', 'pt-BR'],
  ['en-GB', 'en'],
  ['de', 'en'],
  ['', 'en'],
];

for (const [locale, lang] of cases) {
  test(`says a name to readers of "${locale}" in ${lang}`, () => {
    deepEqual(textIn(texts, locale), { text: Reflect.get(texts, lang), lang });
  });
}

test('says nothing, and breaks nothing, where not even English is there', () => {
  deepEqual(textIn({}, 'de'), { text: '', lang: 'en' });
});
