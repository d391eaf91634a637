import type { ErrorCode } from '@kindcart/contract/errors';
import type { Entry } from '@kindcart/store';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Target } from './live-registry.ts';
import { isAuthorsMatter, reportToAuthor } from './report.ts';
import { type SettingValues, watchSettings } from './settings.ts';
import { connectionOf, type Misconfiguration } from './surroundings.ts';

/** What a final failure makes of an element. */
export type FailedView =
  /** The platform knows no such thing. */
  | { readonly status: 'unknown' }
  /** The platform failed; asking again may help. */
  | { readonly status: 'error' }
  /** Only the page's author can mend it; the console says how. */
  | { readonly status: 'misconfigured' };

/** What an element knows of the thing that it shows. */
export type EntryView<Value> =
  | { readonly status: 'loading' }
  /** Known; `offline` when what is known cannot be refreshed. */
  | { readonly status: 'ready'; readonly value: Value; readonly offline: boolean }
  /** Neither known nor reachable. */
  | { readonly status: 'offline' }
  | FailedView;

/** A kind of things that elements show. */
export interface EntryKind<Value, Store, Key extends string> {
  readonly isId: (text: string) => text is Key;
  /** What is said to the page's author of a text that is no id. */
  readonly missing: Misconfiguration;
  /** The code with which the platform says that there is no such thing. */
  readonly unknown: ErrorCode;
  readonly storeFor: (target: Target) => Store;
  readonly entryOf: (store: Store, id: Key) => Entry<Value>;
}

/** Finds the store and the thing that the host names, keeps to them while it is on the page, and redraws it. */
export class EntryController<Value, Store, Key extends string> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #own: () => SettingValues;
  readonly #kind: EntryKind<Value, Store, Key>;
  readonly #named: () => string | null | undefined;
  #wanted = '';
  #store: Store | undefined;
  #id: Key | undefined;
  #entry: Entry<Value> | undefined;
  #target: Target | undefined;
  #stopEntry: (() => void) | undefined;
  #stopSettings: (() => void) | undefined;
  #problem: Misconfiguration | undefined;
  /** Whether the first drawing is still to come over markup that a server made. */
  #hydrating: boolean;

  /**
   * @param own - the settings on the element itself
   * @param named - the id on the element; null where it is to ask nobody
   */
  constructor(
    host: ReactiveElement,
    own: () => SettingValues,
    kind: EntryKind<Value, Store, Key>,
    named: () => string | null | undefined,
  ) {
    this.#host = host;
    this.#own = own;
    this.#kind = kind;
    this.#named = named;
    this.#hydrating = host.shadowRoot !== null;
    host.addController(this);
  }

  /** The page's store, once the host is on a page that is configured. */
  get store(): Store | undefined {
    return this.#store;
  }

  /** The thing's id, when it is one. */
  get id(): Key | undefined {
    return this.#id;
  }

  /** The platform that is asked. */
  get target(): Target | undefined {
    return this.#target;
  }

  get entry(): EntryView<Value> {
    // That drawing must be the server's, which knows no data.
    if (this.#hydrating) return { status: 'loading' };
    if (this.#problem) return { status: 'misconfigured' };
    const snapshot = this.#entry?.get() ?? { status: 'loading' };
    if (snapshot.status === 'error') return this.failed(snapshot.error);
    if (snapshot.status === 'loading') return snapshot;
    const { status, value } = snapshot;
    return value
      ? { status: 'ready', value, offline: status === 'offline' }
      : { status: 'offline' };
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

  /** Asks the platform again. */
  reload(): void {
    this.#entry?.reload();
  }

  /** What an element shows of a final failure, of this thing or of what belongs to it. */
  failed(error: { code: ErrorCode; message: string }): FailedView {
    if (error.code === this.#kind.unknown) return { status: 'unknown' };
    if (!isAuthorsMatter(error.code)) return { status: 'error' };
    reportToAuthor(this.#host.localName, error);
    return { status: 'misconfigured' };
  }

  #follow(): void {
    const id = this.#named();
    if (id === null) this.#leave();
    else this.#find(id ?? '');
  }

  #find(id: string): void {
    const connection = connectionOf(this.#host, this.#own());
    const wanted = JSON.stringify([connection, id]);
    if (wanted === this.#wanted) return;
    this.#leave();
    this.#wanted = wanted;
    if (!connection.ok) this.#misconfigured(connection.problem);
    // One malformed id would spoil the request that all elements of the page share.
    else if (!this.#kind.isId(id)) this.#misconfigured(this.#kind.missing);
    else this.#watch(connection, id);
  }

  #watch(target: Target, id: Key): void {
    this.#target = target;
    this.#store = this.#kind.storeFor(target);
    this.#id = id;
    this.#entry = this.#kind.entryOf(this.#store, id);
    this.#stopEntry = this.#entry.subscribe(() => this.#host.requestUpdate());
  }

  #leave(): void {
    this.#stopEntry?.();
    this.#stopEntry = this.#store = this.#id = this.#entry = this.#problem = undefined;
    this.#wanted = '';
  }

  #misconfigured(problem: Misconfiguration): void {
    this.#problem = problem;
    reportToAuthor(this.#host.localName, problem);
  }
}
