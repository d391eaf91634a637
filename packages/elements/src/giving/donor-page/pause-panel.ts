import type { Id } from '@kindcart/contract';
import { html } from 'lit';
import { dayOf, pauseEnds } from './dates.ts';
import type { Panel } from './panel.ts';
import {
  closeByEscape,
  giftOf,
  isBusyWith,
  type PanelContext,
  panelButtons,
  panelWords,
} from './panel-context.ts';

/** Asks until when nothing is to be charged. */
export class PausePanel implements Panel {
  readonly #id: Id<'recurringGift'>;
  readonly #context: PanelContext;
  readonly #ends: readonly (string | null)[];
  #chosen: string | null;

  constructor(id: Id<'recurringGift'>, context: PanelContext) {
    this.#id = id;
    this.#context = context;
    const gift = giftOf(context, id);
    const days = gift ? pauseEnds(gift, Date.now()) : [];
    this.#ends = [...days, null];
    this.#chosen = days[0] ?? null;
  }

  updated(): void {}

  stop(): void {}

  #submit(event: Event): void {
    event.preventDefault();
    this.#context.page.pause(this.#id, this.#chosen);
  }

  render() {
    const context = this.#context;
    const { visit } = panelWords(context);
    return html`<form
      part="panel"
      class="panel"
      novalidate
      @submit=${(event: Event) => this.#submit(event)}
      @keydown=${closeByEscape(context)}
    >
      <fieldset class="kind-field">
        <legend id="panel" tabindex="-1">${visit.pauseUntil}</legend>
        <div>${this.#ends.map((end) => this.#choice(end, visit.untilResumed))}</div>
      </fieldset>
      <p class="muted">${visit.pauseHow}</p>
      ${panelButtons(context, { act: visit.pause, busy: isBusyWith(context, this.#id) })}
    </form>`;
  }

  #choice(end: string | null, untilResumed: string) {
    const choose = () => {
      this.#chosen = end;
      this.#context.host.requestUpdate();
    };
    return html`<label class="choice">
      <input type="radio" name="until" .checked=${end === this.#chosen} @change=${choose} />
      <span>${end === null ? untilResumed : dayOf(end, this.#context.locale())}</span>
    </label>`;
  }
}
