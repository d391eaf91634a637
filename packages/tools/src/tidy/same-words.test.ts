// The platform's pages and the elements may not import each other, and a donor may see both. What has
// the same name in both says the same, in every language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words as ar } from '../../../elements/src/locales/ar.ts';
import { words as de } from '../../../elements/src/locales/de.ts';
import { en } from '../../../elements/src/locales/en.ts';
import { words as es } from '../../../elements/src/locales/es.ts';
import { words as fr } from '../../../elements/src/locales/fr.ts';
import { words as ja } from '../../../elements/src/locales/ja.ts';
import { words as ptBr } from '../../../elements/src/locales/pt-br.ts';
import { words as zhCn } from '../../../elements/src/locales/zh-cn.ts';
import { languages } from '../../../platform/src/pages/language.ts';

/** Named alike and rightly not the same: a title or label that in elements is a whole sentence, or the like. */
const ownWords: readonly string[] = [
  'common.testMode',
  // Elements know the amount while it is chosen.
  'form.donate',
  'form.coverFee',
  // The page looks again by itself, and says so.
  'thanks.processingWhy',
  'failures.busy',
  'failures.general',
];

type Said = ReadonlyMap<string, string>;

/** Every word by its section and name; a sentence with what is handed in. */
function saidBy(words: object): Said {
  return new Map(
    Object.entries(words).flatMap(([section, said]: [string, unknown]) =>
      typeof said !== 'object' || said === null
        ? []
        : Object.entries(said).map(([name, word]: [string, unknown]) => {
            const text = typeof word === 'function' ? word(7, '«7»', '«x»') : word;
            return [`${section}.${name}`, String(text)] as const;
          }),
    ),
  );
}

for (const words of [en, zhCn, ar, de, es, fr, ja, ptBr]) {
  test(`says the same in elements and on the platform's pages in ${words.lang}`, () => {
    const pages = languages.find(({ lang }) => lang === words.lang);
    assert.ok(pages);
    const [inElements, onPages] = [saidBy(words), saidBy(pages)];
    const both = [...onPages.keys()].filter(
      (name) => inElements.has(name) && !ownWords.includes(name),
    );
    assert.ok(both.length > 60, `${both.length} words have the same name`);
    for (const name of both) assert.equal(onPages.get(name), inElements.get(name), name);
  });
}
