import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, languages, wordsFor } from './language.ts';

const cases: readonly [
  what: string,
  asked: string | null,
  header: string | undefined,
  shown: string,
  lang: string,
][] = [
  ['the address before all', 'ar', 'de', 'en', 'ar'],
  ["the browser's wish before the project's language", null, 'de-AT,de;q=0.9', 'zh-CN', 'de'],
  ["the project's language where the wish is not spoken", null, 'ko-KR,ko', 'zh-CN', 'zh-CN'],
  ['the second wish where the first is not spoken', null, 'ko, fr;q=0.8, en;q=0.7', 'en', 'fr'],
  ['the greatest weight first', null, 'en;q=0.2, ja;q=0.9', 'de', 'ja'],
  ['nothing that is refused', null, 'en;q=0', 'es', 'es'],
  ['a variant by its language', 'pt-PT', undefined, 'en', 'pt-BR'],
  ['traditional Chinese by the Chinese we have', null, 'zh-Hant-TW', 'en', 'zh-CN'],
  ['any case and underscores', 'PT_br', undefined, 'en', 'pt-BR'],
  ['the header where the address asks for nonsense', '<script>', 'fr', 'en', 'fr'],
  ['English where nothing is known', null, undefined, 'xx', 'en'],
  ['English for a broken header', null, ';;,=,q', 'tlh', 'en'],
];

for (const [what, asked, header, shown, lang] of cases) {
  test(`speaks ${what}`, () => {
    assert.equal(wordsFor({ asked, header }, shown).lang, lang);
  });
}

test('runs from the right in Arabic alone', () => {
  const rtl = languages.filter((words) => directionOf(words) === 'rtl').map(({ lang }) => lang);
  assert.deepEqual(rtl, ['ar']);
});

/** Rightly the same in many languages. */
const sameEverywhere = ['pay.expiryExample', 'pay.cvc'];
const [english, ...others] = languages;

function entriesOf(section: object): [string, unknown][] {
  return Object.entries(section);
}

for (const words of others) {
  test(`says everything in ${words.name}, and takes up all that is handed in`, () => {
    assert(english);
    for (const [section, said] of entriesOf(english)) {
      if (typeof said !== 'object' || said === null) continue;
      const own: object = Object(Reflect.get(words, section));
      for (const [key, word] of entriesOf(said)) {
        const translated: unknown = Reflect.get(own, key);
        const place = `${section}.${key}`;
        if (typeof word === 'string') {
          assert(typeof translated === 'string' && translated !== '', place);
          if (!sameEverywhere.includes(place)) assert.notEqual(translated, word, place);
          continue;
        }
        assert(typeof word === 'function' && typeof translated === 'function', place);
        const handed =
          word.length === 2 && section === 'progress' ? [7, '«7»'] : ['«1»', '«2»', '«3»'];
        const sentence = String(translated(...handed));
        assert.notEqual(sentence, String(word(...handed)), place);
        for (const value of handed.slice(0, word.length)) {
          if (typeof value === 'string') assert(sentence.includes(value), `${place}: ${sentence}`);
        }
      }
    }
  });
}

test('counts in the forms of Arabic', () => {
  const { progress } = wordsFor({ asked: 'ar', header: undefined });
  const forms = [0, 1, 2, 3, 11, 100].map((count) => progress.daysLeft(count, String(count)));
  assert.equal(new Set(forms).size, 6);
});
