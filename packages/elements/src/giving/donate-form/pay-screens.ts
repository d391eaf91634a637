import type { DonationStatus } from '@kindcart/contract';
import { formatMoney, isZero, type Money } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import type { WordsOfPaying } from '../../locales/words.ts';
import { nextPayment, repeated } from '../next-payment.ts';
import { thanks } from '../thank-you/thanks.ts';
import { cancelProof } from './give-screen.ts';

/** What the screens show. */
export interface PayModel {
  readonly words: WordsOfPaying;
  readonly locale: string;
  readonly donation: DonationStatus;
  readonly busy: boolean;
  /** A new donation is made for another card, and the page proves first that nobody is a robot. */
  readonly proving: boolean;
  /** What may be offered for each month in the place of this gift. */
  readonly offer: { readonly place: number; readonly amount: Money } | undefined;
  /** There is no card to pay by, so the button fetches its fields again. */
  readonly fieldsFailed: boolean;
  /** What is awaited can only come when the connection is back. */
  readonly offline: boolean;
}

/** What the donor can do on them. */
export interface PayActions {
  readonly pay: () => void;
  readonly change: () => void;
  /** Gives what was offered for each month, by its place among the suggested amounts. */
  readonly takeOffer: (choice: number) => void;
  readonly authenticate: (approve: boolean) => void;
}

/** Takes the payment: what for, by which card, and one button that says what it does. */
export function payScreen(model: PayModel, actions: PayActions) {
  const { words, locale, donation, busy, proving, fieldsFailed } = model;
  const charge = formatMoney(donation.charge, locale);
  const donate = words.pay.donate(repeated(charge, donation.interval, words));
  return html`<div class="stack">
    ${summary(model, actions)}
    <slot name="payment"></slot>
    <button
      part="submit"
      class="primary wide"
      type="button"
      aria-disabled=${busy ? 'true' : nothing}
      @click=${actions.pay}
    >
      ${busy ? html`<span class="spinner"></span>${proving ? words.form.checking : words.form.confirming}` : fieldsFailed ? words.common.tryAgain : donate}
    </button>
    ${cancelProof(model, actions)}
    ${offer(model, actions)}
  </div>`;
}

function summary({ words, locale, donation, busy }: PayModel, actions: PayActions) {
  const { gift, feeCover, charge, interval } = donation;
  const next = nextPayment(donation, words, locale);
  const line = (name: string, amount: string, kind = '') =>
    html`<div class=${kind}><dt>${name}</dt><dd><bdi>${amount}</bdi></dd></div>`;
  return html`<div part="summary" class="summary">
    <dl>
      ${line(words.pay.yourGift, formatMoney(gift, locale))}
      ${isZero(feeCover) ? nothing : line(words.pay.feeCover, formatMoney(feeCover, locale))}
      ${line(words.pay.total, repeated(formatMoney(charge, locale), interval, words), 'total')}
    </dl>
    ${next ? html`<p class="muted">${next}</p>` : nothing}
    ${busy ? nothing : html`<button class="link" type="button" @click=${actions.change}>${words.pay.change}</button>`}
  </div>`;
}

/** One sentence and one button, below the one that pays: whoever wants to pay passes it over. */
function offer({ words, locale, offer, busy }: PayModel, actions: PayActions) {
  if (!offer || busy) return nothing;
  const plain = formatMoney(offer.amount, locale, { withoutZeroFraction: true });
  const amount = repeated(plain, 'month', words);
  return html`<div part="offer" class="offer">
    <p>${words.pay.offer(amount)}</p>
    <button class="secondary" type="button" @click=${() => actions.takeOffer(offer.place)}>
      ${words.pay.takeOffer(amount)}
    </button>
  </div>`;
}

/** The bank's question, which the sandbox asks itself. */
export function challengeScreen({ words, locale, donation, busy }: PayModel, actions: PayActions) {
  if (busy) return waiting(words.form.confirming, '');
  return html`<div part="challenge" class="stack centre">
    <p class="big">${words.pay.askedToConfirm}</p>
    <p>${words.pay.askedToConfirmWhy(formatMoney(donation.charge, locale))}</p>
    <div class="pair">
      <button class="primary" type="button" @click=${() => actions.authenticate(true)}>
        ${words.pay.approve}
      </button>
      <button class="secondary" type="button" @click=${() => actions.authenticate(false)}>
        ${words.pay.refuse}
      </button>
    </div>
  </div>`;
}

/** The provider has the payment and the platform's word is awaited. */
export function processingScreen({ words, offline }: PayModel) {
  return waiting(
    words.thanks.processing,
    offline ? `${words.common.noConnection} ${words.pay.stillAsking}` : words.thanks.processingWhy,
  );
}

/** The gift has arrived. `after` is what follows it, once that is fetched. */
export function doneScreen(
  { words, locale, donation }: Pick<PayModel, 'words' | 'locale' | 'donation'>,
  after: unknown,
  again: () => void,
) {
  return html`<div part="done" class="stack centre">
    ${thanks(donation, words, locale)} ${after}
    <button part="again" class="secondary" type="button" @click=${again}>
      ${words.pay.giveAgain}
    </button>
  </div>`;
}

function waiting(what: string, why: string) {
  return html`<div class="stack centre">
    <span class="spinner large"></span>
    <p class="big">${what}</p>
    <p class="muted">${why}</p>
  </div>`;
}
