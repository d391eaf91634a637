import type { Asking } from '@kindcart/store/donor';
import { html, nothing } from 'lit';
import type { WordsOfDoor } from '../../locales/donor-words.ts';

/** What the screen shows. */
export interface AskModel {
  readonly now: Asking;
  readonly words: WordsOfDoor;
  readonly isTest: boolean;
  readonly emailWrong: boolean;
}

/** Asks for the address that a link goes to, and says why it asks. */
export function askScreen(model: AskModel, submit: (event: Event) => void) {
  const { now, words, isTest } = model;
  const { door, common } = words;
  const why = now.because === 'new' ? undefined : door[now.because];
  const wrong = model.emailWrong || now.error?.fields.some(({ field }) => field === 'email');
  const failure = !now.error || wrong ? undefined : failureOf(now, words);
  return html`<div class="door">
    <h2 part="title" class="title" id="title" tabindex="-1">${door.title}</h2>
    ${isTest ? html`<p part="test-mode" class="test-mode">${common.testMode}</p>` : nothing}
    ${why ? html`<p part="note" class="box" id="why">${why}</p>` : nothing}
    <p class="muted">${door.how}</p>
    <form novalidate @submit=${submit}>
      <div class="kind-field">
        <label for="email">${door.email}</label>
        <input
          class="kind-input"
          id="email"
          type="email"
          dir="ltr"
          autocomplete="email"
          maxlength="254"
          required
          aria-invalid=${wrong ? 'true' : nothing}
          aria-describedby=${wrong || failure ? 'email-error' : nothing}
        />
        ${wrong || failure ? html`<p class="kind-error" id="email-error">${failure ?? door.emailWrong}</p>` : nothing}
      </div>
      <button
        part="submit"
        class="primary"
        type="submit"
        aria-disabled=${now.sending ? 'true' : nothing}
      >
        ${now.sending ? door.sending : door.send}
      </button>
    </form>
    <slot></slot>
  </div>`;
}

function failureOf({ error }: Asking, { door, common }: WordsOfDoor): string {
  switch (error?.code) {
    case 'network_error':
    case 'timeout':
      return `${common.noConnection} ${common.noConnectionHow}`;
    case 'rate_limited':
      return door.busy;
    default:
      return door.sendFailed;
  }
}

/** A link goes out, if it is the address of a donor: the words are the same for everybody. */
export function askedScreen(email: string, { door }: WordsOfDoor, again: () => void) {
  return html`<div class="door">
    <h2 part="title" class="title" id="title" tabindex="-1">${door.askedTitle}</h2>
    <p part="note">${door.asked(email)}</p>
    <p><button class="link" type="button" @click=${again}>${door.askAgain}</button></p>
  </div>`;
}

/** Says what is wrong, with a way on and the page's own fallback. */
export function noteScreen(text: string, words: WordsOfDoor, retry: () => void) {
  return html`<div class="door">
    <h2 part="title" class="title" id="title" tabindex="-1">${words.door.title}</h2>
    <p part="note" class="box" role="alert">${text}</p>
    <p>
      <button part="retry" class="secondary" type="button" @click=${retry}>
        ${words.common.tryAgain}
      </button>
    </p>
    <slot></slot>
  </div>`;
}

/** The page's shape before anything is known. */
export function skeleton(text?: string) {
  return html`<div class="door" aria-busy="true">
    <div class="bone title-bone"></div>
    <div class="bone line-bone"></div>
    <div class="bone card-bone"></div>
    <div class="bone card-bone"></div>
    ${text ? html`<p class="visually-hidden">${text}</p>` : nothing}
  </div>`;
}
