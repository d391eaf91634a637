/** Keeps focus with whoever walks when the button that had it goes: otherwise the next key begins at the page's top. */
import type { ReactiveController, ReactiveElement } from 'lit';
import { focusIn, isFocusElsewhere } from '../../internal/focus.ts';

/** Where focus goes from what is gone: to the first that is there. */
const ways: readonly (readonly [from: string, ...to: string[]])[] = [
  ['[part=source]', '[part=stop]', '#choose'],
  ['[part=stop]', '#choose', '#outcome'],
  ['[part=give], [part=waiting] *, form.panel *', '#outcome'],
  ['.panel *', '[part=file]', '#choose'],
  ['button[part=more]', 'summary'],
  ['[part=join]', '[part=said]'],
  ['[part=erase]', '[part=name]'],
  ['[part=join-team]', '#team-ask'],
  ['[part=not-now]', '[part=join-team][data-asked]'],
  ['[part=join-now]', '#team-said'],
];

export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveElement;
  #held: Element | null | undefined;
  // Both are read while it is still in its place.
  #fold: HTMLDetailsElement | null | undefined;

  #to: readonly string[] = [];

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#held = this.#host.shadowRoot?.activeElement;
    this.#fold = this.#held?.closest('details');
    this.#to = ways.find(([from]) => this.#held?.matches(from))?.slice(1) ?? [];
  }

  hostUpdated(): void {
    if (!this.#held || this.#held.isConnected || isFocusElsewhere(this.#host)) return;
    const found = this.#to.find((each) => this.#host.shadowRoot?.querySelector(each));
    if (found) focusIn(this.#host, found);
    else this.#fold?.querySelector('summary')?.focus();
  }
}
