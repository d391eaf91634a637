import type { Watchable } from '@kindcart/store';
import type { ReactiveElement } from 'lit';

/** Watches one thing at a time and draws the host again when it changes. */
export class Watched<Thing extends Watchable<unknown>> {
  readonly #host: ReactiveElement;
  #thing: Thing | undefined;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
  }

  /** What is watched now. */
  get thing(): Thing | undefined {
    return this.#thing;
  }

  /** Watches this from now on, or nothing. */
  follow(thing: Thing | undefined): void {
    if (thing === this.#thing) return;
    this.#stop?.();
    this.#thing = thing;
    this.#stop = thing?.subscribe(() => this.#host.requestUpdate());
  }
}
