import { createShopClient } from '@kindcart/client';
import type { PledgePreview } from '@kindcart/contract';
import { type CartEntry, type CartState, createCart, isMerchantId } from '@kindcart/store/cart';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindCartPledgedEvent } from '../../events/cart.ts';
import { Announcer } from '../../internal/announcer.ts';
import { KindElement } from '../../internal/base.ts';
import { parts } from '../../internal/parts.styles.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfPledge } from '../../locales/cart-words.ts';
import { pledge } from '../../locales/pledge.en.ts';
import { cart as cartStyles } from '../cart.styles.ts';
import { CartLocale } from '../cart-locale.ts';
import { amountSaid, exactSaid, nextTierOf, sharesOf, sumOf, unitsSaid } from '../figures.ts';
import { heart, markOf, note, skeleton } from '../marks.ts';
import { Source, type Wanted } from '../source.ts';
import { type Cart, type ReadCart, readCart } from './cart.ts';
import { styles } from './cart-pledge.styles.ts';
import { type Counting, countedView } from './counted.ts';
import { sample } from './sample.ts';

type Ready = Extract<CartState, { status: 'ready' }>;

/**
 * @summary Says what a cart will give, to which projects, and by which arithmetic.
 *
 * It asks the platform whenever the cart changes and has come to rest, and shows the answer for the
 * last one. Nothing is given by it, and nothing is kept of the cart. Where something more in the cart
 * leads to the next tier, it says so. Without a cart, or with an empty one, no platform is asked.
 *
 * @slot - Shown where it cannot be said, such as a link to what the shop promises.
 * @event kind-cart-pledged - The platform said what the cart gives.
 * @csspart sum - What the order gives.
 * @csspart project - One project, with its share where there are several.
 * @csspart next - What a little more leads to.
 * @csspart how - The arithmetic, which opens.
 * @csspart test-mode - Says that no real money moves.
 * @csspart sample - Says that the figures are made up.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 */
export class KindCartPledge extends KindElement {
  static override styles = [tokens, parts, cartStyles, styles];

  readonly #locale = new CartLocale<'sums' | 'cartPledge'>(this, () => this.ownSettings, pledge);
  readonly #source = new Source<CartState, CartEntry>(
    this,
    () => this.ownSettings,
    () => this.#wanted(),
  );
  readonly #announcer = new Announcer((text) => {
    this.said = text;
  });
  #read: ReadCart | undefined;
  #told: PledgePreview | undefined;

  /** What the live region says. */
  @state() private said = '';

  /** Id of the merchant, `mer_…`. */
  @property() merchant?: string | undefined;

  /** The cart as it stands: an object, or its JSON as an attribute. */
  @property() cart?: Cart | string | undefined;

  /** Shows made-up figures, marked as such, and asks no platform. */
  @property({ type: Boolean }) preview = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('cart')) this.#read = this.cart === undefined ? undefined : readCart(this.cart);
  }

  override update(changed: PropertyValues<this>): void {
    // Here and not in willUpdate, which comes before the source looks for the platform.
    const { entry } = this.#source;
    const { merchant = '' } = this;
    if (entry && this.#read?.ok && this.#read.cart.lines.length > 0 && isMerchantId(merchant)) {
      entry.ask({ merchantId: merchant, ...this.#read.cart });
    }
    const fresh = this.#notice();
    super.update(changed);
    if (fresh) this.dispatchEvent(new KindCartPledgedEvent(fresh));
  }

  /** What the platform said since the last drawing. */
  #notice(): PledgePreview | undefined {
    const { value } = this.#source;
    const { words } = this.#locale;
    if (value?.status !== 'ready' || value.busy || !words || value.preview === this.#told) return;
    // The first is there to be read; only changes of it are said.
    if (this.#told) this.#announcer.announce(this.#sumSaid(value, words));
    this.#told = value.preview;
    return value.preview;
  }

  #sumSaid({ preview, cart: { currency } }: Ready, words: WordsOfPledge): string {
    if (preview.pledges.length === 0) return words.cartPledge.nothing;
    const exact = sumOf(preview.pledges.map((each) => each.exact));
    const tongue = { words, locale: this.#locale.locale, currency };
    return words.cartPledge.gives(amountSaid(exact, tongue));
  }

  #wanted(): Wanted<CartEntry> {
    if (this.preview) return 'nothing';
    if (this.#read?.ok === false) return { fault: this.#read.fault };
    const { merchant = '' } = this;
    if (!isMerchantId(merchant)) {
      return { fault: `the attribute merchant is "${merchant}", and no id such as mer_….` };
    }
    const open = (connection: { readonly baseUrl: string; readonly key: string }) =>
      createCart({ client: createShopClient(connection) });
    return { name: merchant, open };
  }

  /** Asks the platform again. */
  reload(): void {
    this.#source.entry?.reload();
  }

  #renderReady(ready: Ready, words: WordsOfPledge) {
    const { preview, items, cart, busy } = ready;
    const tongue = { words, locale: this.#locale.locale, currency: cart.currency };
    const titles = this.#read?.ok ? this.#read.titles : new Map<string, string>();
    const isNothing = preview.pledges.length === 0;
    const counting = { cart, titles, preview, items, words, tongue };
    const marked = { isSample: this.preview, livemode: preview.livemode };
    return html`<div class="box" aria-busy=${busy ? 'true' : nothing}>
      <p part="sum" class="says ${busy ? 'busy' : ''}">
        ${heart(!isNothing)}
        <span>${this.#sumSaid(ready, words)}</span>
      </p>
      <div class="under ${busy ? 'busy' : ''}">
        ${isNothing ? nothing : this.#renderShares(counting)} ${this.#renderNext(preview, counting)}
        ${isNothing ? nothing : html`<p class="muted">${words.cartPledge.byShop}</p>`}
        ${preview.pledges.length + preview.none.length > 0 ? countedView(counting) : nothing}
        ${markOf(words, marked)}
      </div>
    </div>`;
  }

  #renderShares({ preview, items, words, tongue }: Counting) {
    const titles = new Map(
      [...items.values()].flatMap(({ split, choices }) =>
        [...choices, ...split.map(({ project }) => project)].map(({ id, title }) => [id, title]),
      ),
    );
    const given = preview.pledges.flatMap((each) => each.parts);
    const shares = sharesOf(
      given.map(({ projectId, exact }) => ({
        id: projectId,
        title: titles.get(projectId) ?? '',
        exact,
      })),
    );
    const [only, ...more] = shares;
    if (only && more.length === 0) return html`<p part="project">${words.sums.to(only.title)}</p>`;
    return html`<ul class="rows" role="list">
      ${shares.map(
        ({ title, exact }) => html`<li part="project" class="row">
          <span>${words.sums.to(title)}</span> <span><bdi>${exactSaid(exact, tongue)}</bdi></span>
        </li>`,
      )}
    </ul>`;
  }

  #renderNext(preview: PledgePreview, { items, words, tongue }: Counting) {
    const next = nextTierOf(preview, items);
    if (!next) return nothing;
    const [missing, amount] = [unitsSaid(next.missing, tongue), unitsSaid(next.amount, tongue)];
    const { more, moreOf } = words.cartPledge;
    const isOnly = preview.pledges.length + preview.none.length === 1;
    return html`<p part="next" class="next">
      ${isOnly ? more(missing, amount) : moreOf(missing, amount, next.item)}
    </p>`;
  }

  #renderView(words: WordsOfPledge | undefined) {
    if (!words || this.#source.isHydrating) return skeleton();
    if (this.preview) return this.#renderReady(sample, words);
    if (this.#source.isFaulty) return note(words.sums.notShown);
    if (this.#read?.ok && this.#read.cart.lines.length === 0) {
      return html`<div class="box"><p part="sum" class="muted">${words.cartPledge.empty}</p></div>`;
    }
    const value = this.#source.value ?? ({ status: 'loading' } as const);
    const retry = { label: words.common.tryAgain, again: () => this.reload() };
    switch (value.status) {
      case 'loading':
        return skeleton();
      case 'ready':
        return this.#renderReady(value, words);
      case 'offline':
        return note(`${words.common.noConnection} ${words.common.noConnectionHow}`, retry);
      case 'error':
        return this.#source.isAuthors(value.error, 'merchant_unknown', 'project_unknown')
          ? note(words.sums.notShown)
          : note(words.sums.loadFailed, retry);
    }
  }

  override render() {
    const { words } = this.#locale;
    return html`<div class="frame" lang=${words?.lang ?? nothing}>
      ${this.#renderView(words)}
      <p class="visually-hidden" role="status">${this.said}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-cart-pledge': KindCartPledge;
  }
}
