import { createPayerClient } from '@kindcart/client';
import type { Id, PaymentStart } from '@kindcart/contract';
import {
  type CardChange,
  type CardShelf,
  type CardState,
  type CardWay,
  changeCard,
  createCardShelf,
} from '@kindcart/store/donor-card';
import { html, nothing } from 'lit';
import { tabStorage } from '../../internal/tab-storage.ts';
import type { PaymentFields } from '../../payments/port.ts';
import { fieldsOf } from '../../payments/providers.ts';
import { reasonOf } from '../donate-form/failures.ts';
import type { Panel } from './panel.ts';
import {
  closeByEscape,
  giftOf,
  type PanelContext,
  panelButtons,
  panelWords,
} from './panel-context.ts';

/** Where the way of a donor who is led to a bank's own page is kept for this platform and key. */
export function shelfOf({ baseUrl, key }: PanelContext['connection']): CardShelf {
  return createCardShelf(tabStorage(), `kindcart:card:${key} ${baseUrl}`);
}

/** Takes another card, in the fields of whoever charges it. */
export class CardPanel implements Panel {
  readonly #id: Id<'recurringGift'>;
  readonly #context: PanelContext;
  readonly #way: CardWay | undefined;
  readonly #change: CardChange | undefined;
  readonly #unsubscribe: (() => void) | undefined;
  #fields: PaymentFields | undefined;
  #fetching: 'coming' | 'failed' | undefined;
  #stopped = false;

  constructor(id: Id<'recurringGift'>, context: PanelContext, way?: CardWay) {
    this.#id = id;
    this.#context = context;
    this.#way = way;
    const { page, connection } = context;
    const client = page.client();
    if (!client) return;
    this.#change = changeCard({
      id,
      client,
      payer: createPayerClient(connection),
      gift: () => giftOf(context, id),
      reload: page.loadRecurring,
      shelf: shelfOf(connection),
      way,
    });
    this.#unsubscribe = this.#change.subscribe(() => this.#changed());
  }

  get #state(): CardState {
    return this.#change?.get() ?? { status: 'starting' };
  }

  #changed(): void {
    if (this.#state.status === 'taken') this.#context.taken();
    this.#context.host.requestUpdate();
  }

  updated(): void {
    const state = this.#state;
    const isPaying = state.status === 'ready' || state.status === 'confirming';
    if (isPaying && !this.#stopped) this.#show(state.payment, state.status === 'confirming');
    else this.#drop();
  }

  #show(payment: PaymentStart, locked: boolean): void {
    const returned = payment.reference === this.#way?.payment.reference;
    const view = { words: panelWords(this.#context), payment, locked, returned };
    if (this.#fields?.update(view) === false) this.#drop();
    if (this.#fields || this.#fetching || locked) return;
    this.#fetching = 'coming';
    const { host } = this.#context;
    void fieldsOf(payment.provider)
      .then(({ mount }) => mount(host, view, () => this.#give()))
      .then(
        (fields) => {
          this.#fetching = undefined;
          // Closed while they were on their way.
          if (this.#stopped) fields.remove();
          else this.#fields = fields;
        },
        () => {
          this.#fetching = 'failed';
        },
      )
      .finally(() => host.requestUpdate());
  }

  #drop(): void {
    this.#fields?.remove();
    this.#fields = undefined;
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#change?.stop();
    this.#drop();
  }

  #give(): void {
    if (this.#state.status === 'failed') this.#change?.retry();
    // Drawn anew, the panel asks again for fields that it could not fetch.
    if (this.#fetching === 'failed') this.#fetching = undefined;
    this.#context.host.requestUpdate();
    const details = this.#state.status === 'ready' && this.#fields?.read();
    if (details) this.#change?.give(details);
  }

  render() {
    const context = this.#context;
    const { visit } = panelWords(context);
    const due = giftOf(context, this.#id)?.state === 'past_due';
    return html`<div part="panel" class="panel" @keydown=${closeByEscape(context)}>
      <h5 id="panel" tabindex="-1">${visit.newCard}</h5>
      <p class="muted">${visit.cardHow} ${due ? visit.cardDue : nothing}</p>
      ${this.#content(this.#state)}
    </div>`;
  }

  #content(state: CardState) {
    const words = panelWords(this.#context);
    const { visit, common, form } = words;
    const code = 'code' in state ? state.code : null;
    const problem = this.#fetching === 'failed' ? form.fieldsFailed : code && reasonOf(code, words);
    const said = problem ? html`<p class="wrong" role="alert">${problem}</p>` : nothing;
    switch (state.status) {
      case 'asked':
        return html`${said}${this.#question()}`;
      case 'handed_over':
        return html`<p class="box" role="status">${visit.handedOver}</p>
          ${this.#back()}`;
      default: {
        const failed = state.status === 'failed' || this.#fetching === 'failed';
        const busy = !failed && (state.status !== 'ready' || !this.#fields);
        const act = failed ? common.tryAgain : visit.useCard;
        return html`${said}<slot name="payment"></slot>
          ${panelButtons(this.#context, { act, busy }, () => this.#give())}`;
      }
    }
  }

  /** The bank's question, which the sandbox asks itself. */
  #question() {
    const { pay, visit } = panelWords(this.#context);
    return html`<p><strong>${pay.askedToConfirm}</strong></p>
      <p>${visit.bankAsks}</p>
      <div class="acts">
        <button class="primary" type="button" @click=${() => this.#change?.authenticate(true)}>
          ${pay.approve}
        </button>
        <button class="secondary" type="button" @click=${() => this.#change?.authenticate(false)}>
          ${pay.refuse}
        </button>
      </div>`;
  }

  #back() {
    return html`<div class="acts">
      <button class="secondary" type="button" @click=${this.#context.close}>
        ${panelWords(this.#context).visit.back}
      </button>
    </div>`;
  }
}
