import type { DonorRecurringGift, Id } from '@kindcart/contract';
import { formatMoney, isZero } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import {
  chargeOf,
  currencySign,
  emptyDraft,
  feeCoverOf,
  typedAmount,
  type Wish,
  wishOf,
} from '../donate-form/draft.ts';
import type { Panel } from './panel.ts';
import {
  closeByEscape,
  giftOf,
  isBusyWith,
  type PanelContext,
  panelButtons,
  panelWords,
} from './panel-context.ts';

/** Takes another amount for a gift. */
export class ChangePanel implements Panel {
  readonly #id: Id<'recurringGift'>;
  readonly #context: PanelContext;
  #text: string;
  #coverFee: boolean;
  #error: string | undefined;

  constructor(id: Id<'recurringGift'>, context: PanelContext) {
    this.#id = id;
    this.#context = context;
    const gift = giftOf(context, id);
    this.#text = gift ? typedAmount(gift.gift, context.locale()) : '';
    this.#coverFee = gift !== undefined && !isZero(gift.feeCover);
  }

  updated(): void {}

  stop(): void {}

  #wish({ project, gift }: DonorRecurringGift): Wish {
    const terms = { ...project, currency: gift.currency, suggestedAmounts: [gift] };
    const { amount } = panelWords(this.#context);
    const draft = { ...emptyDraft, choice: 'own', ownAmount: this.#text } as const;
    return wishOf(draft, { project: terms, words: { amount }, locale: this.#context.locale() });
  }

  #submit(event: Event, gift: DonorRecurringGift): void {
    event.preventDefault();
    const { page, host } = this.#context;
    const wish = this.#wish(gift);
    this.#error = 'error' in wish ? wish.error : undefined;
    if ('gift' in wish) page.change(this.#id, { gift: wish.gift, coverFee: this.#coverFee });
    host.requestUpdate();
    if (this.#error) host.renderRoot.querySelector<HTMLElement>('#new-amount')?.focus();
  }

  #edit({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.type === 'checkbox') this.#coverFee = target.checked;
    else this.#text = target.value;
    this.#context.host.requestUpdate();
  }

  render() {
    const context = this.#context;
    const gift = giftOf(context, this.#id);
    if (!gift) return html`${nothing}`;
    const { visit } = panelWords(context);
    const wish = this.#wish(gift);
    const locale = context.locale();
    const charge =
      'gift' in wish && formatMoney(chargeOf(wish.gift, gift.project, this.#coverFee), locale);
    return html`<form
      part="panel"
      class="panel"
      novalidate
      @submit=${(event: Event) => this.#submit(event, gift)}
      @keydown=${closeByEscape(context)}
    >
      ${this.#field(gift)} ${this.#fee(gift, wish)}
      <p class="muted">${charge ? visit.youPay(charge) : nothing} ${visit.fromNextCharge}</p>
      ${panelButtons(context, { act: visit.save, busy: isBusyWith(context, this.#id) })}
    </form>`;
  }

  #field({ gift }: DonorRecurringGift) {
    const { visit } = panelWords(this.#context);
    const { sign, before } = currencySign(gift.currency, this.#context.locale());
    const error = this.#error;
    return html`<div class="kind-field">
      <label for="new-amount" id="panel" tabindex="-1">${visit.newAmount}</label>
      <span class="money ${before ? '' : 'after'}">
        <span aria-hidden="true">${sign}</span>
        <input
          class="kind-input"
          id="new-amount"
          inputmode="decimal"
          autocomplete="off"
          maxlength="64"
          aria-invalid=${error ? 'true' : nothing}
          aria-describedby=${error ? 'new-amount-error' : nothing}
          .value=${this.#text}
          @input=${(event: Event) => this.#edit(event)}
        />
      </span>
      ${error ? html`<p class="kind-error" id="new-amount-error">${error}</p>` : nothing}
    </div>`;
  }

  #fee({ project }: DonorRecurringGift, wish: Wish) {
    const { basisPoints, fixed } = project.feeSchedule;
    if (basisPoints === 0 && isZero(fixed)) return nothing;
    const { form } = panelWords(this.#context);
    const fee =
      'gift' in wish && formatMoney(feeCoverOf(wish.gift, project), this.#context.locale());
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${this.#coverFee}
        @change=${(event: Event) => this.#edit(event)}
      />
      <span>${form.coverFee(fee || undefined)}</span>
    </label>`;
  }
}
