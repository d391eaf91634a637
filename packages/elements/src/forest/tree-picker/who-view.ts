import type { Money } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import { segments, textArea, textField, textOf } from '../../giving/donate-form/fields.ts';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';
import { shareRange, sharesOf, type WishDraft, type WishErrors, wishMax } from './wish.ts';

/** What is asked before a place is held. */
export interface WhoModel {
  readonly words: WordsOfAdopting;
  readonly locale: string;
  readonly draft: WishDraft;
  readonly errors: WishErrors;
  readonly price: Money;
  /** Species and place in a line. */
  readonly tree: string;
  readonly busy: boolean;
}

export interface WhoActions {
  readonly edit: (change: Partial<WishDraft>) => void;
  readonly hold: (event: Event) => void;
}

/** Asks whose tree it is: one's own, a gift, or a team's. */
export function whoView(model: WhoModel, actions: WhoActions) {
  const { words, locale, draft, price, tree, busy } = model;
  const { adopting } = words;
  const kinds = [
    ['alone', adopting.alone],
    ['gift', adopting.gift],
    ['team', adopting.team],
  ] as const;
  return html`<h2 part="title" id="title" class="title" tabindex="-1">${adopting.whoTitle}</h2>
    <p part="summary" class="summary">
      <span>${tree}</span> <bdi>${formatMoney(price, locale, { withoutZeroFraction: true })}</bdi>
    </p>
    <form novalidate class="stack" aria-labelledby="title" @submit=${actions.hold}>
      <fieldset class="kind-field">
        <legend class="visually-hidden">${adopting.whoTitle}</legend>
        ${segments('kind', kinds, draft.kind, (kind) => actions.edit({ kind }))}
      </fieldset>
      ${draft.kind === 'gift' ? giftFields(model, actions) : nothing}
      ${draft.kind === 'team' ? teamFields(model, actions) : nothing}
      <button part="hold" class="primary wide" type="submit" aria-disabled=${busy ? 'true' : nothing}>
        ${busy ? html`<span class="spinner"></span>${adopting.holding}` : adopting.hold}
      </button>
      <p class="muted">${adopting.holdHow}</p>
    </form>`;
}

function giftFields({ words, locale, draft, errors }: WhoModel, { edit }: WhoActions) {
  const { adopting } = words;
  const to = { id: 'to', label: adopting.to, error: errors.to, value: draft.to };
  const message = { id: 'message', label: adopting.message, optional: adopting.optional };
  const left = adopting.charactersLeft;
  return html`${textField({ ...to, lengthMax: wishMax.name, autocomplete: 'off' }, (text) => edit({ to: text }))}
    ${textArea({ ...message, value: draft.message, lengthMax: wishMax.message, left, locale }, (text) => edit({ message: text }))}
    ${dayField(words, draft.revealOn, errors.revealOn, (revealOn) => edit({ revealOn }))}`;
}

function dayField(
  { adopting }: WordsOfAdopting,
  value: string,
  error: string | undefined,
  edit: (day: string) => void,
) {
  return html`<div class="kind-field">
    <label for="reveal">${adopting.reveal} <span class="optional">(${adopting.optional})</span></label>
    <input
      class="kind-input"
      id="reveal"
      type="date"
      aria-describedby="reveal-hint ${error ? 'reveal-error' : ''}"
      aria-invalid=${error ? 'true' : nothing}
      .value=${value}
      @input=${(event: Event) => edit(textOf(event))}
    />
    <p class="kind-hint" id="reveal-hint">${adopting.revealHow}</p>
    ${error ? html`<p class="kind-error" id="reveal-error">${error}</p>` : nothing}
  </div>`;
}

function teamFields({ words, locale, draft, errors, price }: WhoModel, { edit }: WhoActions) {
  const { adopting } = words;
  const shares = sharesOf(draft, price);
  const name = { id: 'team-name', label: adopting.teamName, optional: adopting.optional };
  const field = { ...name, error: undefined, value: draft.teamName, lengthMax: wishMax.name };
  return html`<div class="kind-field">
      <label for="shares">${adopting.shares}</label>
      <input
        class="kind-input"
        id="shares"
        inputmode="numeric"
        autocomplete="off"
        maxlength="3"
        aria-describedby="shares-hint ${errors.shares ? 'shares-error' : ''}"
        aria-invalid=${errors.shares ? 'true' : nothing}
        .value=${draft.shares}
        @input=${(event: Event) => edit({ shares: textOf(event) })}
      />
      <p class="kind-hint" id="shares-hint">
        ${shares ? adopting.shareEach(eachText(price, shares, locale)) : nothing} ${adopting.teamHow}
      </p>
      ${errors.shares ? html`<p class="kind-error" id="shares-error">${errors.shares}</p>` : nothing}
    </div>
    ${textField({ ...field, autocomplete: 'off' }, (teamName) => edit({ teamName }))}`;
}

function eachText(price: Money, shares: number, locale: string): string {
  const [least, most] = shareRange(price, shares).map((each) => formatMoney(each, locale));
  return least === most ? `${least}` : `${least}–${most}`;
}
