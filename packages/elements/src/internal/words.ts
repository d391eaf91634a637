/** The words of the elements in the reader's language, fetched when they are first needed. */
import { en } from '../locales/en.ts';
import type { Words } from '../locales/words.ts';

/** Languages beside English, by the start of their tag in lower case. */
const loaders: Readonly<Record<string, () => Promise<Words>>> = {
  zh: async () => (await import('../locales/zh-cn.ts')).zhCn,
};

const loaded = new Map<string, Words>([['en', en]]);
const loading = new Map<string, Promise<Words>>();

function languageOf(locale: string): string {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(loaders, language) ? language : 'en';
}

/** The words for a language tag if they are here; English for languages that we do not speak. */
export function wordsNow(locale: string): Words | undefined {
  return loaded.get(languageOf(locale));
}

/**
 * Fetches the words for a language tag. A server calls it before it renders. Where they cannot be
 * fetched the answer is English from then on: a reader is better served by that than by nothing.
 */
export async function loadWords(locale: string): Promise<Words> {
  const language = languageOf(locale);
  const coming = loading.get(language) ?? loaders[language]?.() ?? Promise.resolve(en);
  loading.set(language, coming);
  const words = await coming.catch(() => en);
  loaded.set(language, words);
  return words;
}
