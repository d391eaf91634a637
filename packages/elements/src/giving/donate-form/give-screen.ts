import type { Project } from '@kindcart/contract';
import { formatMoney, isZero, type Money } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import type { WordsOfForm } from '../../locales/words.ts';
import { chargeOf, currencySign, type Draft, feeCoverOf, lengthMax, wishOf } from './draft.ts';

/** What the screen shows. */
export interface GiveModel {
  readonly project: Project;
  readonly words: WordsOfForm;
  readonly locale: string;
  readonly draft: Draft;
  /** What is wrong with the amount, once the donor has tried to go on. */
  readonly amountError: string | undefined;
  readonly busy: boolean;
  /** Whether what is awaited is the page's own proof that nobody is a robot. */
  readonly proving: boolean;
}

/** What the donor can do on it. */
export interface GiveActions {
  readonly edit: (change: Partial<Draft>) => void;
  readonly submit: (event: Event) => void;
  /** Back to what was chosen, which ends a proof. */
  readonly change: () => void;
}

/** Asks how much, and from whom. */
export function giveScreen(model: GiveModel, actions: GiveActions) {
  const { words, draft, project, locale, busy, proving } = model;
  const wish = wishOf(draft, model);
  const gift = 'gift' in wish ? wish.gift : undefined;
  const charge = gift && formatMoney(chargeOf(gift, project, draft.coverFee), locale);
  return html`<form novalidate aria-labelledby="title" @submit=${actions.submit}>
    ${amounts(model, actions)} ${coverFee(model, actions, gift)} ${person(model, actions)}
    <button part="submit" class="primary wide" type="submit" aria-disabled=${busy ? 'true' : nothing}>
      ${busy ? html`<span class="spinner"></span>${proving ? words.form.checking : words.form.preparing}` : charge ? words.form.continueWith(charge) : words.form.chooseToContinue}
    </button>
    ${cancelProof(model, actions)}
  </form>`;
}

/** Whoever does not want to wait for the proof need not. */
export function cancelProof(
  { words, proving }: Pick<GiveModel, 'words' | 'proving'>,
  { change }: Pick<GiveActions, 'change'>,
) {
  return proving
    ? html`<button class="link" type="button" @click=${change}>${words.form.cancel}</button>`
    : nothing;
}

function amounts(model: GiveModel, actions: GiveActions) {
  const { project, words, locale, draft, amountError } = model;
  const described = amountError ? 'amount-error' : nothing;
  return html`<fieldset part="amounts" class="kind-field" aria-describedby=${described}>
    <legend>${words.form.amount}</legend>
    <div class="tiles of-${project.suggestedAmounts.length}">
      ${project.suggestedAmounts.map(
        (amount, place) => html`<label part="amount" class="tile">
          <input
            type="radio"
            name="amount"
            .checked=${draft.choice === place}
            @change=${() => actions.edit({ choice: place })}
          />
          <bdi>${formatMoney(amount, locale, { withoutZeroFraction: true })}</bdi>
        </label>`,
      )}
    </div>
    ${ownAmount(model, actions)}
    ${amountError ? html`<p class="kind-error" id="amount-error">${amountError}</p>` : nothing}
  </fieldset>`;
}

function ownAmount(model: GiveModel, actions: GiveActions) {
  const { project, words, locale, draft, amountError } = model;
  const { sign, before } = currencySign(project.currency, locale);
  const plain = (value: Money) => formatMoney(value, locale, { withoutZeroFraction: true });
  const own = draft.choice === 'own';
  const wrong = amountError && own;
  return html`<div class="own ${wrong ? 'wrong' : ''}">
      <label class="own-choice">
        <input
          type="radio"
          name="amount"
          .checked=${own}
          @change=${() => actions.edit({ choice: 'own' })}
        />
        <span>${words.form.otherAmount}</span>
      </label>
      <span class="own-field ${before ? '' : 'after'}">
        <span aria-hidden="true">${sign}</span>
        <input
          id="own-amount"
          inputmode="decimal"
          autocomplete="off"
          aria-label=${words.form.yourAmount}
          aria-describedby="range ${wrong ? 'amount-error' : ''}"
          aria-invalid=${wrong ? 'true' : nothing}
          maxlength="64"
          .value=${draft.ownAmount}
          @input=${(event: InputEvent) => actions.edit({ choice: 'own', ownAmount: textOf(event) })}
        />
      </span>
    </div>
    <p class="kind-hint" id="range">
      ${words.form.range(plain(project.minimum), plain(project.maximum))}
    </p>`;
}

function coverFee(model: GiveModel, actions: GiveActions, gift: Money | undefined) {
  const { project, words, locale, draft } = model;
  const { basisPoints, fixed } = project.feeSchedule;
  if (basisPoints === 0 && isZero(fixed)) return nothing;
  const fee = gift && formatMoney(feeCoverOf(gift, project), locale);
  return html`<label part="cover-fee" class="check">
    <input
      type="checkbox"
      aria-describedby="cover-fee-why"
      .checked=${draft.coverFee}
      @change=${(event: Event) => actions.edit({ coverFee: isChecked(event) })}
    />
    <span>
      ${words.form.coverFee(fee)}
      <span class="kind-hint" id="cover-fee-why">${words.form.coverFeeWhy}</span>
    </span>
  </label>`;
}

function person({ words, draft, locale }: GiveModel, actions: GiveActions) {
  const left = lengthMax.message - draft.message.length;
  return html`<div class="kind-field">
      <label for="name">${words.form.name} <span class="optional">(${words.common.optional})</span></label>
      <input
        class="kind-input"
        id="name"
        autocomplete="name"
        maxlength=${lengthMax.name}
        .value=${draft.name}
        @input=${(event: InputEvent) => actions.edit({ name: textOf(event) })}
      />
    </div>
    <label class="check">
      <input
        type="checkbox"
        aria-describedby="anonymous-why"
        .checked=${draft.anonymous}
        @change=${(event: Event) => actions.edit({ anonymous: isChecked(event) })}
      />
      <span>
        ${words.form.anonymous}
        <span class="kind-hint" id="anonymous-why">${words.form.anonymousWhy}</span>
      </span>
    </label>
    <details part="message" ?open=${draft.message !== ''}>
      <summary class="kind-summary">${words.form.addMessage}</summary>
      <div class="kind-field">
        <label for="message">${words.form.message}</label>
        <textarea
          class="kind-input"
          id="message"
          rows="3"
          maxlength=${lengthMax.message}
          aria-describedby="message-left"
          .value=${draft.message}
          @input=${(event: InputEvent) => actions.edit({ message: textOf(event) })}
        ></textarea>
        <p class="kind-hint" id="message-left">
          ${words.form.charactersLeft(left, new Intl.NumberFormat(locale).format(left))}
        </p>
      </div>
    </details>`;
}

function textOf({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    ? target.value
    : '';
}

function isChecked({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.checked;
}
