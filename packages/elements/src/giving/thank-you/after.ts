import { createReceiptClient } from '@kindcart/client';
import type { PaymentStart } from '@kindcart/contract';
import { createReceipt, type ReceiptEntry } from '@kindcart/store/receipt';
import { html, nothing, type ReactiveController, type ReactiveElement } from 'lit';
import { safeUrl } from '../../internal/safe-url.ts';
import type { SettingValues } from '../../internal/settings.ts';
import { shareOrCopy } from '../../internal/share.ts';
import { connectionOf } from '../../internal/surroundings.ts';
import { wordsNow } from '../../internal/words.ts';
import { after as english } from '../../locales/after.en.ts';
import { receiptView } from './receipt-view.ts';

/** What follows a gift, as far as the page knows it. */
export interface AfterModel {
  readonly locale: string;
  /** The project's title; undefined while it is not known. */
  readonly title: string | undefined;
  /** What the donor told on this page; undefined where the gift was made on another. */
  readonly told: { readonly email: string | null; readonly news: boolean } | undefined;
  /** The gift's payment, which opens its receipt; undefined where it was made on another page. */
  readonly payment: PaymentStart | undefined;
  /** The address to share; the page's own where there is none. */
  readonly shareUrl: string | undefined;
}

/** What happens next, the receipt, and the way to tell others. */
export class After implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #own: () => SettingValues;
  #payment: PaymentStart['reference'] | undefined;
  #receipt: ReceiptEntry | undefined;
  #stop: (() => void) | undefined;
  /** Whether focus is on the button in whose place the links come. */
  #hadFocus = false;

  /** @param own - the settings on the element itself */
  constructor(host: ReactiveElement, own: () => SettingValues) {
    this.#host = host;
    this.#own = own;
    host.addController(this);
  }

  hostUpdate(): void {
    const focused = this.#host.shadowRoot?.activeElement;
    this.#hadFocus = focused?.getAttribute('part') === 'receipt';
  }

  hostUpdated(): void {
    if (!this.#hadFocus || this.#receipt?.get().status !== 'there') return;
    this.#host.shadowRoot?.querySelector<HTMLElement>('[part=receipt] a')?.focus();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#payment = this.#receipt = this.#stop = undefined;
  }

  /** The receipt of this payment, unasked at first. */
  #receiptOf(payment: PaymentStart): ReceiptEntry | undefined {
    if (payment.reference === this.#payment) return this.#receipt;
    this.hostDisconnected();
    const connection = connectionOf(this.#host, this.#own());
    if (!connection.ok) return undefined;
    this.#payment = payment.reference;
    this.#receipt = createReceipt({ client: createReceiptClient(connection) }, payment);
    this.#stop = this.#receipt.subscribe(() => this.#host.requestUpdate());
    return this.#receipt;
  }

  /** Draws it, for a gift that the platform has confirmed. */
  view(model: AfterModel) {
    const words = wordsNow(model.locale, english)?.after;
    if (!words) return nothing;
    const receipt = model.payment && this.#receiptOf(model.payment);
    return html`${nextView(model, words)} ${receipt && receiptView(receipt, model.locale)}
      ${shareView(model, words)}`;
  }
}

type AfterWords = NonNullable<ReturnType<typeof wordsNow<'after'>>>['after'];

function nextView({ told }: AfterModel, words: AfterWords) {
  const receipt = told?.email ? words.receiptTo(told.email) : !told && words.receiptMaybe;
  const steps = [receipt, told?.news && words.news].filter((step) => typeof step === 'string');
  return html`<slot name="next">
    ${
      steps.length > 0
        ? html`<div part="next" class="next">
            <b>${words.title}</b>
            <ul>
              ${steps.map((step) => html`<li>${step}</li>`)}
            </ul>
          </div>`
        : nothing
    }
  </slot>`;
}

function shareView({ title, shareUrl }: AfterModel, words: AfterWords) {
  const address = addressOf(shareUrl);
  const share = async (event: Event) => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const shared = { title: title ?? '', text: title ? words.shareText(title) : '', url: address };
    const said = await shareOrCopy(shared, words);
    const place = currentTarget.nextElementSibling;
    if (place) place.textContent = said;
  };
  return html`<div class="act">
    <button part="share" class="secondary" type="button" @click=${share}>${words.share}</button>
    <p class="muted" role="status"></p>
  </div>`;
}

/** The page's own address by its word for it, without what may say who somebody is. */
function addressOf(wanted: string | undefined): string {
  const canonical = document.querySelector('link[rel=canonical]')?.getAttribute('href');
  const { origin, pathname, href } = location;
  return safeUrl(wanted, href) ?? safeUrl(canonical, href) ?? origin + pathname;
}
