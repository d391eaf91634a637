import type { DonationStatus } from '@kindcart/contract';
import type { Words } from '../locales/words.ts';

/** How often a gift comes again; null for a single one. */
export type Interval = DonationStatus['interval'];

/** An amount as text, and that it repeats if it does. */
export function repeated(amount: string, interval: Interval, words: Pick<Words, 'thanks'>): string {
  if (interval === 'month') return words.thanks.everyMonth(amount);
  return interval === 'year' ? words.thanks.everyYear(amount) : amount;
}

/** When a gift made at a time is paid again: as the platform counts, in UTC. */
export function nextPaymentOf(madeAt: string, interval: 'month' | 'year'): Date {
  const next = new Date(madeAt);
  const day = next.getUTCDate();
  next.setUTCMonth(next.getUTCMonth() + (interval === 'month' ? 1 : 12));
  // A month that is too short for the day has run over into the one after it.
  if (next.getUTCDate() !== day) next.setUTCDate(0);
  return next;
}

/** Says when the next payment is; nothing of a single gift, and of one whose next is past. */
export function nextPayment(
  { createdAt, interval }: DonationStatus,
  words: Pick<Words, 'thanks'>,
  locale: string,
): string | undefined {
  const next = interval && nextPaymentOf(createdAt, interval);
  if (!next || next.getTime() < Date.now()) return undefined;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(next);
  return words.thanks.nextPayment(date);
}
