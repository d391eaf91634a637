import type { CallError } from '@kindcart/client';
import type { Watchable } from '@kindcart/store';
import type { ReactiveController, ReactiveElement } from 'lit';
import { isAuthorsMatter, reportToAuthor } from '../internal/report.ts';
import { type SettingValues, watchSettings } from '../internal/settings.ts';
import { connectionOf, type Misconfiguration } from '../internal/surroundings.ts';

/** Which platform is asked, with which key. */
export interface Connection {
  readonly baseUrl: string;
  readonly key: string;
}

/** What an element wants to watch by what its page says, or what its page's author has to mend. */
export type Wanted<Entry> =
  /** `name` tells one entry from another: as long as it is the same, the entry is kept. */
  | { readonly name: string; readonly open: (connection: Connection) => Entry }
  | { readonly fault: string }
  /** Nothing: a sample is shown, and no platform is asked. */
  | 'nothing';

/** Finds what the host shows, keeps to it while the host is on the page, and redraws the host. */
export class Source<Value, Entry extends Watchable<Value>> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #own: () => SettingValues;
  readonly #wanted: () => Wanted<Entry>;
  #name = '';
  #entry: Entry | undefined;
  #stop: (() => void) | undefined;
  #stopSettings: (() => void) | undefined;
  /** Nothing is asked for an element that is taken away at once, as when a page draws its cart anew. */
  #soon: ReturnType<typeof setTimeout> | undefined;
  #isFaulty = false;
  /** Whether this is a server, or the first drawing is still to come over markup that one made. */
  #hydrating: boolean;

  /**
   * @param own - the settings on the element itself
   * @param wanted - what the element wants now; asked before each drawing
   */
  constructor(host: ReactiveElement, own: () => SettingValues, wanted: () => Wanted<Entry>) {
    this.#host = host;
    this.#own = own;
    this.#wanted = wanted;
    this.#hydrating = !('document' in globalThis) || host.shadowRoot !== null;
    host.addController(this);
  }

  /** What is watched; undefined before, and where only the author can mend it. */
  get entry(): Entry | undefined {
    return this.#entry;
  }

  /** Whether only the page's author can mend it; the console says how. */
  get isFaulty(): boolean {
    return this.#isFaulty && !this.#hydrating;
  }

  /** What is known; undefined before anything is. */
  get value(): Value | undefined {
    return this.#hydrating ? undefined : this.#entry?.get();
  }

  /** Whether the first drawing must be the server's, which knows no data. */
  get isHydrating(): boolean {
    return this.#hydrating;
  }

  hostConnected(): void {
    this.#stopSettings = watchSettings(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#stopSettings) this.#follow();
  }

  hostUpdated(): void {
    if (!this.#hydrating) return;
    this.#hydrating = false;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stopSettings?.();
    this.#stopSettings = undefined;
    this.#leave();
  }

  /** Whether a failure is the author's matter, who is told of it then. */
  isAuthors(error: CallError, ...more: readonly CallError['code'][]): boolean {
    if (!isAuthorsMatter(error.code) && !more.includes(error.code)) return false;
    reportToAuthor(this.#host.localName, error);
    return true;
  }

  #follow(): void {
    const wanted = this.#wanted();
    const connection = connectionOf(this.#host, this.#own());
    const name = JSON.stringify([wanted, connection]);
    if (name === this.#name) return;
    this.#leave();
    this.#name = name;
    if (wanted === 'nothing') return;
    if (!connection.ok) this.#mend(connection.problem);
    else if ('fault' in wanted) this.#mend({ message: wanted.fault });
    else this.#soon = setTimeout(() => this.#watch(wanted.open(connection)));
  }

  #watch(entry: Entry): void {
    this.#entry = entry;
    this.#stop = entry.subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  #leave(): void {
    clearTimeout(this.#soon);
    this.#stop?.();
    this.#stop = this.#entry = undefined;
    this.#isFaulty = false;
    this.#name = '';
  }

  #mend(problem: Misconfiguration | { readonly message: string }): void {
    this.#isFaulty = true;
    reportToAuthor(this.#host.localName, problem);
  }
}
