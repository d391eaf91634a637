/** The words of shops in languages beside English. */
import type { ShopWords } from '../locales/shop-words.ts';
import { type WordFiles, wordFiles } from './word-files.ts';

export const shopFiles: WordFiles<ShopWords> = wordFiles({
  ar: () => import('../locales/ar.shop.ts'),
  de: () => import('../locales/de.shop.ts'),
  es: () => import('../locales/es.shop.ts'),
  fr: () => import('../locales/fr.shop.ts'),
  ja: () => import('../locales/ja.shop.ts'),
  pt: () => import('../locales/pt-br.shop.ts'),
  zh: () => import('../locales/zh-cn.shop.ts'),
});
