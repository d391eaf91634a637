/** What stands on a paper, before it is a page or a PDF. Pure. */
import type { Money } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';

/** What every paper says. */
export interface PaperFrame {
  readonly language: string;
  /** Left to right unless said. */
  readonly direction?: 'rtl' | 'ltr';
  readonly total: string;
  readonly signature: string;
  readonly page: (page: string, pages: string) => string;
  /** Of characters that no font has. */
  readonly missing: string;
  readonly openPdf: string;
}

export interface Paper<Words extends PaperFrame = PaperFrame> {
  readonly words: Words;
  readonly title: string;
  /** What must not be overlooked, on every page: that it is a test, or void. */
  readonly marks: readonly string[];
  /** The charity, line by line. */
  readonly issuer: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Cells beside each other, the last of them an amount; such as date, project, number and amount. */
  readonly rows: readonly (readonly string[])[];
  /** Further rows under a title of their own, as wide as the others. */
  readonly section?: { readonly title: string; readonly rows: Paper['rows'] };
  /** How much of the width each cell of a row has in a PDF; for rows of four unless said. */
  readonly shares?: readonly number[];
  readonly totals: readonly string[];
  readonly notes: readonly string[];
  readonly signature: string | null;
  readonly madeAt: Date;
}

/** A day as it is written in the language. */
export function dateIn(language: string, date: Date, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(date);
}

/** With the currency's code where its sign could be another's. */
export function amountIn(language: string, money: Money): string {
  const text = formatMoney(money, language);
  return text.includes(money.currency) ? text : `${text} (${money.currency})`;
}

/** Lines that are not empty. */
export function linesOf(text: string | null): string[] {
  return text === null ? [] : text.split('\n').filter((line) => line.trim() !== '');
}
