import { createOrderClient } from '@kindcart/client';
import type { OrderImpact } from '@kindcart/contract';
import { isMerchantId } from '@kindcart/store/cart';
import {
  createOrderImpact,
  type OrderImpactEntry,
  type OrderImpactState,
} from '@kindcart/store/order-impact';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { parts } from '../../internal/parts.styles.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfImpact } from '../../locales/cart-words.ts';
import { ordering } from '../../locales/order.en.ts';
import { cart } from '../cart.styles.ts';
import { CartLocale } from '../cart-locale.ts';
import { heart, markOf, note, skeleton } from '../marks.ts';
import { type Connection, Source, type Wanted } from '../source.ts';
import { impactView, sumSaid } from './impact-view.ts';
import { styles } from './order-impact.styles.ts';
import { sample } from './sample.ts';

/**
 * @summary Says on a shop's thank-you page what the order gives, to which projects, and how far that is.
 *
 * It needs the token of the order, which the shop's server makes. Where the order has not reached the
 * platform yet, it says so and asks again for some minutes. Nothing is shown as given that the platform
 * has not confirmed.
 *
 * @slot - Shown where it cannot be said, such as a link to what the shop promises.
 * @csspart sum - What the order gives, or that it is awaited.
 * @csspart when - When it counts.
 * @csspart project - One project, with its share where there are several.
 * @csspart how - The arithmetic, which opens.
 * @csspart round-up - What the shopper added, and what became of it.
 * @csspart receipt - Leads to the receipt of what the shopper added, once it is passed on.
 * @csspart test-mode - Says that no real money moves.
 * @csspart sample - Says that the figures are made up.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to ask again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 */
export class KindOrderImpact extends KindElement {
  static override styles = [tokens, parts, cart, styles];

  readonly #locale = new CartLocale<'sums' | 'orderImpact'>(this, () => this.ownSettings, ordering);
  readonly #source = new Source<OrderImpactState, OrderImpactEntry>(
    this,
    () => this.ownSettings,
    () => this.#wanted(),
  );

  /** Id of the merchant, `mer_…`. */
  @property() merchant?: string | undefined;

  /** The shop's own id of the order, as it is told to the platform. */
  @property() order?: string | undefined;

  /** The order's token, 64 digits. */
  @property() token?: string | undefined;

  /** Shows made-up figures, marked as such, and asks no platform. */
  @property({ type: Boolean }) preview = false;

  #wanted(): Wanted<OrderImpactEntry> {
    if (this.preview) return 'nothing';
    const { merchant: merchantId = '', order: shopOrderId = '', token = '' } = this;
    if (!isMerchantId(merchantId)) {
      return { fault: `the attribute merchant is "${merchantId}", and no id such as mer_….` };
    }
    if (shopOrderId === '') return { fault: "the attribute order, the shop's own id, is missing." };
    if (token === '') return { fault: 'the attribute token is missing; your server makes it.' };
    const named = { merchantId, shopOrderId, token };
    const open = (connection: Connection) =>
      createOrderImpact({ client: createOrderClient(connection) }, named);
    return { name: JSON.stringify(named), open };
  }

  /** What a screen reader hears: what arrives by itself; what waits is there to be read. */
  #status(words: WordsOfImpact): string {
    const { value } = this.#source;
    return value?.status === 'ready' ? sumSaid(value.impact, words, this.#locale.locale) : '';
  }

  /** Asks the platform again. */
  reload(): void {
    this.#source.entry?.reload();
  }

  #renderReady(impact: OrderImpact, words: WordsOfImpact) {
    const marks = markOf(words, { isSample: this.preview, livemode: impact.livemode });
    return impactView(impact, { words, locale: this.#locale.locale, marks });
  }

  #renderWaiting(what: string, how: string, words?: WordsOfImpact) {
    return html`<div class="box" aria-busy=${words ? nothing : 'true'}>
      <p part="sum" class="says">${heart(false)} <span>${what}</span></p>
      <div class="under">
        <p class="muted">${how}</p>
        ${
          words
            ? html`<p>
                <button part="retry" class="link" type="button" @click=${() => this.reload()}>
                  ${words.common.tryAgain}
                </button>
              </p>`
            : nothing
        }
      </div>
    </div>`;
  }

  #renderView(words: WordsOfImpact | undefined) {
    if (!words || this.#source.isHydrating) return skeleton();
    if (this.preview) return this.#renderReady(sample, words);
    if (this.#source.isFaulty) return note(words.sums.notShown);
    const { orderImpact: said, sums, common } = words;
    const value = this.#source.value ?? ({ status: 'loading' } as const);
    const retry = { label: common.tryAgain, again: () => this.reload() };
    switch (value.status) {
      case 'loading':
        return skeleton();
      case 'waiting':
        return this.#renderWaiting(said.waiting, said.waitingHow);
      case 'late':
        return this.#renderWaiting(said.late, said.lateHow, words);
      case 'ready':
        return this.#renderReady(value.impact, words);
      case 'offline':
        return note(`${common.noConnection} ${common.noConnectionHow}`, retry);
      case 'error':
        return this.#source.isAuthors(value.error)
          ? note(sums.notShown)
          : note(sums.loadFailed, retry);
    }
  }

  override render() {
    const { words } = this.#locale;
    return html`<div class="frame" lang=${words?.lang ?? nothing}>
      ${this.#renderView(words)}
      <p class="visually-hidden" role="status">${words && this.#status(words)}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-order-impact': KindOrderImpact;
  }
}
