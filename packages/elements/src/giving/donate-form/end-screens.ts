import type { Project } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import type { WordsOfForm } from '../../locales/words.ts';

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
