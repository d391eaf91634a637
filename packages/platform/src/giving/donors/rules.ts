/** What the donor's own page shows. Pure. */
import type { DonorYear, PaperLinks } from '@kindcart/contract';
import type { YearRow } from './records.ts';

/** An address that its owner knows and nobody else learns: `d…r@example.org`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const letters = [...email.slice(0, at)];
  const [first = ''] = letters;
  const last = letters.length > 2 ? letters.at(-1) : '';
  return `${first}…${last}${email.slice(at)}`;
}

/** Rows by year and currency as years. */
export function toYears(
  rows: readonly YearRow[],
  linksOf: (year: number) => PaperLinks,
): DonorYear[] {
  return [...Map.groupBy(rows, ({ year }) => year)].map(([year, ofYear]) => ({
    year,
    gifts: ofYear.reduce((sum, { gifts }) => sum + gifts, 0),
    totals: ofYear.map(({ total, currency }) => ({ amount: total, currency })),
    links: linksOf(year),
  }));
}
