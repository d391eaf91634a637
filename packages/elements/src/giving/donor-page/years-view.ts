import type { DonorYear } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import { paperLink } from '../../internal/paper-link.ts';
import type { VisitModel } from './visit-view.ts';

/** The summary of each year, for the tax return. */
export function yearsView({ visit, words, locale }: VisitModel) {
  const { years } = visit.donor;
  if (years.length === 0) return nothing;
  const totals = ({ totals: sums }: DonorYear) =>
    new Intl.ListFormat(locale).format(
      sums.map((sum) => `\u2068${formatMoney(sum, locale)}\u2069`),
    );
  return html`<section aria-labelledby="years-title">
    <h3 id="years-title">${words.visit.years}</h3>
    <ul class="rows">
      ${years.map((year) => {
        const count = new Intl.NumberFormat(locale).format(year.gifts);
        return html`<li part="year" class="row paper">
          ${paperLink(year.links.html, `${year.year}`)}
          ${paperLink(year.links.pdf, words.visit.pdf, `${year.year}, ${words.visit.pdf}`)}
          <span class="muted">${words.visit.ofYear(year.gifts, count, totals(year))}</span>
        </li>`;
      })}
    </ul>
  </section>`;
}
