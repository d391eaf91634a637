import { html, nothing, render } from 'lit';
import { adopt } from '../../internal/adopt.ts';
import { fields } from '../../internal/fields.styles.ts';
import { wordsNow } from '../../internal/words.ts';
import { card as english } from '../../locales/card.en.ts';
import type { FieldsView, PaymentFields } from '../port.ts';
import { type CardErrors, type CardText, groupExpiry, groupNumber, readCard } from './card.ts';
import { styles } from './fields.styles.ts';

const names = ['number', 'expiry', 'cvc'] as const;
type Name = (typeof names)[number];

/** Test cards by what each does; numbers as `testCards` of the contract has them. */
const cards = [
  ['succeeds', '4242 4242 4242 4242'],
  ['declined', '4000 0000 0000 0002'],
  ['insufficientFunds', '4000 0000 0000 9995'],
  ['asksForConfirmation', '4000 0025 0000 3155'],
  ['slow', '4000 0000 0000 0077'],
  ['refundFailsLater', '4000 0000 0000 5126'],
  ['renewalsDeclined', '4000 0000 0000 0341'],
] as const;

let made = 0;

/** Card fields of the sandbox provider: plainly for test cards, which are listed beside them. */
class SandboxCard implements PaymentFields {
  readonly #place = document.createElement('div');
  /** Ids are the page's here, not a shadow root's, so each form needs its own. */
  readonly #id: string;
  readonly #onEnter: () => void;
  #view: FieldsView;
  #text: CardText = { number: '', expiry: '', cvc: '' };
  #errors: CardErrors = {};

  /** @param onEnter - called when the donor presses Enter in a field */
  constructor(form: HTMLElement, view: FieldsView, onEnter: () => void) {
    made += 1;
    this.#id = `kind-card-${made}`;
    this.#onEnter = onEnter;
    this.#view = view;
    this.#place.slot = 'payment';
    form.append(this.#place);
    adopt(this.#place, [fields, styles]);
    this.update(view);
  }

  update(view: FieldsView): boolean {
    this.#view = view;
    this.#draw();
    return view.payment.provider === 'sandbox';
  }

  read(): CardText | undefined {
    const { card, errors } = readCard(this.#text, this.#words.card, new Date());
    this.#text = card;
    this.#errors = errors;
    this.#draw();
    const wrong = names.find((name) => errors[name]);
    if (wrong) this.#input(wrong)?.focus();
    return wrong ? undefined : card;
  }

  remove(): void {
    this.#place.remove();
  }

  /** The form, which has words already, has waited for them. */
  get #words() {
    return wordsNow(this.#view.words.lang, english) ?? english;
  }

  #input(name: Name): HTMLInputElement | null {
    return this.#place.querySelector<HTMLInputElement>(`#${this.#id}-${name}`);
  }

  #onInput(name: Name, event: Event): void {
    const input = event.currentTarget;
    if (!(input instanceof HTMLInputElement)) return;
    // Typed text is put into groups only while writing at its end: elsewhere the caret would jump.
    const atEnd = input.selectionStart === input.value.length;
    const value = name === 'number' && atEnd ? groupNumber(input.value) : input.value;
    input.value = value;
    this.#text = { ...this.#text, [name]: value };
    if (!this.#errors[name]) return;
    const { [name]: _mended, ...rest } = this.#errors;
    this.#errors = rest;
    this.#draw();
  }

  #onChange(): void {
    this.#text = { ...this.#text, expiry: groupExpiry(this.#text.expiry) };
    this.#draw();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    // A form of the page's own around this one must not be sent.
    event.preventDefault();
    this.#onEnter();
  }

  #use(number: string): void {
    const year = `${new Date().getFullYear() + 3}`.slice(-2);
    this.#text = { number, expiry: `12/${year}`, cvc: '123' };
    this.#errors = {};
    this.#draw();
    this.#input('number')?.focus();
  }

  #draw(): void {
    const { locked } = this.#view;
    const { lang, card } = this.#words;
    render(
      html`<fieldset class="kind-field kind-card" lang=${lang} ?disabled=${locked}>
        <legend class="kind-card-legend">${card.legend}</legend>
        ${this.#field('number', card.number, '0000 0000 0000 0000', 23)}
        <div class="kind-row">
          ${this.#field('expiry', card.expiry, card.expiryExample, 7)}
          ${this.#field('cvc', card.cvc, '123', 4)}
        </div>
        ${this.#list()}
      </fieldset>`,
      this.#place,
    );
  }

  /** No autofill: a browser would offer the donor's real cards to a form for test cards. */
  #field(name: Name, label: string, example: string, lengthMax: number) {
    const id = `${this.#id}-${name}`;
    const error = this.#errors[name];
    return html`<div class="kind-field">
      <label for=${id}>${label}</label>
      <input
        class="kind-input"
        id=${id}
        dir="ltr"
        inputmode="numeric"
        autocomplete="off"
        placeholder=${example}
        maxlength=${lengthMax}
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error ? `${id}-error` : nothing}
        .value=${this.#text[name]}
        @input=${(event: Event) => this.#onInput(name, event)}
        @change=${() => this.#onChange()}
        @keydown=${(event: KeyboardEvent) => this.#onKeydown(event)}
      />
      ${error ? html`<p class="kind-error" id="${id}-error">${error}</p>` : nothing}
    </div>`;
  }

  #list() {
    const { card } = this.#words;
    return html`<details class="kind-cards">
      <summary class="kind-summary">${card.testCards}</summary>
      <p class="kind-hint">${card.testCardsHow}</p>
      <ul>
        ${cards.map(
          ([does, number]) => html`<li>
            <button type="button" @click=${() => this.#use(number)}>
              <span dir="ltr">${number}</span><span>${card[does]}</span>
            </button>
          </li>`,
        )}
      </ul>
    </details>`;
  }
}

/** Puts the sandbox's fields into the form. */
export const mount = (form: HTMLElement, view: FieldsView, pay: () => void) =>
  new SandboxCard(form, view, pay);
