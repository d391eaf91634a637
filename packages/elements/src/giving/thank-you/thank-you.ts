import type { DonationStatus } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { thankYou } from '../../locales/thank-you.en.ts';
import type { WordsOfThanks } from '../../locales/words.ts';
import { After } from './after.ts';
import { DonationController, type DonationView } from './donation-controller.ts';
import { styles } from './thank-you.styles.ts';
import { thanksStyles } from './thanks.styles.ts';
import { thanks } from './thanks.ts';

/**
 * @summary Thanks for a gift, on the page that a donor comes to after giving.
 *
 * It shows the gift that it names, or the one that was just made to its project in this tab, and
 * says only what the platform has confirmed: on its way, arrived, failed, expired, given back.
 *
 * @slot - Shown where there is no gift to thank for, such as a link to give.
 * @slot next - What happens next, in the place of the element's own words.
 * @csspart title - What became of the gift.
 * @csspart done - The thanks.
 * @csspart test-mode - Says that no real money moves.
 * @csspart next - What happens next.
 * @csspart receipt - The button that asks for the receipt, or its links once it is there.
 * @csspart receipt-note - Says why there is no receipt.
 * @csspart share - The button to tell others.
 * @csspart note - Says why there are no thanks.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-gap - Room between the parts.
 */
export class KindThankYou extends KindElement {
  static override styles = [tokens, parts, thanksStyles, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, thankYou);
  readonly #source = new DonationController(this, () => this.ownSettings);
  readonly #after = new After(this, () => this.ownSettings);

  /** Id of the gift, `don_…`. Left out, it is the one that was just made to `project`. */
  @property() donation?: string | undefined;

  /** Id of the project, `prj_…`; needed where no gift is named. */
  @property() project?: string | undefined;

  /** The address that is shared, such as the project's page; this page's own when left out. */
  @property({ attribute: 'share-url' }) shareUrl?: string | undefined;

  #reload(): void {
    this.#source.reload();
  }

  /** What a screen reader hears when the outcome comes by itself. */
  #status(words: WordsOfThanks): string {
    const { view } = this.#source;
    if (view.status === 'loading') return words.common.loading;
    const arrived = view.status === 'ready' && /^(succeeded|part)/.test(view.donation.state);
    return arrived ? words.thanks.thanks : '';
  }

  #renderReady(view: Extract<DonationView, { status: 'ready' }>, words: WordsOfThanks) {
    const { donation, project, request, payment } = view;
    const { locale } = this.#locale;
    const { thanks: said, after } = words;
    const testMode = donation.livemode
      ? nothing
      : html`<p part="test-mode" class="test-mode">${words.common.testMode}</p>`;
    switch (donation.state) {
      case 'pending':
      case 'processing':
        return this.#renderSaid(said.processing, said.processingWhy, donation, words);
      case 'failed':
        return this.#renderSaid(after.failed, said.notCharged, donation, words);
      case 'expired':
        return this.#renderSaid(after.expired, said.notCharged, donation, words);
      case 'refunded': {
        const back = after.refunded(formatMoney(donation.refunded, locale));
        return this.#renderSaid(back, '', donation, words);
      }
      default: {
        const back = donation.refunded.amount > 0;
        const told = request && {
          email: request.details?.email ?? null,
          news: !!request.details?.updatesConsent,
        };
        return html`<div part="done" class="stack centre">
          ${testMode} ${thanks(donation, words, locale)}
          ${back ? html`<p>${after.refunded(formatMoney(donation.refunded, locale))}</p>` : nothing}
          ${this.#after.view({ locale, title: project?.title, told, payment, shareUrl: this.shareUrl })}
        </div>`;
      }
    }
  }

  #renderSaid(what: string, why: string, { id }: DonationStatus, words: WordsOfThanks) {
    return html`<div class="stack centre">
      <p part="title" class="big">${what}</p>
      ${why ? html`<p class="muted">${why}</p>` : nothing}
      <p class="muted">${words.thanks.reference} <code dir="ltr">${id}</code></p>
      <slot></slot>
    </div>`;
  }

  #renderNote(text: string, words?: WordsOfThanks) {
    return html`<div class="stack centre">
      <p part="note">${text}</p>
      ${
        words
          ? html`<button part="retry" class="secondary" type="button" @click=${this.#reload}>
              ${words.common.tryAgain}
            </button>`
          : nothing
      }
      <slot></slot>
    </div>`;
  }

  #renderView(words: WordsOfThanks) {
    const { view } = this.#source;
    const { common, after } = words;
    switch (view.status) {
      case 'ready':
        return this.#renderReady(view, words);
      case 'none':
        return this.#renderNote(after.none);
      case 'unknown':
        return this.#renderNote(after.unknown);
      case 'misconfigured':
        return this.#renderNote(common.unavailable);
      case 'offline':
        return this.#renderNote(`${common.noConnection} ${common.noConnectionHow}`, words);
      case 'error':
        return this.#renderNote(after.loadFailed, words);
      case 'loading':
        return skeleton();
    }
  }

  override render() {
    const { words } = this.#locale;
    return html`<div class="frame" lang=${words?.lang ?? nothing}>
      ${words ? this.#renderView(words) : skeleton()}
      <p class="visually-hidden" role="status">${words ? this.#status(words) : ''}</p>
    </div>`;
  }
}

function skeleton() {
  return html`<div class="stack centre" aria-busy="true">
    <div class="bone tick"></div>
    <div class="bone line"></div>
    <div class="bone line"></div>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-thank-you': KindThankYou;
  }
}
