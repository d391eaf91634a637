import type { ForestClient } from '@kindcart/client';
import type { Place, Plot } from '@kindcart/contract';
import { createPlaces, type Places, type PlacesState, placesShown } from '@kindcart/store/adoption';
import { html, nothing, type ReactiveElement } from 'lit';
import { textOf } from '../../giving/donate-form/fields.ts';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';
import { textIn } from '../named.ts';
import { overviewView, planView } from './plan-view.ts';
import { typedNumber } from './typed-number.ts';

/** How many times wider than its frame the plan can be. */
const zooms = [1, 2, 4] as const;

/** Keeps which place of a plot is looked at, and draws the plan to choose it on. */
export class PlaceChoice {
  readonly plot: Plot;
  readonly #host: ReactiveElement;
  readonly #client: Pick<ForestClient, 'listPlaces'>;
  #places: Places | undefined;
  #stop: (() => void) | undefined;
  #selected: number | undefined;
  #typed = '';
  #zoom = 0;

  constructor(host: ReactiveElement, client: Pick<ForestClient, 'listPlaces'>, plot: Plot) {
    this.#host = host;
    this.#client = client;
    this.plot = plot;
  }

  /** Shows the plan, or how it is now where it is shown already. */
  open(): void {
    if (this.#places) {
      this.#places.reload();
      return;
    }
    this.#places = createPlaces(this.#client, this.plot.id);
    this.#stop = this.#places.subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  close(): void {
    this.#stop?.();
    this.#places = this.#stop = undefined;
  }

  #select(number: number | undefined): void {
    this.#selected = number;
    if (number !== undefined && number >= 1 && number <= this.plot.places.total) {
      this.#places?.goTo(number);
    }
    this.#redraw();
  }

  #type(event: Event): void {
    this.#typed = textOf(event).trim();
    this.#select(typedNumber(this.#typed));
  }

  #pick(number: number): void {
    this.#typed = String(number);
    this.#select(number);
  }

  #turn(by: 1 | -1): void {
    this.#zoom = Math.min(Math.max(this.#zoom + by, 0), zooms.length - 1);
    this.#redraw();
  }

  #redraw(): void {
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => centre(this.#host));
  }

  /** @param take - the person takes a place; null takes any */
  view(words: WordsOfAdopting, locale: string, take: (number: number | null) => void) {
    const { adopting } = words;
    const state = this.#places?.get();
    return html`<h2 part="title" id="title" class="title" tabindex="-1">${adopting.choosePlace}</h2>
      <div class="any">
        <button part="any" class="primary wide" type="button" @click=${() => take(null)}>
          ${adopting.anyPlace}
        </button>
        <p class="muted">${adopting.anyPlaceHow}</p>
      </div>
      ${
        state
          ? this.#planView(state, words, locale, take)
          : html`<button part="on-plan" class="secondary wide" type="button" @click=${() => this.open()}>
              ${adopting.onPlan}
            </button>`
      }`;
  }

  #planView(
    state: PlacesState,
    words: WordsOfAdopting,
    locale: string,
    take: (number: number) => void,
  ) {
    const { adopting, forest } = words;
    const { plot } = this;
    const { items, status } = state;
    if (status === 'offline' || status === 'error') {
      return html`<p part="note" role="status">
          ${status === 'offline' ? forest.noConnection : forest.loadFailed}
        </p>
        <button part="retry" class="secondary" type="button" @click=${() => this.#places?.reload()}>
          ${forest.tryAgain}
        </button>`;
    }
    if (items.length === 0) return html`<div class="bone plan-bone" aria-busy="true"></div>`;
    const label = adopting.plan(textIn(plot.names, locale).text);
    const zoom = zooms[this.#zoom] ?? 1;
    return html`<div class="legend">
        <span class="key"><i class="dot free"></i>${adopting.free}</span>
        <span class="key"><i class="dot held"></i>${adopting.held}</span>
        <span class="key"><i class="dot taken"></i>${adopting.taken}</span>
      </div>
      ${planView({ plot, items, selected: this.#selected, zoom, label }, (number) => this.#pick(number))}
      <div class="pair">
        ${this.#zoomButton(adopting.closer, 1)} ${this.#zoomButton(adopting.further, -1)}
      </div>
      ${plot.places.total > placesShown ? this.#pages(state, words, locale) : nothing}
      <div class="kind-row">${this.#numberField(words)} ${this.#listField(items, words)}</div>
      ${this.#chosenView(state, words, take)}`;
  }

  #zoomButton(label: string, by: 1 | -1) {
    const isEnd = zooms[this.#zoom + by] === undefined;
    return html`<button
      class="secondary"
      type="button"
      aria-disabled=${isEnd ? 'true' : nothing}
      @click=${() => this.#turn(by)}
    >
      ${label}
    </button>`;
  }

  #pages({ items, after, hasMore }: PlacesState, { adopting }: WordsOfAdopting, locale: string) {
    const [first, last] = [items[0]?.number ?? 0, items.at(-1)?.number ?? 0];
    const total = new Intl.NumberFormat(locale).format(this.plot.places.total);
    const go = (number: number) => () => this.#places?.goTo(number);
    return html`<div class="with-outline">
      ${overviewView(this.plot, items)}
      <div class="stack">
        <p>${adopting.page(String(first), String(last), total)}</p>
        <div class="pair">
          ${after > 0 ? html`<button part="earlier" class="secondary" type="button" @click=${go(after)}>${adopting.earlier}</button>` : nothing}
          ${hasMore ? html`<button part="later" class="secondary" type="button" @click=${go(last + 1)}>${adopting.later}</button>` : nothing}
        </div>
      </div>
    </div>`;
  }

  #numberField({ adopting }: WordsOfAdopting) {
    return html`<div class="kind-field">
      <label for="place-number">${adopting.number}</label>
      <input
        class="kind-input"
        id="place-number"
        inputmode="numeric"
        autocomplete="off"
        maxlength="7"
        aria-describedby="place-told"
        .value=${this.#typed}
        @input=${(event: Event) => this.#type(event)}
      />
    </div>`;
  }

  #listField(items: readonly Place[], { adopting }: WordsOfAdopting) {
    const free = items.filter(({ state }) => state === 'free');
    const onChange = ({ target }: Event) => {
      if (target instanceof HTMLSelectElement && target.value) this.#pick(Number(target.value));
    };
    return html`<div class="kind-field">
      <label for="place-list">${adopting.list}</label>
      <select class="kind-input" id="place-list" @change=${onChange}>
        <option value="" ?selected=${!free.some(({ number }) => number === this.#selected)}></option>
        ${free.map(({ number }) => html`<option value=${number} ?selected=${number === this.#selected}>${number}</option>`)}
      </select>
    </div>`;
  }

  /** What is known of the place that was chosen, and the way to take it. */
  #chosenView(
    { items, status }: PlacesState,
    { adopting }: WordsOfAdopting,
    take: (number: number) => void,
  ) {
    const number = this.#selected;
    const place = items.find((each) => each.number === number);
    const written = number === undefined ? this.#typed : String(number);
    const told = () => {
      if (place?.state === 'held') return adopting.isHeld(written);
      if (place?.state === 'taken') return adopting.isTaken(written);
      if (place) return adopting.place(written);
      return written && status === 'ready' ? adopting.noSuch(`\u2068${written}\u2069`) : '';
    };
    return html`<p part="chosen" id="place-told" role="status">${told()}</p>
      ${
        number !== undefined && place?.state === 'free'
          ? html`<button part="take" class="primary wide" type="button" @click=${() => take(number)}>
              ${adopting.take(written)}
            </button>`
          : nothing
      }`;
  }
}

/** Brings the chosen place, or else the middle, into the middle of the frame. */
function centre({ shadowRoot }: ReactiveElement): void {
  const frame = shadowRoot?.querySelector('.plan');
  const middle = shadowRoot?.querySelector('.ring') ?? frame?.firstElementChild;
  if (!frame || !middle) return;
  const from = frame.getBoundingClientRect();
  const to = middle.getBoundingClientRect();
  frame.scrollBy({
    left: to.left + to.width / 2 - from.left - from.width / 2,
    top: to.top + to.height / 2 - from.top - from.height / 2,
  });
}
