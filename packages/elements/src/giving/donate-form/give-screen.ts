import type { Project } from '@kindcart/contract';
import { formatMoney, isZero, type Money } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import type { WordsOfForm } from '../../locales/words.ts';
import { repeated } from '../next-payment.ts';
import {
  chargeOf,
  currencySign,
  type Draft,
  feeCoverOf,
  type SettledGift,
  wishOf,
} from './draft.ts';
import type { FieldErrors } from './field-errors.ts';
import { checkField, segments, textOf } from './fields.ts';
import { person } from './person.ts';

/** What a form may ask beside the amount. */
export type Question = 'repeat' | 'upsell' | 'email' | 'news' | 'dedication';

/** Whether the form asks something, by what its page's author wants asked. */
export function asksOf(ask: string, settled: SettledGift | undefined) {
  const wanted = ask.split(/\s+/);
  return (question: Question) =>
    wanted.includes(question) && !(settled && /^(repeat|upsell)$/.test(question));
}

/** What the screen shows. */
export interface GiveModel {
  readonly project: Project;
  readonly words: WordsOfForm;
  readonly locale: string;
  readonly draft: Draft;
  /** What is wrong, once the donor has tried to go on. */
  readonly errors: FieldErrors;
  /** What the gift is for and how much, where that is no question. */
  readonly settled: SettledGift | undefined;
  /** Whether the page's author wants this asked. */
  readonly asks: (question: Question) => boolean;
  /** The fields of a dedication, which are fetched when they are asked for. */
  readonly dedication: {
    readonly module: typeof import('./dedication.ts') | undefined;
    readonly failed: boolean;
  };
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
  /** Fetches the fields of a dedication. */
  readonly dedicate: (event: Event) => void;
}

/** Asks how much, and from whom. */
export function giveScreen(model: GiveModel, actions: GiveActions) {
  const { words, draft, project, locale, busy, proving } = model;
  const wish = wishOf(draft, model);
  const gift = 'gift' in wish ? wish.gift : undefined;
  const charge = gift && formatMoney(chargeOf(gift, project, draft.coverFee), locale);
  const label = charge
    ? words.form.continueWith(repeated(charge, draft.interval, words))
    : words.form.chooseToContinue;
  return html`<form novalidate aria-labelledby="title" @submit=${actions.submit}>
    ${howOften(model, actions)}
    ${model.settled ? settledGift(model.settled, locale) : amounts(model, actions)} ${coverFee(model, actions, gift)} ${person(model, actions)}
    <button part="submit" class="primary wide" type="submit" aria-disabled=${busy ? 'true' : nothing}>
      ${busy ? html`<span class="spinner"></span>${proving ? words.form.checking : words.form.preparing}` : label}
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

function howOften({ words, draft, asks }: GiveModel, actions: GiveActions) {
  if (!asks('repeat')) return nothing;
  const { howOften, once, monthly, yearly } = words.form;
  const choices = [
    [null, once],
    ['month', monthly],
    ['year', yearly],
  ] as const;
  return html`<fieldset part="interval" class="kind-field">
    <legend class="visually-hidden">${howOften}</legend>
    ${segments('interval', choices, draft.interval, (interval) => actions.edit({ interval }))}
  </fieldset>`;
}

function settledGift({ gift, title }: SettledGift, locale: string) {
  return html`<p part="settled" class="settled">
    <span>${title}</span> <bdi>${formatMoney(gift, locale, { withoutZeroFraction: true })}</bdi>
  </p>`;
}

function amounts(model: GiveModel, actions: GiveActions) {
  const { project, words, locale, draft, errors } = model;
  const described = errors.choice ? 'amount-error' : nothing;
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
    ${errors.choice ? html`<p class="kind-error" id="amount-error">${errors.choice}</p>` : nothing}
  </fieldset>`;
}

function ownAmount(model: GiveModel, actions: GiveActions) {
  const { project, words, locale, draft, errors } = model;
  const { sign, before } = currencySign(project.currency, locale);
  const plain = (value: Money) => formatMoney(value, locale, { withoutZeroFraction: true });
  const own = draft.choice === 'own';
  const wrong = errors.choice && own;
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
  const field = {
    id: 'cover-fee',
    label: words.form.coverFee(fee),
    hint: words.form.coverFeeWhy,
    checked: draft.coverFee,
  };
  return html`<div part="cover-fee">
    ${checkField(field, (coverFee) => actions.edit({ coverFee }))}
  </div>`;
}
