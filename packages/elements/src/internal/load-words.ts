import { en } from '../locales/en.ts';
import type { Words } from '../locales/words.ts';
import { fetchWords } from './words.ts';

/** Fetches the words for a language tag. A server calls it before it renders. */
export async function loadWords(locale: string): Promise<Words> {
  return (await fetchWords(locale)) ?? en;
}
