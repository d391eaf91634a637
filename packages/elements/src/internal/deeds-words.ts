/** The words of good deeds in languages beside English. */
import type { DeedsWords } from '../locales/deeds-words.ts';
import { type WordFiles, wordFiles } from './word-files.ts';

export const deedsFiles: WordFiles<DeedsWords> = wordFiles({
  ar: () => import('../locales/ar.deeds.ts'),
  de: () => import('../locales/de.deeds.ts'),
  es: () => import('../locales/es.deeds.ts'),
  fr: () => import('../locales/fr.deeds.ts'),
  ja: () => import('../locales/ja.deeds.ts'),
  pt: () => import('../locales/pt-br.deeds.ts'),
  zh: () => import('../locales/zh-cn.deeds.ts'),
});
