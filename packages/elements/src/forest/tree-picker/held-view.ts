import type { Adoption } from '@kindcart/contract';
import type { Held } from '@kindcart/store/adoption';
import { html, nothing } from 'lit';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';
import type { Names } from './names.ts';

/** What is shown while a place is held, until it is paid. */
export interface HeldModel {
  readonly words: WordsOfAdopting;
  readonly locale: string;
  readonly state: Held;
  readonly names: Names;
  /** Whole seconds that are left to pay. */
  readonly secondsLeft: number;
  /** Whether the form could not be fetched. */
  readonly formFailed: boolean;
}

/** Longer than this, a day is said and no time that runs. */
const countdownMaxSeconds = 60 * 60;

/** The place, the time that is left, and the form to pay in. */
export function heldView(model: HeldModel, giveBack: () => void, retryForm: () => void) {
  const { words, locale, state, formFailed } = model;
  const { adopting, forest } = words;
  const { adoption, isOurs, share } = state;
  const place = String(adoption.place.number);
  const title = titleOf(model, place);
  return html`<h2 part="title" id="title" class="title" tabindex="-1">${title}</h2>
    ${countdownView(model)}
    ${adoption.gift ? html`<p>${adopting.forWhom(`\u2068${adoption.gift.to}\u2069`)}</p>` : nothing}
    ${adoption.shares.length > 1 ? teamView(adoption, words, locale) : nothing}
    ${state.connection === 'offline' ? html`<p part="note" role="status">${forest.noConnection}</p>` : nothing}
    ${!share && state.paying === 'open' ? html`<p part="note">${adopting.noShare}</p>` : nothing}
    ${
      formFailed
        ? html`<p part="note" role="alert">${forest.loadFailed}</p>
            <button part="retry" class="secondary" type="button" @click=${retryForm}>
              ${forest.tryAgain}
            </button>`
        : nothing
    }
    <slot name="form"></slot>
    <button
      part="give-back"
      class="link"
      type="button"
      aria-disabled=${state.paying === 'under_way' ? 'true' : nothing}
      @click=${giveBack}
    >
      ${isOurs && adoption.state === 'held' ? adopting.giveBack : words.picker.back}
    </button>`;
}

/** What is held, as far as its names are here. */
function titleOf({ words: { adopting }, state, names }: HeldModel, place: string): string {
  if (state.isOurs && names.plot) return adopting.isYours(place, names.plot);
  return names.species ? adopting.tree(names.species, place) : adopting.place(place);
}

function countdownView({ words, locale, state, secondsLeft }: HeldModel) {
  const { adopting } = words;
  if (secondsLeft > countdownMaxSeconds) {
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(state.untilMs);
    return html`<p part="countdown">${adopting.keptUntil(date)}</p>`;
  }
  if (secondsLeft === 0) return html`<p part="countdown">${adopting.overdue}</p>`;
  return html`<div part="countdown" class="countdown">
    <p><b role="timer">${adopting.timeLeft(timeText(secondsLeft, locale))}</b></p>
    <p class="muted">${adopting.timeHow}</p>
  </div>`;
}

/** Minutes and seconds, such as 14:32. */
export function timeText(seconds: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  const minutes = new Intl.NumberFormat(locale).format(Math.floor(seconds / 60));
  return `\u2066${minutes}:${format.format(seconds % 60)}\u2069`;
}

/** Who of a team has paid, and how many have not. */
export function teamView(adoption: Adoption, { adopting }: WordsOfAdopting, locale: string) {
  const paid = adoption.shares.filter(({ state }) => state === 'paid');
  const missing = adoption.shares.length - paid.length;
  return html`<div part="team" class="team">
    ${adoption.teamName ? html`<p><b>${adoption.teamName}</b></p>` : nothing}
    ${
      paid.length > 0
        ? html`<p>${adopting.joined}</p>
            <ul>
              ${paid.map(({ name }) => html`<li>${name ?? adopting.somebody}</li>`)}
            </ul>`
        : nothing
    }
    ${missing > 0 ? html`<p>${adopting.missing(missing, new Intl.NumberFormat(locale).format(missing))}</p>` : nothing}
  </div>`;
}
