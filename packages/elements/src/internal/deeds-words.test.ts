import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { words as ar } from '../locales/ar.deeds.ts';
import { challenge } from '../locales/challenge.en.ts';
import { words as de } from '../locales/de.deeds.ts';
import type { DeedsWords } from '../locales/deeds-words.ts';
import { words as es } from '../locales/es.deeds.ts';
import { words as fr } from '../locales/fr.deeds.ts';
import { history } from '../locales/history.en.ts';
import { words as ja } from '../locales/ja.deeds.ts';
import { words as ptBr } from '../locales/pt-br.deeds.ts';
import { words as zhCn } from '../locales/zh-cn.deeds.ts';
import { deedsFiles } from './deeds-words.ts';

const en: DeedsWords = { ...challenge, ...history };
const others = [ar, de, es, fr, ja, ptBr, zhCn];

/** What stands in for a parameter: signs that no language says. */
const marks = ['⓵', '⓶', '⓷'];

/** Lines with a count, which chooses among plurals, and what each is handed. */
const counting: Readonly<Record<string, readonly unknown[]>> = {
  'deeds.steps': [100, marks[1]],
  'challenge.people': [100, marks[1]],
  'challenge.daysLeft': [100, marks[1]],
  'challenge.members': [100, marks[1]],
};

/** Every line of a language by its path; functions are called with a mark for each parameter. */
function lines(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = `${path}${name}`;
    if (typeof value === 'string') return [[key, value] as [string, string]];
    if (typeof value !== 'function') return lines(Object(value), `${key}.`);
    return [[key, String(value(...(counting[key] ?? marks)))] as [string, string]];
  });
}

function linesWith(words: object, pattern: RegExp): string[] {
  return lines(words).flatMap(([key, text]) => (pattern.test(text) ? `${key}: ${text}` : []));
}

const english = new Map(lines(en));

for (const words of [en, ...others]) {
  test(`${words.deeds.lang} says something in every line of good deeds, and takes up what is handed in`, () => {
    const own = new Map(lines(words));
    deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    deepEqual(linesWith(words, /^\s*$|undefined|NaN|['"]/), []);
    const marksOf = (text = '') => marks.filter((mark) => text.includes(mark));
    for (const [key, text] of own) deepEqual(marksOf(text), marksOf(english.get(key)), key);
  });
}

for (const words of others) {
  test(`${words.deeds.lang} has nothing of good deeds left in English`, () => {
    const same = lines(words).filter(([key, text]) => text === english.get(key));
    deepEqual(same, []);
  });

  test(`${words.deeds.lang} is fetched for good deeds when it is wanted`, async () => {
    equal(await deedsFiles.fetch(words.deeds.lang), words);
    equal(deedsFiles.now(words.deeds.lang, en), words);
  });
}

for (const words of [ar, ja, zhCn]) {
  test(`${words.deeds.lang} has no words of good deeds in Latin letters`, () => {
    const { lang: _tag, ...shared } = words.deeds;
    deepEqual(linesWith({ ...words, deeds: shared }, /[a-z]/i), []);
  });
}

test('Arabic of good deeds has commas and question marks of its own', () => {
  deepEqual(linesWith(ar, /[,;?]/), []);
});

const counts = [
  [0, 'لا خطوات'],
  [1, 'خطوة واحدة'],
  [2, 'خطوتان'],
  [3, '3 خطوات'],
  [11, '11 خطوة'],
  [100, '100 خطوة'],
] as const;

for (const [count, said] of counts) {
  test(`counts ${count} steps in Arabic`, () => {
    equal(ar.deeds.steps(count, String(count)), said);
  });
}

test('puts no preposition before two steps in Arabic, whose form would be another then', () => {
  const two = ar.deeds.steps(2, '2');
  const { challenge, history } = ar;
  const lines = [challenge.rate('1', two), history.together('1', two), history.tooFew(two)];
  deepEqual(linesWith({ lines }, /(?:من|لكل|كل|مقابل|بعدد) خطوتان/), []);
});

test('counts one step in the singular where a language has one', () => {
  const one = [en, de, es, fr, ptBr].map((words) => words.deeds.steps(1, '1'));
  deepEqual(one, ['1 step', '1 Schritt', '1 paso', '1 pas', '1 passo']);
});
