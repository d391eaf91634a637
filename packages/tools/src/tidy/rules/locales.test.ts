import { test } from 'node:test';
import { assertFinds, assertTidy } from '../testing.ts';
import { locales } from './locales.ts';

const folder = 'packages/elements/src/locales';
const speaker = {
  'packages/elements/src/giving/progress/progress.ts':
    'say(words.lang, words.common.close, words.progress.share(a, b), words.progress.days(1, d));',
};
const words = (lang: string, rest: string) =>
  `export const words: Words = {\n  lang: '${lang}',\n${rest}\n};`;
const en = {
  [`${folder}/en.ts`]: 'export const en: Words = { ...common, ...progress };',
  [`${folder}/common.en.ts`]: words('en', "  common: { close: 'Close' },"),
  [`${folder}/progress.en.ts`]: [
    'export const progress: WordsOfProgress = {',
    '  ...common,',
    '  progress: {',
    '    share: (percent, goal) => `$'.concat('{percent} of $', '{goal}`,'),
    "    days: (count, formatted) => (count === 1 ? '1 day' : formatted),",
    '  },',
    '};',
  ].join('\n'),
};
const zh = (close: string, share: string, days = '(_count, formatted) => formatted') =>
  words(
    'zh-CN',
    `  common: { close: ${close} },\n  progress: {\n    share: ${share},\n    days: ${days},\n  },`,
  );
const share = '(percent, goal) => goal + percent';

test('accepts a language that says everything, with or without a plural', () =>
  assertTidy(locales, { ...speaker, ...en, [`${folder}/zh-cn.ts`]: zh("'关闭'", share) }));

test('finds a text that is still English', () =>
  assertFinds(
    locales,
    { ...speaker, ...en, [`${folder}/zh-cn.ts`]: zh("'Close'", share) },
    `${folder}/zh-cn.ts:3  common.close is still English: "Close".`,
  ));

test('finds a number or name that the words leave out', () =>
  assertFinds(
    locales,
    { ...speaker, ...en, [`${folder}/zh-cn.ts`]: zh("'关闭'", '(percent) => percent') },
    `${folder}/zh-cn.ts:5  progress.share leaves out goal, which English says.`,
  ));

test('finds missing and surplus words, and a file that says it is another language', () =>
  assertFinds(
    locales,
    { ...speaker, ...en, [`${folder}/zh-cn.ts`]: words('zh', "  common: { shut: '关闭' },") },
    `${folder}/zh-cn.ts:1  does not say common.close ("Close").`,
    `${folder}/zh-cn.ts:1  does not say progress.share`,
    `${folder}/zh-cn.ts:1  does not say progress.days`,
    `${folder}/zh-cn.ts:3  says common.shut, which English does not.`,
    `${folder}/zh-cn.ts:2  says that it is "zh". The file is called zh-cn.`,
  ));

test('finds a word that no element says', () =>
  assertFinds(
    locales,
    {
      ...en,
      'packages/elements/src/a.ts': 'say(words.lang, words.progress.share, words.progress.days);',
    },
    `${folder}/common.en.ts:3  nobody says common.close.`,
  ));

const door = {
  [`${folder}/door.en.ts`]:
    "export const door: WordsOfDoor = {\n  ...common,\n  door: { title: 'Your gifts' },\n};",
  'packages/elements/src/giving/donor-page/donor-page.ts': 'say(words.door.title);',
};
const beside = (title: string) =>
  `export const words: DonorWords = {\n  door: { title: '${title}' },\n};`;

test("accepts a language with the words of the donor's own page beside it", () =>
  assertTidy(locales, {
    ...speaker,
    ...en,
    ...door,
    [`${folder}/zh-cn.ts`]: zh("'关闭'", share),
    [`${folder}/zh-cn.donor.ts`]: beside('我的捐赠'),
  }));

test("finds words of the donor's own page that are English still", () =>
  assertFinds(
    locales,
    {
      ...speaker,
      ...en,
      ...door,
      [`${folder}/zh-cn.ts`]: zh("'关闭'", share),
      [`${folder}/zh-cn.donor.ts`]: beside('Your gifts'),
    },
    `${folder}/zh-cn.donor.ts:2  door.title is still English: "Your gifts".`,
  ));

test("finds a language without the words of the donor's own page", () =>
  assertFinds(
    locales,
    { ...speaker, ...en, ...door, [`${folder}/zh-cn.ts`]: zh("'关闭'", share) },
    `${folder}/zh-cn.donor.ts  has no words of the donor's own page.`,
  ));

test('finds a language without the words of shops, and wants none of them in its other files', () =>
  assertFinds(
    locales,
    {
      ...en,
      'packages/elements/src/commerce/charity-item/charity-item.ts': 'say(words.item.ended);',
      ...speaker,
      [`${folder}/item.en.ts`]: "export const item: WordsOfItem = { item: { ended: 'Over' } };",
      [`${folder}/zh-cn.ts`]: zh("'关闭'", share),
    },
    `${folder}/zh-cn.shop.ts  has no words of shops.`,
  ));
