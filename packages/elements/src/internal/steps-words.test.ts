import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { words as ar } from '../locales/ar.steps.ts';
import { words as de } from '../locales/de.steps.ts';
import { words as es } from '../locales/es.steps.ts';
import { words as fr } from '../locales/fr.steps.ts';
import { words as ja } from '../locales/ja.steps.ts';
import { words as ptBr } from '../locales/pt-br.steps.ts';
import type { StepsWords } from '../locales/steps-words.ts';
import { tracker as trackerEn } from '../locales/tracker.en.ts';
import { walker as walkerEn } from '../locales/walker.en.ts';
import { walking as walkingEn } from '../locales/walking.en.ts';
import { words as zhCn } from '../locales/zh-cn.steps.ts';
import { stepsFiles } from './steps-words.ts';

const en: StepsWords = { ...trackerEn, ...walkingEn, ...walkerEn };
/** What a language says in the tracker: its file brings all of good deeds along. */
const saidIn = ({ deeds, tracker, walking, walker }: StepsWords) => ({
  deeds,
  tracker,
  walking,
  walker,
});
const others = [ar, de, es, fr, ja, ptBr, zhCn];

/** What stands in for a parameter: signs that no language says. */
const marks = ['⓵', '⓶', '⓷'];
/** Lines with a count, which chooses among plurals, and what each is handed. */
const counting = new Set([
  'deeds.steps',
  'tracker.unit',
  'walking.imported',
  'walker.members',
  'walker.stepsToday',
]);

/** Every line of a language by its path; functions are called with a mark for each parameter. */
function lines(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = `${path}${name}`;
    if (typeof value === 'string') return [[key, value] as [string, string]];
    if (typeof value !== 'function') return lines(Object(value), `${key}.`);
    return [[key, String(value(...(counting.has(key) ? [100, marks[1]] : marks)))]];
  });
}

function linesWith(words: object, pattern: RegExp): string[] {
  return lines(words).flatMap(([key, text]) => (pattern.test(text) ? `${key}: ${text}` : []));
}

const english = new Map(lines(saidIn(en)));

for (const words of [en, ...others]) {
  test(`${words.deeds.lang} says something in every line of the tracker, and takes up what is handed in`, () => {
    const own = new Map(lines(saidIn(words)));
    deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    deepEqual(linesWith(saidIn(words), /^\s*$|undefined|NaN|['"]/), []);
    const marksOf = (text = '') => marks.filter((mark) => text.includes(mark));
    for (const [key, text] of own) deepEqual(marksOf(text), marksOf(english.get(key)), key);
  });
}

for (const words of others) {
  test(`${words.deeds.lang} has nothing of the tracker left in English`, () => {
    deepEqual(
      lines(saidIn(words)).filter(([key, text]) => text === english.get(key)),
      [],
    );
  });

  test(`${words.deeds.lang} is fetched for the tracker when it is wanted`, async () => {
    equal(await stepsFiles.fetch(words.deeds.lang), words);
    equal(stepsFiles.now(words.deeds.lang, en), words);
  });
}

for (const words of [ar, ja, zhCn]) {
  test(`${words.deeds.lang} has no words of the tracker in Latin letters`, () => {
    const { deeds: _shared, ...own } = saidIn(words);
    deepEqual(linesWith(own, /[a-z]/i), []);
  });
}

test('Arabic of the tracker has commas and question marks of its own', () => {
  deepEqual(linesWith(saidIn(ar), /[,;?]/), []);
});

const members = [
  [1, 'عضو واحد'],
  [2, 'عضوان'],
  [3, '3 أعضاء'],
  [11, '11 عضوًا'],
  [100, '100 عضو'],
] as const;
for (const [count, said] of members) {
  test(`counts ${count} members in Arabic`, () => {
    equal(ar.walker.members(count, String(count)), said);
  });
}

test('counts one day and one step in the singular where a language has one', () => {
  const spoken = [en, de, es, fr, ptBr];
  deepEqual(
    spoken.map(({ walking: { imported } }) => imported(1, '1')),
    [
      'Steps of 1 day were found.',
      'Schritte von 1 Tag gefunden.',
      'Se hallaron pasos de 1 día.',
      'Pas trouvés pour 1 jour.',
      'Passos de 1 dia encontrados.',
    ],
  );
  deepEqual(
    spoken.map((words) => words.tracker.unit(1)),
    ['step', 'Schritt', 'paso', 'pas effectué', 'passo'],
  );
});
