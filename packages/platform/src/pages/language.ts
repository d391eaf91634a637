/** Which of its languages a page speaks with a visitor. */
import { words as ar } from './locales/ar.ts';
import { words as de } from './locales/de.ts';
import { words as en } from './locales/en.ts';
import { words as es } from './locales/es.ts';
import { words as fr } from './locales/fr.ts';
import { words as ja } from './locales/ja.ts';
import { words as ptBr } from './locales/pt-br.ts';
import type { Words } from './locales/words.ts';
import { words as zhCn } from './locales/zh-cn.ts';

/** Every language, in the order in which visitors are offered them. */
export const languages: readonly Words[] = [en, zhCn, ar, de, es, fr, ja, ptBr];

const byPrimary = new Map(languages.map((words) => [primary(words.lang), words]));

/** The first part of a tag, which speaks for all variants: `pt` of `pt-PT`. */
function primary(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[-_].*/, '');
}

/** Tags of an `Accept-Language` header, the most wanted first (RFC 9110 §12.5.4). */
function accepted(header: string): string[] {
  const wishes = header.split(',').map((part, place) => {
    const [tag = '', ...parameters] = part.split(';');
    const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(one)?.[1]);
    return { tag: primary(tag), weight: Number(quality.find(Boolean) ?? 1), place };
  });
  return wishes
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .map(({ tag }) => tag);
}

/** What a visitor says of languages. */
export interface Wishes {
  /** A tag in the address, which goes before all. */
  readonly asked: string | null;
  /** The `Accept-Language` header. */
  readonly header: string | undefined;
}

/** The visitor's language if we speak it, else that of what is shown, else English. */
export function wordsFor({ asked, header = '' }: Wishes, shown = 'en'): Words {
  const tags = [...(asked === null ? [] : [primary(asked)]), ...accepted(header), primary(shown)];
  return tags.map((tag) => byPrimary.get(tag)).find((words) => words !== undefined) ?? en;
}

/** Which way the words run. */
export function directionOf({ lang }: Words): 'rtl' | 'ltr' {
  return lang === 'ar' ? 'rtl' : 'ltr';
}
