import type { CallError } from '@kindcart/client';
import type { WordsOfForm } from '../../locales/words.ts';
import type { Draft } from './draft.ts';

/** What is wrong, in words, by the field's place in the draft, such as `dedication.name`. */
export type FieldErrors = Readonly<Partial<Record<string, string>>>;

/** How an address looks, in an error. */
export const emailExample = 'name@example.org';

/** Whether a text looks like an address; what is one in the end is the platform's to say. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());
}

/** What is wrong with the donor's address, which only a gift that repeats needs. */
export function emailErrors({ email, interval }: Draft, words: WordsOfForm): FieldErrors {
  if (!email.trim()) return interval ? { email: words.form.emailNeeded } : {};
  return isEmail(email) ? {} : { email: words.form.emailWrong(emailExample) };
}

/** What the platform found wrong in fields that the donor sees. All but addresses is seen here before. */
export function refusedFields({ fields }: CallError, words: WordsOfForm): FieldErrors {
  const refused = fields
    .map(({ field }) => field.replace('details.', ''))
    .filter((field) => /email$/i.test(field));
  return Object.fromEntries(refused.map((field) => [field, words.form.emailWrong(emailExample)]));
}

/** The errors that are left once the donor has changed something; how often asks for an address. */
export function errorsAfter(errors: FieldErrors, change: Partial<Draft>): FieldErrors {
  if ('interval' in change) return {};
  const left = Object.entries(errors).filter(([field]) => !(field.replace(/\..*/, '') in change));
  return Object.fromEntries(left);
}
