/** The words of the forest in languages beside English. */
import type { ForestWords } from '../locales/forest-words.ts';
import { type WordFiles, wordFiles } from './word-files.ts';

export const forestFiles: WordFiles<ForestWords> = wordFiles({
  ar: () => import('../locales/ar.forest.ts'),
  de: () => import('../locales/de.forest.ts'),
  es: () => import('../locales/es.forest.ts'),
  fr: () => import('../locales/fr.forest.ts'),
  ja: () => import('../locales/ja.forest.ts'),
  pt: () => import('../locales/pt-br.forest.ts'),
  zh: () => import('../locales/zh-cn.forest.ts'),
});
