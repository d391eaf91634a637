/** What the field page says, in every language; `{n}` and the like are filled in on the phone. */
import { ar } from './locales/ar.ts';
import { de } from './locales/de.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import { fr } from './locales/fr.ts';
import { ja } from './locales/ja.ts';
import { ptBr } from './locales/pt-br.ts';
import { zhCn } from './locales/zh-cn.ts';

/** The words of one language, under the names that the page's scripts ask for. */
export type FieldWords = Readonly<Record<keyof typeof en, string>>;

const byLanguage: Readonly<Record<string, FieldWords>> = {
  en,
  'zh-CN': zhCn,
  ar,
  de,
  es,
  fr,
  ja,
  'pt-BR': ptBr,
};

/** The words in the language of a page, which is one of ours. */
export function fieldWords(language: string): FieldWords {
  return byLanguage[language] ?? en;
}
