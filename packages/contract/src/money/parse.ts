import { exponentOf, isCurrency } from './currency.ts';
import { numberFormat } from './format.ts';
import { type Money, moneyFrom } from './money.ts';

/** Why a text is not an amount. */
export type AmountReason =
  /** Nothing was written. */
  | 'empty'
  /** More than 64 characters: nobody writes an amount like that. */
  | 'too_long'
  /** Words, exponents such as `1e3`, sums, ranges. */
  | 'not_a_number'
  /** Digits of another script, where a machine should have written 0 to 9. */
  | 'foreign_digits'
  /** Below zero, where a donor says what to give. */
  | 'negative'
  /** The symbol or the code of another currency stands beside the number. */
  | 'other_currency'
  /** A point, comma or space that could mean decimals or thousands: `1,50` in English. */
  | 'unclear_separator'
  /** More decimals than the currency has: `1.005` in USD, `0.5` in JPY. */
  | 'too_many_decimals'
  /** Beyond 2^53 − 1 minor units. */
  | 'too_large';

/** The amount that was read, or why there is none. */
export type AmountResult =
  | { readonly ok: true; readonly value: Money }
  | { readonly ok: false; readonly reason: AmountReason };

const LENGTH_MAX = 64;

const refuse = (reason: AmountReason): AmountResult => ({ ok: false, reason });

/** Moves the decimal point by moving digits. Decimals that the currency lacks may only be zeros. */
function amountOf(sign: string, whole: string, fraction: string, currency: string): AmountResult {
  const exponent = exponentOf(currency);
  if (/[1-9]/.test(fraction.slice(exponent))) return refuse('too_many_decimals');
  const units = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (units > Number.MAX_SAFE_INTEGER) return refuse('too_large');
  return { ok: true, value: moneyFrom(sign ? -units : units, currency) };
}

/**
 * Reads a machine's decimal exactly: `"1.50"`, `"-3"`. An optional minus, digits 0 to 9, and an
 * optional point with more digits; spaces around are ignored. Decimals beyond the currency's own
 * are accepted when they are zeros: `"500.00"` is ¥500.
 *
 * @throws {@link MoneyError} `currency_unknown`. The text itself never makes it throw.
 */
export function parseAmount(text: string, currency: string): AmountResult {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('empty');
  if (trimmed.length > LENGTH_MAX) return refuse('too_long');
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(trimmed);
  if (!match) return refuse(/(?!\d)\p{Nd}/u.test(trimmed) ? 'foreign_digits' : 'not_a_number');
  const [, sign = '', whole = '', fraction = ''] = match;
  return amountOf(sign, whole, fraction, currency);
}

/**
 * Reads what a donor typed, in the locale's way of writing money: `"1,234.50"` in English is
 * `"1.234,50"` in German and `"١٬٢٣٤٫٥٠"` in Egypt. Whatever `formatMoney` wrote, it reads back.
 *
 * - Digits of any script count, full-width ones too, and so does the ideographic full stop.
 * - The currency's own symbol, code or name may stand at either end.
 * - Spaces and apostrophes may group thousands everywhere, the locale's own mark where it is used
 *   so. Groups must be right: `"12,34"` and `"0,500"` are refused as `unclear_separator`.
 * - A point or comma that the locale does not use is a decimal mark too (`"12.50"` in French).
 * - Three decimals that the currency lacks look like thousands: refused as `unclear_separator`.
 *
 * Zero is read. Whether it is enough is for the project's limits to say.
 *
 * @param locale - a BCP 47 language tag
 * @throws {@link MoneyError} `currency_unknown`, and RangeError when the locale is no language tag.
 *   The text itself never makes it throw.
 */
export function parseLocalAmount(text: string, currency: string, locale: string): AmountResult {
  const exponent = exponentOf(currency);
  if (text.trim().length > LENGTH_MAX) return refuse('too_long');
  const readable = plain(text);
  if (readable === '') return refuse('empty');
  const bare = withoutCurrency(readable, currency, locale);
  const { decimal, group, inPairs } = marksOf(currency, locale);

  // Decimals follow the last mark that is no group. Shops write fifty as `50,-`, so that is read too.
  const split = new RegExp(`^(.*?)(?:(?![${group}])([${decimal}.,٫])(\\d*|-))?$`);
  const [, grouped = '', mark = '', fraction = ''] = split.exec(bare) ?? [];
  const whole = ungrouped(grouped, group, inPairs);
  if (whole === undefined || !/\d/.test(whole + fraction)) return refuse(reasonAgainst(bare));

  const surelyDecimal = exponent === 3 && (mark === decimal || mark === '٫');
  if (/^\d{3}$/.test(fraction) && !surelyDecimal) return refuse('unclear_separator');
  return amountOf('', whole, fraction.replace('-', ''), currency);
}

/** The same text in few letters: digits 0 to 9, one kind of space, dash and apostrophe. */
function plain(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '') // marks of direction, which right-to-left formats are full of
    .replace(/[\uff00-\uffef]/g, (wide) => wide.normalize('NFKC')) // １００￥ as typed in Chinese
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/\p{Pd}|−/gu, '-')
    .replace(/[’‘ʼ`´]/g, "'")
    .replaceAll('。', '.')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

// Unicode keeps the ten digits of a script together, zero first, and some scripts' tens side by side.
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return `${(code - zero) % 10}`;
}

/** Takes the currency's own symbol, code or name off both ends. */
function withoutCurrency(text: string, currency: string, locale: string): string {
  const names = namesOf(currency, locale).toSorted((a, b) => b.length - a.length);
  const start = names.find((name) => text.startsWith(name)) ?? '';
  const rest = text.slice(start.length);
  const end = names.find((name) => rest.endsWith(name)) ?? '';
  return rest.slice(0, rest.length - end.length).trim();
}

/** What people may call the currency, in plain letters. */
function namesOf(currency: string, locale: string): string[] {
  const shown = (display: 'symbol' | 'narrowSymbol' | 'name') =>
    partOf(numberFormat(locale, currency, 1, display), 'currency');
  const narrow = shown('narrowSymbol');
  // A currency's code begins with its country's, so this makes US$, HK$ and CN¥ in every locale.
  const withCountry = currency.slice(0, 2) + narrow;
  const names = [shown('symbol'), narrow, shown('name'), currency, withCountry];
  // Intl knows ¥ and 人民币; these are what people write.
  if (currency === 'CNY') names.push('元', 'RMB');
  return names.map(plain);
}

type Marks = { readonly decimal: string; readonly group: string; readonly inPairs: boolean };

/** How the locale separates decimals and thousands when it writes this currency. */
function marksOf(currency: string, locale: string): Marks {
  const format = numberFormat(locale, currency, 1);
  const integers = format.formatToParts(SAMPLE).filter(({ type }) => type === 'integer');
  return {
    decimal: plain(partOf(format, 'decimal')),
    // A no-break space is nothing once it is plain.
    group: plain(partOf(format, 'group')) || ' ',
    // 1,23,45,678 as in India, 12,345,678 elsewhere.
    inPairs: integers.length > 3,
  };
}

const SAMPLE = 12345678.5;

function partOf(format: Intl.NumberFormat, type: Intl.NumberFormatPartTypes): string {
  return format.formatToParts(SAMPLE).find((part) => part.type === type)?.value ?? '';
}

/** The digits alone, when they stand ungrouped, in threes, or in the locale's pairs before a three. */
function ungrouped(text: string, group: string, inPairs: boolean): string | undefined {
  const mark = `([${group} '٬])`;
  const threes = `[1-9]\\d{0,2}${mark}\\d{3}(?:\\1\\d{3})*`;
  const pairs = `[1-9]\\d?${mark}(?:\\d{2}\\2)*\\d{3}`;
  const right = new RegExp(`^(?:\\d*|${threes}${inPairs ? `|${pairs}` : ''})$`);
  return right.test(text) ? text.replace(/\D/g, '') : undefined;
}

/** Says what is wrong with a text that is no amount. */
function reasonAgainst(text: string): AmountReason {
  if (!/\d/.test(text)) return 'not_a_number';
  if (/^[-(]|\d ?-$/.test(text)) return 'negative';
  const letters = text.replace(/[^a-z]/g, '').toUpperCase();
  if (/\p{Sc}/u.test(text) || isCurrency(letters)) return 'other_currency';
  return /^[\d.,'٫٬ ]+$/.test(text) ? 'unclear_separator' : 'not_a_number';
}
