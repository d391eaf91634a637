import type { ReactiveController, ReactiveElement } from 'lit';
import { type Link, readLink, writeLink } from './deep-link.ts';

/** Keeps what is looked at behind the `#` of the page's address, where the page wants that. */
export class Address implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #isWanted: () => boolean;
  readonly #go: (link: Link) => void;
  readonly #onHash = () => this.follow();

  /**
   * @param isWanted - whether the fragment is the host's; else it is left alone
   * @param go - looks where a link leads
   */
  constructor(host: ReactiveElement, isWanted: () => boolean, go: (link: Link) => void) {
    this.#host = host;
    this.#isWanted = isWanted;
    this.#go = go;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.#onHash);
    // The first time the host follows once it has read its attributes.
    if (this.#host.hasUpdated) this.follow();
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#onHash);
  }

  /** Looks where the address says now. */
  follow(): void {
    const link = this.#isWanted() ? readLink(location.hash) : undefined;
    if (link) this.#go(link);
  }

  /** Writes down where is looked. It makes no step back in the browser's history. */
  tell(link: Link): void {
    if (this.#isWanted()) history.replaceState(history.state, '', writeLink(link));
  }
}
