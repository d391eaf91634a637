import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sheetHtml } from './sheet.ts';

const shot = { subject: 'progress', locale: 'en', screen: 'phone', scheme: 'dark' };

test('shows states in their order, each with all of its pictures', () => {
  const html = sheetHtml('progress', [
    { ...shot, state: 'ready', file: 'progress/ready/en-phone-dark.png' },
    { ...shot, state: 'loading', file: 'progress/loading/en-phone-dark.png' },
    { ...shot, state: 'ready', locale: 'zh-CN', file: 'progress/ready/zh-CN-phone-dark.png' },
  ]);
  assert.deepEqual(
    [...html.matchAll(/<h2>(.*)<\/h2>/g)].map(([, name]) => name),
    ['ready', 'loading'],
  );
  assert.deepEqual(
    [...html.matchAll(/<img src="([^"]+)"/g)].map(([, file]) => file),
    [
      'progress/ready/en-phone-dark.png',
      'progress/ready/zh-CN-phone-dark.png',
      'progress/loading/en-phone-dark.png',
    ],
  );
  assert.match(html, /<figcaption>zh-CN, phone, dark<\/figcaption>/);
});

test('writes names as text and files as addresses', () => {
  const html = sheetHtml('a<b', [{ ...shot, state: '"quoted" & <more>', file: 'a b/c"d.png' }]);
  assert.match(html, /<h1>a&lt;b<\/h1>/);
  assert.match(html, /<h2>&quot;quoted&quot; &amp; &lt;more><\/h2>/);
  assert.match(html, /<img src="a%20b\/c%22d\.png"/);
});
