import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { adopting } from '../locales/adopting.en.ts';
import { words as ar } from '../locales/ar.forest.ts';
import { counter } from '../locales/counter.en.ts';
import { words as de } from '../locales/de.forest.ts';
import { words as es } from '../locales/es.forest.ts';
import type { ForestWords } from '../locales/forest-words.ts';
import { words as fr } from '../locales/fr.forest.ts';
import { words as ja } from '../locales/ja.forest.ts';
import { map } from '../locales/map.en.ts';
import { plot } from '../locales/plot.en.ts';
import { words as ptBr } from '../locales/pt-br.forest.ts';
import { tree } from '../locales/tree.en.ts';
import { words as zhCn } from '../locales/zh-cn.forest.ts';
import { forestFiles } from './forest-words.ts';

const en: ForestWords = { ...tree, ...plot, ...counter, ...map, ...adopting };
const others = [ar, de, es, fr, ja, ptBr, zhCn];

/** What stands in for a parameter: signs that no language says. */
const marks = ['⓵', '⓶', '⓷'];

/** Lines with a count, which chooses among plurals, and what each is handed. */
const counting: Readonly<Record<string, readonly unknown[]>> = {
  'forest.trees': [100, marks[1]],
  'forest.places': [100, marks[1]],
  'map.plots': [100, marks[1]],
  'map.placesLeft': [100, marks[1]],
  'tree.byMeasurements': [100, marks[1]],
  'tree.others': [100, marks[1]],
  'plot.held': [100, marks[1]],
  'plot.standing': [marks[0], 100, marks[2]],
  'picker.left': [100, marks[1]],
  'adopting.charactersLeft': [100, marks[1]],
  'adopting.minutesLeft': [100, marks[1]],
  'adopting.missing': [100, marks[1]],
  'counter.standing': [100],
  'counter.species': [100],
  'counter.plots': [100],
  'counter.countries': [100],
  'counter.waiting': [100, marks[1]],
  'counter.lost': [100, marks[1]],
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
  test(`${words.forest.lang} says something in every line of the forest, and takes up what is handed in`, () => {
    const own = new Map(lines(words));
    deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    deepEqual(linesWith(words, /^\s*$|undefined|NaN|['"]/), []);
    const marksOf = (text = '') => marks.filter((mark) => text.includes(mark));
    for (const [key, text] of own) deepEqual(marksOf(text), marksOf(english.get(key)), key);
  });
}

for (const words of others) {
  test(`${words.forest.lang} has nothing of the forest left in English`, () => {
    const same = lines(words).filter(([key, text]) => text === english.get(key));
    deepEqual(same, []);
  });

  test(`${words.forest.lang} is fetched for the forest when it is wanted`, async () => {
    equal(await forestFiles.fetch(words.forest.lang), words);
    equal(forestFiles.now(words.forest.lang, en), words);
  });
}

for (const words of [ar, ja, zhCn]) {
  test(`${words.forest.lang} has no words of the forest in Latin letters`, () => {
    const { lang: _tag, ...forest } = words.forest;
    deepEqual(linesWith({ ...words, forest }, /[a-z]/i), []);
  });
}

test('Arabic of the forest has commas and question marks of its own', () => {
  deepEqual(linesWith(ar, /[,;?]/), []);
});

const counts = [
  [0, 'لا أشجار'],
  [1, 'شجرة واحدة'],
  [2, 'شجرتان'],
  [3, '3 أشجار'],
  [11, '11 شجرة'],
  [100, '100 شجرة'],
] as const;

for (const [count, said] of counts) {
  test(`counts ${count} trees in Arabic`, () => {
    equal(ar.forest.trees(count, String(count)), said);
  });
}

test('counts one tree in the singular where a language has one, and none as French does', () => {
  const one = [en, de, es, fr, ptBr].map(({ forest }) => forest.trees(1, '1'));
  deepEqual(one, ['1 tree', '1 Baum', '1 árbol', '1 arbre', '1 árvore']);
  equal(fr.forest.trees(0, '0'), '0 arbre');
});
