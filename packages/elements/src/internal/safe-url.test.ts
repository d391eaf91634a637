import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { safeUrl } from './safe-url.ts';

const base = 'https://charity.example/page';

const addresses: readonly [text: string | null | undefined, url: string | undefined][] = [
  ['https://give.example/a?b#c', 'https://give.example/a?b#c'],
  ['http://localhost:3000/', 'http://localhost:3000/'],
  ['/give', 'https://charity.example/give'],
  ['give', 'https://charity.example/give'],
  ['javascript:alert(1)', undefined],
  [' JaVaScRiPt:alert(1)', undefined],
  ['java\nscript:alert(1)', undefined],
  ['data:text/html,<script>alert(1)</script>', undefined],
  ['blob:https://charity.example/1', undefined],
  ['vbscript:x', undefined],
  ['https://', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
];

for (const [text, url] of addresses) {
  test(`reads ${JSON.stringify(text)} as ${url ?? 'nothing'}`, () => {
    equal(safeUrl(text, base), url);
  });
}

test('takes no relative address without a base', () => {
  equal(safeUrl('/give'), undefined);
});
