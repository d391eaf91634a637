/** Names and notes that come in several languages. Pure. */
import type { Texts } from '@kindcart/contract';

/** A text, and the language that it is in, for screen readers. */
export interface Named {
  readonly text: string;
  readonly lang: string;
}

const languageOf = (tag: string) => tag.toLowerCase().replace(/-.*/, '');

/** The text in a language, else in a variant of it, else in English, which is always there. */
export function textIn(texts: Texts, locale: string): Named {
  const tags = Object.keys(texts);
  const lang =
    tags.find((tag) => tag.toLowerCase() === locale.toLowerCase()) ??
    tags.find((tag) => languageOf(tag) === languageOf(locale)) ??
    'en';
  return { text: texts[lang] ?? '', lang };
}
