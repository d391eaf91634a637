/** The words that elements share, in the reader's language. */
import type { Words } from '../locales/words.ts';
import { type WordFiles, wordFiles } from './word-files.ts';

/** The files of languages beside English. */
export const mainFiles: WordFiles<Words> = wordFiles({
  ar: () => import('../locales/ar.ts'),
  de: () => import('../locales/de.ts'),
  es: () => import('../locales/es.ts'),
  fr: () => import('../locales/fr.ts'),
  ja: () => import('../locales/ja.ts'),
  pt: () => import('../locales/pt-br.ts'),
  zh: () => import('../locales/zh-cn.ts'),
});

/** The words for a language tag if they are here, see `WordFiles`. */
export function wordsNow<Part extends keyof Words>(
  locale: string,
  english: Pick<Words, Part>,
): Pick<Words, Part> | undefined {
  return mainFiles.now(locale, english);
}

/** Fetches the words for a language tag, see `WordFiles`. */
export const fetchWords = mainFiles.fetch;
