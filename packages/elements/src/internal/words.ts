/** The words of the elements in the reader's language, fetched when they are first needed. */
import type { Words } from '../locales/words.ts';

/** Languages beside English, by the start of their tags: each speaks for all of its variants. */
const files = new Map<string, () => Promise<{ readonly words: Words }>>(
  Object.entries({
    ar: () => import('../locales/ar.ts'),
    de: () => import('../locales/de.ts'),
    es: () => import('../locales/es.ts'),
    fr: () => import('../locales/fr.ts'),
    ja: () => import('../locales/ja.ts'),
    pt: () => import('../locales/pt-br.ts'),
    zh: () => import('../locales/zh-cn.ts'),
  }),
);

const loaded = new Map<string, Words>();

function languageOf(locale: string): string {
  return locale.toLowerCase().replace(/-.*/, '');
}

/**
 * The words for a language tag if they are here; English for languages that we do not speak.
 *
 * @param english - what the element brings, as much as it says itself
 */
export function wordsNow<Part extends keyof Words>(
  locale: string,
  english: Pick<Words, Part>,
): Pick<Words, Part> | undefined {
  const language = languageOf(locale);
  return files.has(language) ? loaded.get(language) : english;
}

/**
 * Fetches the words for a language tag; undefined for English, which the elements bring. Where
 * they cannot be fetched the answer is English from then on: a reader is better served by that
 * than by nothing. However many elements ask, a browser fetches a file once.
 */
export async function fetchWords(locale: string): Promise<Words | undefined> {
  const language = languageOf(locale);
  try {
    const file = await files.get(language)?.();
    if (file) loaded.set(language, file.words);
  } catch {
    files.delete(language);
  }
  return loaded.get(language);
}
