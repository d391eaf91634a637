import type { DonationStatus } from '@kindcart/contract';
import { formatMoney, isZero } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import type { Words } from '../../locales/words.ts';
import { nextPayment } from '../next-payment.ts';

/** Thanks for a gift that has arrived, with the amounts as the platform told them. */
export function thanks(donation: DonationStatus, words: Pick<Words, 'thanks'>, locale: string) {
  const { id, gift, charge, feeCover } = donation;
  const next = nextPayment(donation, words, locale);
  return html`<svg class="tick" viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="24" cy="24" r="22" />
      <path d="M14 25l7 7 13-15" pathLength="1" />
    </svg>
    <p class="big">${words.thanks.thanks}</p>
    <p>${words.thanks.given(formatMoney(gift, locale))} ${next}</p>
    <p class="muted">
      ${isZero(feeCover) ? nothing : html`${words.thanks.charged(formatMoney(charge, locale))}<br />`}
      ${words.thanks.reference} <code dir="ltr">${id}</code>
    </p>`;
}
