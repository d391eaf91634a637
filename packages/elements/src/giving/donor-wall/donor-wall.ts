import type { Gift, GiftOrder } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Announcer } from '../../internal/announcer.ts';
import { KindElement } from '../../internal/base.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { ProjectController } from '../../internal/project-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { wall } from '../../locales/wall.en.ts';
import type { WordsOfWall } from '../../locales/words.ts';
import { arrivalsOf, slideIn } from './arrivals.ts';
import { styles } from './donor-wall.styles.ts';
import { GiftsController, type WallView } from './gifts-controller.ts';
import { agoOf, momentOf } from './time.ts';

type Ready = Extract<WallView, { status: 'ready' }>;

const minuteMs = 60_000;

/**
 * @summary Shows who gave to a project, how much and when, with their messages.
 *
 * The newest or the largest gifts; the visitor chooses unless `order` does. Who gives anonymously is
 * shown as such. Gifts that are paid while the page is open slide in. The wall has one height from
 * the start, which the page's style sheet may change, and scrolls inside. Where it cannot be shown,
 * the element's own children are.
 *
 * @slot - Shown where the wall cannot be, such as a link to the charity's page of thanks.
 * @csspart orders - The two buttons that choose the order.
 * @csspart list - What scrolls: the gifts, and the button for more.
 * @csspart gift - One gift.
 * @csspart name - Who gave.
 * @csspart amount - How much.
 * @csspart time - How long ago.
 * @csspart message - What the donor wrote.
 * @csspart more - The button for more gifts.
 * @csspart note - Says that there is nothing, or what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 */
export class KindDonorWall extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, wall);
  readonly #source = new ProjectController(this, () => this.ownSettings);
  readonly #gifts = new GiftsController(
    this,
    this.#source,
    () => this.ownSettings,
    () => this.#shownOrder,
  );
  readonly #announcer = new Announcer((text) => {
    this.said = text;
  });
  #timer: ReturnType<typeof setInterval> | undefined;
  /** What was drawn last, and of which wall. */
  #drawn: { readonly wall: string; readonly gifts: readonly Gift[] } | undefined;
  #arrived = 0;
  #hadFocus = false;

  /** What the live region says. */
  @state() private said = '';
  @state() private chosen: GiftOrder = 'recent';

  /** Id of the project, `prj_…`. */
  @property() project?: string | undefined;

  /** `recent` or `largest`; left out, the visitor chooses. */
  @property() order?: GiftOrder | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), minuteMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#announcer.stop();
  }

  override update(changed: PropertyValues): void {
    this.#hadFocus = this.shadowRoot?.activeElement?.matches('.more') ?? false;
    this.#notice();
    super.update(changed);
  }

  override updated(): void {
    slideIn([...this.renderRoot.querySelectorAll<HTMLElement>('.gift')], this.#arrived);
    this.#arrived = 0;
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    if (this.#hadFocus && !list?.querySelector('.more')) list?.focus();
  }

  get #shownOrder(): GiftOrder {
    if (this.order === 'recent' || this.order === 'largest') return this.order;
    return this.chosen;
  }

  /** The first gifts are there to be read; only what comes later is said, and slides in. */
  #notice(): void {
    const { view } = this.#gifts;
    const { words, locale } = this.#locale;
    if (view.status !== 'ready' || !words) return;
    const { gifts } = view;
    const shownWall = `${this.project} ${this.#shownOrder}`;
    const before = this.#drawn;
    this.#drawn = { wall: shownWall, gifts };
    if (before?.wall !== shownWall) return;
    const arrivals = arrivalsOf(gifts, before.gifts);
    this.#arrived += arrivals.length;
    const [gift] = arrivals;
    const count = new Intl.NumberFormat(locale).format(arrivals.length || gifts.length);
    if (gift && arrivals.length === 1) {
      const name = gift.donorName ?? words.wall.anonymous;
      this.#announcer.announce(words.wall.newGift(name, this.#amountOf(gift)));
    } else if (gift) {
      this.#announcer.announce(words.wall.newGifts(count));
    } else if (gifts.length > before.gifts.length) {
      this.#announcer.announce(words.wall.shown(count));
    }
  }

  #amountOf({ amount }: Gift): string {
    return formatMoney(amount, this.#locale.locale, { withoutZeroFraction: true });
  }

  /** Asks the platform for the gifts again. */
  reload(): void {
    this.#gifts.reload();
  }

  #renderOrders(words: WordsOfWall) {
    if (this.order) return nothing;
    return html`<div part="orders" class="orders" role="group" aria-label=${words.wall.order}>
      ${(['recent', 'largest'] as const).map(
        (order) => html`<button
          class="order"
          type="button"
          aria-pressed=${order === this.chosen}
          @click=${() => {
            this.chosen = order;
          }}
        >
          ${words.wall[order]}
        </button>`,
      )}
    </div>`;
  }

  #renderReady(view: Ready, words: WordsOfWall) {
    const { gifts, project, offline } = view;
    if (gifts.length === 0) {
      const { empty, emptyClosed } = words.wall;
      return html`<p part="note" class="note empty">
        ${project?.state === 'closed' ? emptyClosed : empty}
      </p>`;
    }
    return html`${offline ? this.#renderFailure(words.wall.loadFailed, words) : nothing}
      <div
        part="list"
        class="list"
        role="group"
        tabindex="0"
        aria-label=${words.wall.name(project?.title ?? '')}
      >
        <ul>
          ${gifts.map((gift) => this.#renderGift(gift, words))}
        </ul>
        ${view.hasMore ? this.#renderMore(words) : nothing}
      </div>`;
  }

  #renderGift(gift: Gift, words: WordsOfWall) {
    const { donorName, message, givenAt } = gift;
    const { locale } = this.#locale;
    return html`<li part="gift" class="gift">
      <p class="head">
        <span class="who">
        <span part="name" class="name ${donorName === null ? 'anonymous' : ''}"
          ><bdi>${donorName ?? words.wall.anonymous}</bdi></span
        >
        <time
          part="time"
          class="muted"
          datetime=${givenAt}
          title=${momentOf(givenAt, locale)}
          >${agoOf(givenAt, Date.now(), locale)}</time
        >
        </span>
        <span part="amount" class="amount"><bdi>${this.#amountOf(gift)}</bdi></span>
      </p>
      ${message === null ? nothing : html`<p part="message" class="message">${message}</p>`}
    </li>`;
  }

  #renderMore(words: WordsOfWall) {
    return html`<button
      part="more"
      class="more secondary"
      type="button"
      @click=${() => this.#gifts.more()}
    >
      ${words.wall.more}
    </button>`;
  }

  #renderFailure(text: string, words: WordsOfWall) {
    return html`<p part="note" class="note failure" role="status">
      <span>${text}</span>
      <button part="retry" class="link" type="button" @click=${this.reload}>
        ${words.common.tryAgain}
      </button>
    </p>`;
  }

  #renderSkeleton() {
    return html`<div class="list" aria-busy="true">
      <ul>
        ${[1, 2, 3, 4, 5].map(
          () => html`<li class="gift">
            <div class="bone name-bone"></div>
            <div class="bone message-bone"></div>
          </li>`,
        )}
      </ul>
    </div>`;
  }

  #renderContent(view: WallView, words: WordsOfWall) {
    const { noConnection, noConnectionHow, projectUnknown, unavailable } = words.common;
    switch (view.status) {
      case 'loading':
        return this.#renderSkeleton();
      case 'ready':
        return this.#renderReady(view, words);
      case 'offline':
        return this.#renderFailure(`${noConnection} ${noConnectionHow}`, words);
      case 'error':
        return this.#renderFailure(words.wall.loadFailed, words);
      default:
        return html`<p part="note" class="note muted">
          ${view.status === 'unknown' ? projectUnknown : unavailable}
        </p>`;
    }
  }

  override render() {
    const { words } = this.#locale;
    const { view } = this.#gifts;
    // Nothing of this depends on the language, so that it is the same on a server.
    if (!words || (view.status === 'loading' && !view.project)) {
      return html`<div class="wall">
        ${this.order ? nothing : html`<div class="orders"></div>`} ${this.#renderSkeleton()}
      </div>`;
    }
    const isShown = view.status === 'ready' || view.status === 'loading';
    const isEmpty = view.status === 'ready' && view.gifts.length === 0;
    return html`<div class="wall" lang=${words.lang}>
        ${isShown && !isEmpty ? this.#renderOrders(words) : nothing} ${this.#renderContent(view, words)}
        <p class="visually-hidden" role="status">${this.said}</p>
      </div>
      ${isShown ? nothing : html`<slot></slot>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-donor-wall': KindDonorWall;
  }
}
