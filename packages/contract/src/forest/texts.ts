/** Names and notes in several languages. */
import * as z from 'zod/mini';
import { languageSchema, textSchema } from '../common.ts';

/** A text in English, and in whatever other languages there are. */
export function textsSchema(lengthMax: number) {
  return z.record(languageSchema, textSchema(1, lengthMax)).check(
    z.refine((texts) => 'en' in texts, 'has no text in English (en)'),
    z.refine((texts) => Object.keys(texts).length <= 20, 'has more than 20 languages'),
    z.meta({ description: 'texts by language tag; en is always there' }),
  );
}

export type Texts = z.infer<ReturnType<typeof textsSchema>>;

/** A day of the calendar, such as 2027-04-05. There was no year 0, and PostgreSQL knows none. */
export const daySchema = z.iso
  .date('is not a day such as 2027-04-05')
  .check(z.refine((day) => !day.startsWith('0000'), 'is not a day such as 2027-04-05'));
