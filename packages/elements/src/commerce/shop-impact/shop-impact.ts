import type { ShopImpact } from '@kindcart/contract';
import { isMerchantId } from '@kindcart/contract/ids';
import { formatMoney } from '@kindcart/contract/money';
import type { ShopStore } from '@kindcart/store/shop';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { EntryController, type EntryView } from '../../internal/entry-controller.ts';
import { Lazy } from '../../internal/lazy.ts';
import { leaf } from '../../internal/leaf.ts';
import { parts } from '../../internal/parts.styles.ts';
import { safeUrl } from '../../internal/safe-url.ts';
import { shopStoreFor } from '../../internal/shop-registry.ts';
import { shopFiles } from '../../internal/shop-words.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { impact as english } from '../../locales/impact.en.ts';
import type { WordsOfImpact } from '../../locales/shop-words.ts';
import { styles } from './shop-impact.styles.ts';

const kind = {
  isId: isMerchantId,
  missing: 'merchant_missing',
  unknown: 'merchant_unknown',
  storeFor: shopStoreFor,
  entryOf: (store: ShopStore, id: string) => store.impact(id),
} as const;

/**
 * @summary Says what all charity items of a shop have given, by how many orders and to which projects.
 *
 * A line for the foot of a page, or a page with each project's sum and the charity items that give. Only
 * completed orders are in the numbers. Where they cannot be shown, the element's own children are.
 *
 * @slot - Shown where the sums cannot be, such as a sentence about what the shop gives.
 * @csspart line - The line.
 * @csspart title - The heading of the page.
 * @csspart given - The sum.
 * @csspart projects - The list of projects.
 * @csspart items - The list of charity items.
 * @csspart mark - Says that it is a test, or a preview.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 */
export class KindShopImpact extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #speech = new SpeechController<WordsOfImpact>(
    this,
    () => this.ownSettings,
    english,
    shopFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    kind,
    () => (this.preview ? null : this.merchant),
  );
  readonly #items = new Lazy(this, () => import('../charity-item/define.ts'));
  readonly #sample = new Lazy(this, () => import('./sample.ts'));

  get #view(): EntryView<ShopImpact> {
    if (!this.preview) return this.#source.entry;
    if (this.#sample.failed) return { status: 'error' };
    const value = this.#sample.module?.sample;
    return value ? { status: 'ready', value, offline: false } : { status: 'loading' };
  }

  /** Id of the merchant, `mer_…`. */
  @property() merchant?: string | undefined;

  /** How much is shown: a `line`, for the foot of a page, or a `page`. */
  @property({ reflect: true }) variant: 'line' | 'page' = 'line';

  /** Shows a made-up shop, marked as a preview, and asks no platform: for those who design a page. */
  @property({ type: Boolean }) preview = false;

  override updated(): void {
    if (this.preview) this.#sample.fetch();
    if (this.variant === 'page') this.#items.fetch();
  }

  #money(sum: ShopImpact['totals']['given']): string {
    return formatMoney(sum, this.#speech.locale, { withoutZeroFraction: true });
  }

  #number(count: number): string {
    return new Intl.NumberFormat(this.#speech.locale).format(count);
  }

  /** Asks the platform for the sums again. */
  reload(): void {
    this.#source.reload();
  }

  #renderReady(impact: ShopImpact, words: WordsOfImpact) {
    return html`<div class=${this.variant} lang=${words.shop.lang}>
      ${this.variant === 'page' ? this.#renderPage(impact, words) : this.#renderLine(impact, words)}
    </div>`;
  }

  #renderLine({ totals, projects, livemode }: ShopImpact, words: WordsOfImpact) {
    const sum = this.#money(totals.given);
    const orders = words.shop.orders(totals.orders, this.#number(totals.orders));
    const count = words.shop.projects(projects.length, this.#number(projects.length));
    const text = totals.orders > 0 ? words.impact.line(sum, orders, count) : words.impact.nothing;
    return html`<p part="line" class="text">
      ${leaf}<span>${text} ${this.#renderMark(livemode, words)}</span>
    </p>`;
  }

  #renderPage({ name, totals, projects, items, livemode }: ShopImpact, words: WordsOfImpact) {
    const orders = words.shop.orders(totals.orders, this.#number(totals.orders));
    return html`<h2 part="title">${leaf}<span>${words.impact.title(name)}</span></h2>
      <p class="figures">
        <strong part="given" class="given"><bdi>${this.#money(totals.given)}</bdi></strong>
        <span class="muted">${words.impact.given} · ${orders} ${this.#renderMark(livemode, words)}</span>
      </p>
      <p class="muted">
        ${totals.orders > 0 ? words.shop.onlyCompleted : words.impact.nothing}
      </p>
      ${this.#renderProjects(projects, words)} ${this.#renderItems(items, words)}`;
  }

  #renderProjects(projects: ShopImpact['projects'], words: WordsOfImpact) {
    if (projects.length === 0) return nothing;
    const baseUrl = this.#source.target?.baseUrl;
    const named = ({ id, title }: ShopImpact['projects'][number]['project']) => {
      const url = this.preview ? undefined : safeUrl(`${baseUrl}/give/${id}`, document.baseURI);
      return url ? html`<a href=${url}>${title}</a>` : html`<bdi>${title}</bdi>`;
    };
    return html`<h3>${words.impact.toProjects}</h3>
      <ul part="projects" class="projects">
        ${projects.map(
          ({ project, given }) =>
            html`<li><span>${named(project)}</span><bdi>${this.#money(given)}</bdi></li>`,
        )}
      </ul>`;
  }

  #renderItems(items: ShopImpact['items'], words: WordsOfImpact) {
    if (items.length === 0) return nothing;
    const { key, baseUrl } = this.ownSettings;
    return html`<h3>${words.impact.promises}</h3>
      <ul part="items" class="items">
        ${items.map(
          ({ id }) =>
            html`<li>
              <kind-charity-item
                item=${id}
                key=${key ?? nothing}
                base-url=${baseUrl ?? nothing}
                locale=${this.#speech.locale}
              ></kind-charity-item>
            </li>`,
        )}
      </ul>`;
  }

  #renderMark(livemode: boolean, words: WordsOfImpact) {
    if (livemode) return nothing;
    const text = this.preview ? words.shop.preview : words.shop.test;
    return html`<span part="mark" class="mark">${text}</span>`;
  }

  #renderFailure(status: 'offline' | 'error' | 'unknown' | 'misconfigured', words: WordsOfImpact) {
    const { unavailable, noConnection, loadFailed, tryAgain, lang } = words.shop;
    const texts = {
      offline: noConnection,
      error: loadFailed,
      unknown: words.impact.unknown,
      misconfigured: unavailable,
    };
    const mayHelp = status === 'offline' || status === 'error';
    return html`<p part="note" class="note" role="status" lang=${lang}>
        <span>${texts[status]}</span>
        ${
          mayHelp
            ? html`<button part="retry" class="link" type="button" @click=${this.reload}>${tryAgain}</button>`
            : nothing
        }
      </p>
      <slot></slot>`;
  }

  override render() {
    const { words } = this.#speech;
    const view = this.#view;
    if (!words || view.status === 'loading') {
      return html`<div class=${this.variant} aria-busy="true"><div class="bone"></div></div>`;
    }
    if (view.status === 'ready') return this.#renderReady(view.value, words);
    return this.#renderFailure(view.status, words);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-shop-impact': KindShopImpact;
  }
}
