import type { DonationStatus, Project } from '@kindcart/contract';
import { formatMoney, isZero } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import type { WordsOfForm } from '../../locales/words.ts';

/** The gift has arrived, with the amounts as the platform told them. */
export function doneScreen(
  { words, locale, donation }: { words: WordsOfForm; locale: string; donation: DonationStatus },
  again: () => void,
) {
  return html`<div part="done" class="stack centre">
    <svg class="tick" viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="24" cy="24" r="22" />
      <path d="M14 25l7 7 13-15" pathLength="1" />
    </svg>
    <p class="big">${words.thanks.thanks}</p>
    <p>${words.thanks.given(formatMoney(donation.gift, locale))}</p>
    <p class="muted">
      ${isZero(donation.feeCover) ? nothing : html`${words.thanks.charged(formatMoney(donation.charge, locale))}<br />`}
      ${words.thanks.reference} <code dir="ltr">${donation.id}</code>
    </p>
    <button part="again" class="secondary" type="button" @click=${again}>
      ${words.form.giveAgain}
    </button>
  </div>`;
}

/** The project takes no more gifts. */
export function closedScreen(project: Project, words: WordsOfForm, locale: string) {
  const raised = formatMoney(project.totals.raised, locale, { withoutZeroFraction: true });
  return html`<div class="stack centre">
    <p class="big">${words.common.projectClosed}</p>
    <p class="muted">${words.form.raisedInAll(raised)}</p>
  </div>`;
}

/** Something stands in the way; with a way on where there is one, and the page's own fallback. */
export function blockedScreen(
  text: { readonly what: string; readonly why?: string; readonly button?: string },
  act: () => void,
) {
  const { what, why, button } = text;
  return html`<div part="blocked" class="stack centre">
    <p class="big">${what}</p>
    ${why ? html`<p class="muted">${why}</p>` : nothing}
    ${button ? html`<button part="retry" class="secondary" type="button" @click=${act}>${button}</button>` : nothing}
    <slot></slot>
  </div>`;
}

/** The form's shape before anything is known. It says nothing, so it needs no language. */
export function skeleton() {
  return html`<div class="stack" aria-busy="true">
    <div class="bone title"></div>
    <div class="bone legend"></div>
    <div class="tiles">
      <div class="bone tile"></div>
      <div class="bone tile"></div>
      <div class="bone tile"></div>
      <div class="bone tile"></div>
    </div>
    <div class="bone tile"></div>
    <div class="bone legend"></div>
    <div class="bone legend"></div>
    <div class="bone tile"></div>
    <div class="bone legend"></div>
    <div class="bone legend"></div>
    <div class="bone tile"></div>
  </div>`;
}
