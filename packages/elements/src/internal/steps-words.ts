/** The words of the step tracker in languages beside English. */
import type { StepsWords } from '../locales/steps-words.ts';
import { type WordFiles, wordFiles } from './word-files.ts';

export const stepsFiles: WordFiles<StepsWords> = wordFiles({
  ar: () => import('../locales/ar.steps.ts'),
  de: () => import('../locales/de.steps.ts'),
  es: () => import('../locales/es.steps.ts'),
  fr: () => import('../locales/fr.steps.ts'),
  ja: () => import('../locales/ja.steps.ts'),
  pt: () => import('../locales/pt-br.steps.ts'),
  zh: () => import('../locales/zh-cn.steps.ts'),
});
