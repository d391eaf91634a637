import type { SandboxCard } from '@kindcart/contract';
import type { Words } from '../../locales/words.ts';

/** What a donor types of a card, as typed. */
export type CardText = SandboxCard;

/** What is wrong with each field, in words; empty when nothing is. */
export type CardErrors = Partial<Record<keyof CardText, string>>;

/** Full-width digits, as Chinese and Japanese keyboards make them, are digits too. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** Digits in fours, as they are printed on a card. */
export function groupNumber(text: string): string {
  return digitsOf(text)
    .slice(0, 19)
    .replace(/(.{4})(?=.)/g, '$1 ');
}

/** Month and year with the stroke between: `430`, `0430` and `4/30` are 04/30. */
export function groupExpiry(text: string): string {
  const plain = text.normalize('NFKC').trim();
  const parts = /^(\d{1,2}) *[/.\- ] *(?:20)?(\d{2})$/.exec(plain);
  if (parts) return `${(parts[1] ?? '').padStart(2, '0')}/${parts[2]}`;
  const digits = digitsOf(plain);
  if (digits.length === 3 && /^[2-9]/.test(digits)) return `0${digits[0]}/${digits.slice(1)}`;
  return digits.length === 4 ? `${digits.slice(0, 2)}/${digits.slice(2)}` : plain;
}

function isPast(expiry: string, now: Date): boolean {
  const [month = '', year = ''] = expiry.split('/');
  // A card is good until the last day of its month: months since the year 2000 are compared.
  const last = Number(year) * 12 + Number(month);
  return last < (now.getFullYear() - 2000) * 12 + now.getMonth() + 1;
}

/** The card as the provider wants it, and what is wrong with what was typed. */
export function readCard(text: CardText, words: Words['card'], now: Date) {
  const number = groupNumber(text.number);
  const expiry = groupExpiry(text.expiry);
  const cvc = digitsOf(text.cvc);
  const errors: CardErrors = {};
  if (!/^(\d ?){12,19}$/.test(number)) errors.number = words.numberWrong;
  if (!/^(0[1-9]|1[0-2])\/\d{2}$/.test(expiry)) errors.expiry = words.expiryWrong;
  else if (isPast(expiry, now)) errors.expiry = words.expiryPast;
  if (!/^\d{3,4}$/.test(cvc)) errors.cvc = words.cvcWrong;
  return { card: { number, expiry, cvc }, errors };
}
