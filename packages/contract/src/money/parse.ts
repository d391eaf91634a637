import { exponentOf } from './currency.ts';
import type { Money } from './money.ts';
import { moneyFrom } from './money.ts';

/** Why a text is not an amount. */
export type AmountReason =
  /** Nothing was written. */
  | 'empty'
  /** More than 64 characters: nobody writes an amount like that. */
  | 'too_long'
  /** Letters, exponents, two decimal points … */
  | 'not_a_number'
  /** Digits of another script than 0–9, where a machine should have written 0–9. */
  | 'foreign_digits'
  /** Below zero, where a donor types what to give. */
  | 'negative'
  /** A symbol or code of another currency stands beside the number. */
  | 'other_currency'
  /** A point or comma that could mean decimals or thousands: `1,50` in English. */
  | 'unclear_separator'
  /** More decimals than the currency has: `1.005` in USD, `0.5` in JPY. */
  | 'too_many_decimals'
  /** Beyond 2^53 − 1 minor units. */
  | 'too_large';

/** An amount that was read, or why it was not. */
export type AmountResult =
  | { readonly ok: true; readonly value: Money }
  | { readonly ok: false; readonly reason: AmountReason };

const LENGTH_MAX = 64;

const refuse = (reason: AmountReason): AmountResult => ({ ok: false, reason });

function fromDigits(sign: string, whole: string, fraction: string, currency: string): AmountResult {
  const exponent = exponentOf(currency);
  if (/[^0]/.test(fraction.slice(exponent))) return refuse('too_many_decimals');
  const units = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (units > Number.MAX_SAFE_INTEGER) return refuse('too_large');
  return { ok: true, value: moneyFrom(sign ? -units : units, currency) };
}

/**
 * Reads a machine's decimal, such as `"1.50"` or `"-3"`, exactly. Digits beyond the currency's
 * own are accepted when they are zero: `"500.00"` is ¥500.
 *
 * @throws {@link MoneyError} `currency_unknown`; a wrong text never throws
 */
export function parseAmount(text: string, currency: string): AmountResult {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('empty');
  if (trimmed.length > LENGTH_MAX) return refuse('too_long');
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(trimmed);
  if (!match) return refuse(/(?!\d)\p{Nd}/u.test(trimmed) ? 'foreign_digits' : 'not_a_number');
  const [, sign = '', whole = '', fraction = ''] = match;
  return fromDigits(sign, whole, fraction, currency);
}

/** Reads what a donor typed, in the donor's own way of writing numbers. */
export function parseLocalAmount(text: string, currency: string, locale: string): AmountResult {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1234567.8);
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
  const group = parts.find(({ type }) => type === 'group')?.value ?? ',';
  const result = parseAmount(text.normalize('NFKC').replaceAll(group, '').replace(decimal, '.'), currency);
  return result.ok && result.value.amount < 0 ? refuse('negative') : result;
}
