import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { words as ar } from '../locales/ar.shop.ts';
import { words as de } from '../locales/de.shop.ts';
import { details } from '../locales/details.en.ts';
import { words as es } from '../locales/es.shop.ts';
import { words as fr } from '../locales/fr.shop.ts';
import { impact } from '../locales/impact.en.ts';
import { words as ja } from '../locales/ja.shop.ts';
import { words as ptBr } from '../locales/pt-br.shop.ts';
import type { ShopWords } from '../locales/shop-words.ts';
import { words as zhCn } from '../locales/zh-cn.shop.ts';
import { shopFiles } from './shop-words.ts';

const en: ShopWords = { ...details, ...impact };
const others = [ar, de, es, fr, ja, ptBr, zhCn];

/** What stands in for a parameter: signs that no language says. */
const marks = ['⓵', '⓶', '⓷'];

/** Lines with a count, which chooses among plurals, and with the count as it is written. */
const counting = ['shop.orders', 'shop.projects'];

/** Every line of a language by its path; functions are called with a mark for each parameter. */
function lines(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = `${path}${name}`;
    if (typeof value === 'string') return [[key, value] as [string, string]];
    if (typeof value !== 'function') return lines(Object(value), `${key}.`);
    const handed = counting.includes(key) ? [100, marks[1]] : marks;
    return [[key, String(value(...handed))] as [string, string]];
  });
}

function linesWith(words: object, pattern: RegExp): string[] {
  return lines(words).flatMap(([key, text]) => (pattern.test(text) ? `${key}: ${text}` : []));
}

const english = new Map(lines(en));

for (const words of [en, ...others]) {
  test(`${words.shop.lang} says something in every line of shops, and takes up what is handed in`, () => {
    const own = new Map(lines(words));
    deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    deepEqual(linesWith(words, /^\s*$|undefined|['"]/), []);
    const marksOf = (text = '') => marks.filter((mark) => text.includes(mark));
    for (const [key, text] of own) deepEqual(marksOf(text), marksOf(english.get(key)), key);
  });
}

for (const words of others) {
  test(`${words.shop.lang} has nothing of shops left in English`, () => {
    const same = lines(words).filter(([key, text]) => text === english.get(key));
    deepEqual(same, []);
  });

  test(`${words.shop.lang} is fetched for shops when it is wanted`, async () => {
    equal(await shopFiles.fetch(words.shop.lang), words);
    equal(shopFiles.now(words.shop.lang, en), words);
  });
}

for (const words of [ar, ja, zhCn]) {
  test(`${words.shop.lang} has no words of shops in Latin letters`, () => {
    const { lang: _tag, ...shop } = words.shop;
    deepEqual(linesWith({ ...words, shop }, /[a-z]/i), []);
  });
}

test('Arabic of shops has commas and question marks of its own', () => {
  deepEqual(linesWith(ar, /[,;?]/), []);
});

const counts = [
  [0, 'لا طلبات'],
  [1, 'طلب واحد'],
  [2, 'طلبان'],
  [3, '3 طلبات'],
  [11, '11 طلبًا'],
  [100, '100 طلب'],
] as const;

for (const [count, said] of counts) {
  test(`counts ${count} orders in Arabic`, () => {
    equal(ar.shop.orders(count, String(count)), said);
  });
}

test('counts one in the singular where a language has one, and none as French does', () => {
  const one = [en, de, es, fr, ptBr].map(({ shop }) => shop.orders(1, '1'));
  deepEqual(one, ['1 order', '1 Bestellung', '1 pedido', '1 commande', '1 pedido']);
  equal(fr.shop.orders(0, '0'), '0 commande');
});
