import { after } from './after.en.ts';
import { card } from './card.en.ts';
import { dedication } from './dedication.en.ts';
import { form } from './form.en.ts';
import { pay } from './pay.en.ts';
import { plan } from './plan.en.ts';
import { progress } from './progress.en.ts';
import { wall } from './wall.en.ts';
import type { Words } from './words.ts';

/**
 * English, which is also what readers of a language that we lack see. It comes with the elements,
 * and each brings only what it says itself; other languages are fetched whole.
 */
export const en: Words = {
  ...form,
  ...pay,
  ...card,
  ...dedication,
  ...after,
  ...plan,
  ...progress,
  ...wall,
};
