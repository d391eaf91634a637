import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { treePage } from './tree-page.ts';

const pages = [
  [
    'https://give.example.org/trees/tre_1',
    'zh-CN',
    'https://give.example.org/trees/tre_1?lang=zh-CN',
  ],
  ['https://example.org/?tree=1&lang=en#a', 'ar', 'https://example.org/?tree=1&lang=ar#a'],
  ['javascript:alert(1)', 'en', undefined],
  ['/trees/tre_1', 'en', undefined],
  [undefined, 'en', undefined],
] as const;

for (const [address, locale, page] of pages) {
  test(`leads from ${address} in ${locale} to ${page}`, () => {
    equal(treePage(address, locale), page);
  });
}
