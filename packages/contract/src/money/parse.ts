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

/**
 * Reads a machine's decimal exactly: `"1.50"`, `"-3"`. An optional minus, digits 0 to 9, and an
 * optional point with more digits; spaces around are ignored. Decimals beyond the currency's own
 * are accepted when they are zeros: `"500.00"` is ¥500.
 *
 * @throws {@link MoneyError} `currency_unknown`. The text itself never makes it throw.
 */
export function parseAmount(text: string, currency: string): AmountResult {
  const trimmed = text.trim();
  const unfit = lengthReason(trimmed);
  if (unfit) return refuse(unfit);
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
 * - The currency's own symbol, code or name may stand before and after.
 * - Thousands may be grouped by the locale's mark, a space or an apostrophe, where the locale groups:
 *   `"12,34"` and `"0,500"` in English are refused as `unclear_separator`.
 * - A point or comma that does not group in the locale begins the decimals: `"12.50"` in French.
 * - Three decimals look like thousands, so they are refused as `unclear_separator` unless the
 *   currency has three and the mark is the locale's own.
 *
 * Zero is read. Whether it is enough is for the project's limits to say.
 *
 * @param locale - a BCP 47 language tag
 * @throws {@link MoneyError} `currency_unknown`, and RangeError when the locale is no language tag.
 *   The text itself never makes it throw.
 */
export function parseLocalAmount(text: string, currency: string, locale: string): AmountResult {
  const exponent = exponentOf(currency);
  const readable = plain(text);
  const unfit = lengthReason(readable);
  if (unfit) return refuse(unfit);

  const [, before = '', number = '', after = ''] = /^(\D*)(.*\d)(\D*)$/.exec(readable) ?? [];
  const names = namesOf(currency, locale);
  const stray = [before.trim(), after.trim()].find((beside) => !names.includes(beside));
  const marks = marksOf(currency, locale);
  const match = numeral(marks).exec(
    number.replace('٫', marks.decimal).replaceAll('٬', marks.group),
  );
  if (stray !== undefined || !match) return refuse(reasonAgainst(stray ?? number));

  const [, whole = '', , mark, fraction = ''] = match;
  const surelyDecimals = exponent === 3 && mark === marks.decimal;
  if (fraction.length === 3 && !surelyDecimals) return refuse('unclear_separator');
  return amountOf('', whole.replace(/\D/g, ''), fraction, currency);
}

const refuse = (reason: AmountReason): AmountResult => ({ ok: false, reason });

function lengthReason(text: string): AmountReason | undefined {
  if (text === '') return 'empty';
  return text.length > 64 ? 'too_long' : undefined;
}

/** Moves the decimal point by moving digits. Decimals that the currency lacks may only be zeros. */
function amountOf(sign: string, whole: string, fraction: string, currency: string): AmountResult {
  const exponent = exponentOf(currency);
  if (/[1-9]/.test(fraction.slice(exponent))) return refuse('too_many_decimals');
  const units = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (units > Number.MAX_SAFE_INTEGER) return refuse('too_large');
  return { ok: true, value: moneyFrom(sign ? -units : units, currency) };
}

/** The same text in few letters: digits 0 to 9, one kind of space, dash and apostrophe. */
function plain(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '') // marks of direction, which right-to-left formats are full of
    .replace(/[\uff00-\uffef]/g, (wide) => wide.normalize('NFKC')) // １００￥ as typed in Chinese
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/\p{Pd}|−/gu, '-')
    .replace(/[’`´]/g, "'")
    .replace(/。/g, '.')
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

/** What may stand beside the number, in plain letters: nothing, or a name of the currency. */
function namesOf(currency: string, locale: string): string[] {
  const shown = (display: 'symbol' | 'narrowSymbol' | 'name') =>
    partOf(numberFormat(locale, currency, 1, display), 'currency');
  const narrow = shown('narrowSymbol');
  // A currency's code begins with its country's, so this makes US$, HK$ and CN¥ in every locale.
  const withCountry = currency.slice(0, 2) + narrow;
  // Intl knows ¥ and 人民币; people also write these.
  const spoken = currency === 'CNY' ? ['元', 'RMB'] : [];
  return ['', currency, narrow, withCountry, shown('symbol'), shown('name'), ...spoken].map(plain);
}

type Marks = { readonly decimal: string; readonly group: string; readonly groupSize: number };

/** How the locale separates decimals and thousands when it writes this currency. */
function marksOf(currency: string, locale: string): Marks {
  const format = numberFormat(locale, currency, 1);
  const integers = format.formatToParts(SAMPLE).filter(({ type }) => type === 'integer');
  return {
    decimal: plain(partOf(format, 'decimal')),
    // A no-break space is nothing once it is plain.
    group: plain(partOf(format, 'group')) || ' ',
    // 1,23,45,678 in India and 12,345,678 elsewhere.
    groupSize: integers.length > 3 ? 2 : 3,
  };
}

const SAMPLE = 12345678.5;

function partOf(format: Intl.NumberFormat, type: Intl.NumberFormatPartTypes): string {
  return format.formatToParts(SAMPLE).find((part) => part.type === type)?.value ?? '';
}

/**
 * Digits alone, or groups of the locale's size with one mark throughout, the last of three digits.
 * Then perhaps a mark that cannot be the locale's group, and decimals.
 */
function numeral({ decimal, group, groupSize }: Marks): RegExp {
  const grouped = `[1-9]\\d{0,${groupSize - 1}}([${group} '])(?:\\d{${groupSize}}\\2)*\\d{3}`;
  return new RegExp(`^(\\d+|${grouped})(?:(?![${group}])([${decimal}.,])(\\d+))?$`);
}

/** Says what is wrong with a text, a whole one or what stands beside a number. */
function reasonAgainst(text: string): AmountReason {
  if (/^[-(]|[^.,]-$/.test(text)) return 'negative';
  if (/^[\d.,'٫٬ ]+$|[.,]$/.test(text)) return 'unclear_separator';
  const code = text.toUpperCase();
  return /\p{Sc}/u.test(text) || isCurrency(code) ? 'other_currency' : 'not_a_number';
}
