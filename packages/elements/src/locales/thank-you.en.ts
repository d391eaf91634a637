import { after } from './after.en.ts';
import { common } from './common.en.ts';
import { thanks } from './thanks.en.ts';
import type { WordsOfThanks } from './words.ts';

/** English of the thanks on a page of their own. */
export const thankYou: WordsOfThanks = { ...common, ...thanks, ...after };
