import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { words as ar } from '../locales/ar.ts';
import { words as de } from '../locales/de.ts';
import { en } from '../locales/en.ts';
import { words as es } from '../locales/es.ts';
import { words as fr } from '../locales/fr.ts';
import { words as ja } from '../locales/ja.ts';
import { words as ptBr } from '../locales/pt-br.ts';
import { words as zhCn } from '../locales/zh-cn.ts';
import { loadWords } from './load-words.ts';
import { fetchWords, wordsNow } from './words.ts';

const others = [ar, de, es, fr, ja, ptBr, zhCn];

test('has English at once, for its own variants and for languages that it lacks', () => {
  for (const locale of ['en', 'en-GB', 'EN', 'eo', 'arn', 'constructor', '']) {
    equal(wordsNow(locale, en), en, locale);
  }
});

test('fetches another language once, for all its variants', async () => {
  equal(wordsNow('zh-CN', en), undefined);
  const [first, second] = await Promise.all([loadWords('zh-CN'), loadWords('zh-Hans-SG')]);
  equal(first, zhCn);
  equal(second, zhCn);
  equal(wordsNow('zh', en), zhCn);
});

test('fetches nothing for English and for languages that it lacks', async () => {
  equal(await fetchWords('en-GB'), undefined);
  equal(await fetchWords('eo'), undefined);
  equal(await loadWords('eo'), en);
});

const asked = [
  ['ar', 'ar'],
  ['ar-EG', 'ar'],
  ['de-CH', 'de'],
  ['en-AU', 'en'],
  ['es-419', 'es'],
  ['es-MX', 'es'],
  ['fr-CA', 'fr'],
  ['FR', 'fr'],
  ['ja-JP', 'ja'],
  ['pt', 'pt-BR'],
  ['pt-BR', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['zh-Hant-TW', 'zh-CN'],
  ['he', 'en'],
] as const;

for (const [locale, lang] of asked) {
  test(`answers ${locale} in ${lang}`, async () => {
    equal((await loadWords(locale)).lang, lang);
  });
}

/** What stands in for a parameter: signs that no language says. */
const marks = ['⓵', '⓶', '⓷'];

/** Lines with a count, which chooses among plurals, and with the count as it is written. */
const counting = ['progress.donations', 'progress.daysLeft', 'form.charactersLeft'];

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

/** The lines of a language that match a pattern. */
function linesWith(words: object, pattern: RegExp): string[] {
  return lines(words).flatMap(([key, text]) => (pattern.test(text) ? `${key}: ${text}` : []));
}

const english = new Map(lines(en));

for (const words of [en, ...others]) {
  test(`${words.lang} says something in every line, and takes up what is handed in`, () => {
    const own = new Map(lines(words));
    deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    deepEqual(linesWith(words, /^\s*$|undefined|['"]/), []);
    const marksOf = (text = '') => marks.filter((mark) => text.includes(mark));
    for (const [key, text] of own) deepEqual(marksOf(text), marksOf(english.get(key)), key);
  });
}

for (const words of others) {
  test(`${words.lang} has nothing left in English`, () => {
    const same = lines(words).filter(([key, text]) => text === english.get(key));
    deepEqual(same, []);
  });
}

for (const words of [ar, ja, zhCn]) {
  test(`${words.lang} has no words in Latin letters`, () => {
    const { lang: _tag, ...rest } = words;
    deepEqual(linesWith(rest, /\b(?!PDF\b)[a-z]/i), []);
  });
}

test('Arabic has commas and question marks of its own', () => {
  deepEqual(linesWith(ar, /[,;?]/), []);
});

test('French has a narrow space before double signs', () => {
  deepEqual(linesWith(fr, /[^\u202f][:;!?]/), []);
});

test('Spanish opens what it asks and calls', () => {
  deepEqual(linesWith(es, /^[^¿]*\?|^[^¡]*!/), []);
});

/** One and many, in languages that tell them apart and nothing else. */
const oneAndMany = [
  [en, 0, '0 gifts', '0 days left', '0 characters left'],
  [en, 1, '1 gift', '1 day left', '1 character left'],
  [en, 391, '391 gifts', '391 days left', '391 characters left'],
  [de, 0, '0 Spenden', 'noch 0 Tage', 'Noch 0 Zeichen'],
  [de, 1, '1 Spende', 'noch 1 Tag', 'Noch 1 Zeichen'],
  [de, 2, '2 Spenden', 'noch 2 Tage', 'Noch 2 Zeichen'],
  [es, 0, '0 donaciones', 'quedan 0 días', 'Quedan 0 caracteres'],
  [es, 1, '1 donación', 'queda 1 día', 'Queda 1 carácter'],
  [es, 2, '2 donaciones', 'quedan 2 días', 'Quedan 2 caracteres'],
  [fr, 0, '0 don', '0 jour restant', '0 caractère restant'],
  [fr, 1, '1 don', '1 jour restant', '1 caractère restant'],
  [fr, 2, '2 dons', '2 jours restants', '2 caractères restants'],
  [ptBr, 0, '0 doação', 'falta 0 dia', '0 caractere restante'],
  [ptBr, 1, '1 doação', 'falta 1 dia', '1 caractere restante'],
  [ptBr, 2, '2 doações', 'faltam 2 dias', '2 caracteres restantes'],
] as const;

for (const [{ lang, progress, form }, count, gifts, days, characters] of oneAndMany) {
  test(`${lang} counts ${count}`, () => {
    equal(progress.donations(count, `${count}`), gifts);
    equal(progress.daysLeft(count, `${count}`), days);
    equal(form.charactersLeft(count, `${count}`), characters);
  });
}

/** Nought, one and two without a number; 3 to 10, 11 to 99 and 100 with a form for each. */
const inArabic = [
  [0, 'لا تبرعات بعد', 'لم يبقَ أي يوم', 'لم يبقَ أي حرف'],
  [1, 'تبرع واحد', 'بقي يوم واحد', 'بقي حرف واحد'],
  [2, 'تبرعان', 'بقي يومان', 'بقي حرفان'],
  [3, '3 تبرعات', 'بقيت 3 أيام', 'بقيت 3 أحرف'],
  [10, '10 تبرعات', 'بقيت 10 أيام', 'بقيت 10 أحرف'],
  [11, '11 تبرعًا', 'بقي 11 يومًا', 'بقي 11 حرفًا'],
  [99, '99 تبرعًا', 'بقي 99 يومًا', 'بقي 99 حرفًا'],
  [100, '100 تبرع', 'بقي 100 يوم', 'بقي 100 حرف'],
  [102, '102 تبرع', 'بقي 102 يوم', 'بقي 102 حرف'],
  [103, '103 تبرعات', 'بقيت 103 أيام', 'بقيت 103 أحرف'],
  [391, '391 تبرعًا', 'بقي 391 يومًا', 'بقي 391 حرفًا'],
] as const;

for (const [count, gifts, days, characters] of inArabic) {
  test(`Arabic counts ${count}`, () => {
    equal(ar.progress.donations(count, `${count}`), gifts);
    equal(ar.progress.daysLeft(count, `${count}`), days);
    equal(ar.form.charactersLeft(count, `${count}`), characters);
  });
}

test('asks for a fee without an amount until one is chosen', () => {
  for (const { lang, form } of others) {
    equal(form.coverFee(undefined).includes('undefined'), false, lang);
    equal(form.coverFee('⓵').includes('⓵'), true, lang);
  }
});
