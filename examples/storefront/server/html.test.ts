// Text is text, money is exact, and both languages say everything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { products } from './catalogue/catalogue.ts';
import { html } from './html.ts';
import { exactYuan, yuan } from './money.ts';
import { wordsOf } from './words/words.ts';

test('escapes what is put in, once, and lets markup of its own through', () => {
  const inner = html`<b title="${'"><i>'}">${"a & b's"}</b>`;
  assert.equal(inner.text, '<b title="&quot;&gt;&lt;i&gt;">a &amp; b&#39;s</b>');
  assert.equal(
    html`<p>${inner}${[html`<i>${1}</i>`, '<']}</p>`.text,
    `<p>${inner.text}<i>1</i>&lt;</p>`,
  );
});

test('leaves out what is not there', () => {
  assert.equal(html`a${null}b${false}c${[]}d${0}e${''}f`.text, 'abcd0ef');
});

const amounts: readonly [fen: number, text: string][] = [
  [0, '¥0'],
  [5, '¥0.05'],
  [100, '¥1'],
  [1_250, '¥12.50'],
  [123_456_789, '¥1,234,567.89'],
  [-3_440, '−¥34.40'],
];

for (const [fen, text] of amounts) {
  test(`writes ${fen} fen as ${text}`, () => assert.equal(yuan(fen), text));
}

const exact: readonly [fen: string, text: string][] = [
  ['0', '¥0'],
  ['20', '¥0.20'],
  ['256', '¥2.56'],
  ['100', '¥1'],
  ['158.5', '¥1.585'],
  ['0.00000001', '¥0.0000000001'],
  ['123456789.25', '¥1,234,567.8925'],
];

for (const [fen, text] of exact) {
  test(`writes exactly ${fen} fen as ${text}`, () => assert.equal(exactYuan(fen), text));
}

test('names each product once, in two languages', () => {
  assert.equal(products.length, 36);
  for (const which of ['id', 'en', 'zh'] as const) {
    const names = products.map(({ id, name }) => (which === 'id' ? id : name[which]));
    assert.deepEqual([...new Set(names)], names);
  }
  for (const { id, name, note, about, price } of products) {
    assert.match(id, /^[a-z0-9-]+$/);
    assert(Number.isInteger(price) && price > 0);
    for (const said of [name, note, about]) {
      assert(said.en !== '' && /\p{Script=Han}/u.test(said.zh), id);
      assert.doesNotMatch(said.en, /\p{Script=Han}/u, id);
    }
  }
});

/** Every text below a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

test('says in Chinese all that it says in English', () => {
  const [english, chinese] = [textsIn(wordsOf('en')), textsIn(wordsOf('zh'))];
  assert.equal(chinese.length, english.length);
  for (const text of chinese) assert.match(text, /\p{Script=Han}|^(zh-CN|English)$/u);
  for (const text of english) assert.doesNotMatch(text, /(?!中文)\p{Script=Han}{3,}/u);
});
