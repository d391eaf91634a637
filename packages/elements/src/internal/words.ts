/** The words of the elements in the reader's language, fetched when they are first needed. */
import type { Words } from '../locales/words.ts';

/** Languages beside English, by the start of their tag in lower case. */
const loaders: Readonly<Record<string, () => Promise<Words>>> = {
  zh: async () => (await import('../locales/zh-cn.ts')).zhCn,
};

/** Null stands for English, which is never fetched, since the elements bring it. */
const loaded = new Map<string, Words | null>([['en', null]]);
const loading = new Map<string, Promise<Words | null>>();

function languageOf(locale: string): string {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(loaders, language) ? language : 'en';
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
  const words = loaded.get(languageOf(locale));
  return words === null ? english : words;
}

/**
 * Fetches the words for a language tag; null for English. Where they cannot be fetched the answer
 * is English from then on: a reader is better served by that than by nothing.
 */
export async function fetchWords(locale: string): Promise<Words | null> {
  const language = languageOf(locale);
  const coming = loading.get(language) ?? loaders[language]?.() ?? Promise.resolve(null);
  loading.set(language, coming);
  const words = await coming.catch(() => null);
  loaded.set(language, words);
  return words;
}
