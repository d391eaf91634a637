/** The shop's own sandbox bank: it knows two cards and moves nothing. */
import { testCards } from './pages/checkout.ts';

const digits = (text: string) => text.replace(/\D/g, '');
const [works, declined] = testCards.map(digits);

/** What becomes of a card. Real numbers are not taken, so that nobody types one in earnest. */
export function judgeCard(
  number: string,
  expiry: string,
  code: string,
  now: Date,
): 'accepted' | 'declined' | 'wrong' {
  const typed = digits(number);
  if (typed !== works && typed !== declined) return 'wrong';
  if (!/^\d{3}$/.test(code.trim()) || !isToCome(expiry, now)) return 'wrong';
  return typed === works ? 'accepted' : 'declined';
}

/** `12/39`; a card is good until its month is over. */
function isToCome(expiry: string, now: Date): boolean {
  const [, month = '', year = ''] = /^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/.exec(expiry) ?? [];
  const numbers = [Number(month), 2_000 + Number(year)] as const;
  if (month === '' || numbers[0] < 1 || numbers[0] > 12) return false;
  return Date.UTC(numbers[1], numbers[0], 1) > now.getTime();
}
