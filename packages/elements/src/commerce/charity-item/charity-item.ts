import type { CharityItem } from '@kindcart/contract';
import { isCharityItemId } from '@kindcart/contract/ids';
import type { ShopStore } from '@kindcart/store/shop';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { EntryController, type EntryView } from '../../internal/entry-controller.ts';
import { Lazy } from '../../internal/lazy.ts';
import { leaf } from '../../internal/leaf.ts';
import { parts } from '../../internal/parts.styles.ts';
import { shopStoreFor } from '../../internal/shop-registry.ts';
import { shopFiles } from '../../internal/shop-words.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { item as english } from '../../locales/item.en.ts';
import type { WordsOfItem } from '../../locales/shop-words.ts';
import { styles } from './charity-item.styles.ts';
import { promisedBy, type Speech } from './promise.ts';

const kind = {
  isId: isCharityItemId,
  missing: 'item_missing',
  unknown: 'charity_item_unknown',
  storeFor: shopStoreFor,
  entryOf: (store: ShopStore, id: string) => store.charityItem(id),
} as const;

/**
 * @summary Says what an order or a product gives, to whom, and how many orders have given so far.
 *
 * The numbers are live, and only completed orders are in them. A press opens the whole promise with its
 * bounds, dates and projects, and what it gave to the last digit. However many stand on a page, they are one
 * request. Where the charity item cannot be shown, the element's own children are.
 *
 * @slot - Shown where the charity item cannot be, such as a sentence about what the shop gives.
 * @csspart badge - The line, which is the button that opens the rest.
 * @csspart promise - What is given and to whom.
 * @csspart meta - How many orders have given, and the state.
 * @csspart mark - Says that it is a test, or a preview.
 * @csspart details - What opens.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 */
export class KindCharityItem extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #speech = new SpeechController<WordsOfItem>(
    this,
    () => this.ownSettings,
    english,
    shopFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    kind,
    () => (this.preview ? null : this.item),
  );
  readonly #details = new Lazy(this, () => import('./details.ts'));
  readonly #sample = new Lazy(this, () => import('./sample.ts'));
  #spoken: Speech<WordsOfItem> | undefined;
  #shown: CharityItem | undefined;
  /** How often the numbers on show have changed. */
  #changes = 0;

  get #view(): EntryView<CharityItem> {
    if (!this.preview) return this.#source.entry;
    if (this.#sample.failed) return { status: 'error' };
    const value = this.#sample.module?.sample;
    return value ? { status: 'ready', value, offline: false } : { status: 'loading' };
  }

  /** What to speak; while another language is being fetched, the one before, so that nothing closes. */
  get #says(): Speech<WordsOfItem> | undefined {
    const { words, locale } = this.#speech;
    if (words) this.#spoken = { words, locale };
    return this.#spoken;
  }

  /** Whether what opens is open. */
  @state() private open = false;

  /** Id of the charity item, `chi_…`. */
  @property() item?: string | undefined;

  /** How much room it takes: a `badge` of one line, for listings, or a `card`, for the page of a product. */
  @property({ reflect: true }) variant: 'badge' | 'card' = 'badge';

  /** Shows a made-up charity item, marked as a preview, and asks no platform: for those who design a page. */
  @property({ type: Boolean }) preview = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.open = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('item')) this.open = false;
  }

  override updated(): void {
    if (this.preview) this.#sample.fetch();
    const dialog = this.renderRoot.querySelector('dialog');
    const badge = this.renderRoot.querySelector('button');
    if (dialog && badge) this.#details.module?.show(dialog, badge);
  }

  /** Counts changes of the same charity item's numbers, which move gently; the first ones do not. */
  #count(item: CharityItem): number {
    const before = this.#shown;
    this.#shown = item;
    if (before?.id !== item.id) this.#changes = 0;
    else if (before.totals.orders !== item.totals.orders) this.#changes += 1;
    return this.#changes;
  }

  #openDetails(): void {
    this.open = true;
    this.#details.fetch();
  }

  /** Asks the platform for the charity item again. */
  reload(): void {
    this.#source.reload();
  }

  #renderItem(item: CharityItem, speech: Speech<WordsOfItem>) {
    const { words } = speech;
    const { line, state, orders, given } = promisedBy(item, speech);
    const changes = this.#count(item);
    const mark = this.preview ? words.shop.preview : words.shop.test;
    const isCard = this.variant === 'card';
    const isMarked = this.preview || !item.livemode;
    return html`<button
        part="badge"
        class=${this.variant}
        type="button"
        lang=${words.shop.lang}
        aria-haspopup="dialog"
        @click=${this.#openDetails}
      >
        ${leaf}
        <span class="text">
          <span part="promise" class="promise">${line}</span>
          <span part="meta" class="meta">
            ${state && html`<span class="state">${state}</span>`}
            ${orders && html`<span class=${changes > 0 ? `moved-${changes % 2}` : 'still'}>${orders}</span>`}
            ${given && isCard ? html`<bdi>${given}</bdi>` : nothing}
            ${isMarked ? html`<span part="mark" class="mark">${mark}</span>` : nothing}
          </span>
        </span>
        ${isCard ? html`<span class="more">${words.item.more}</span>` : nothing}
      </button>
      ${this.#renderDetails(item, speech)}`;
  }

  #renderDetails(item: CharityItem, { words, locale }: Speech<WordsOfItem>) {
    if (!this.open) return nothing;
    if (this.#details.failed)
      return this.#renderNote(words.shop.loadFailed, words, this.#openDetails);
    return this.#details.module?.details({
      item,
      said: words,
      locale,
      preview: this.preview,
      baseUrl: this.#source.target?.baseUrl,
      onClose: () => {
        this.open = false;
      },
    });
  }

  #renderNote(text: string, words: WordsOfItem, again?: () => void) {
    return html`<p part="note" class="note ${this.variant}" role="status" lang=${words.shop.lang}>
      <span>${text}</span>
      ${again && html`<button part="retry" class="link" type="button" @click=${again}>${words.shop.tryAgain}</button>`}
    </p>`;
  }

  override render() {
    const speech = this.#says;
    const view = this.#view;
    if (!speech || view.status === 'loading') {
      return html`<div class=${this.variant} aria-busy="true"><span class="bone"></span></div>`;
    }
    if (view.status === 'ready') return this.#renderItem(view.value, speech);
    const { words } = speech;
    const { unavailable, noConnection, loadFailed } = words.shop;
    const texts = {
      offline: noConnection,
      error: loadFailed,
      unknown: words.item.unknown,
      misconfigured: unavailable,
    };
    const mayHelp = view.status === 'offline' || view.status === 'error';
    return html`${this.#renderNote(texts[view.status], words, mayHelp ? this.reload : undefined)}
      <slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-charity-item': KindCharityItem;
  }
}
