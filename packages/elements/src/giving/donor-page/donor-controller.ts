import { createDonorClient, createDonorDoorClient } from '@kindcart/client';
import { createDonorPage, type DonorPage, type DonorState } from '@kindcart/store/donor';
import type { ReactiveController, ReactiveElement } from 'lit';
import { isAuthorsMatter, reportToAuthor } from '../../internal/report.ts';
import { type SettingValues, watchSettings } from '../../internal/settings.ts';
import { type Connection, connectionOf } from '../../internal/surroundings.ts';
import { tabStorage } from '../../internal/tab-storage.ts';

type Connected = Extract<Connection, { ok: true }>;

/** One page for each platform and key, so that two elements on a page show the same visit. */
const pages = new Map<string, DonorPage>();

function pageFor(connection: Connected): DonorPage {
  const { baseUrl, key } = connection;
  const name = `${key} ${baseUrl}`;
  const known = pages.get(name);
  if (known) return known;
  const storage = tabStorage();
  const page = createDonorPage({
    door: createDonorDoorClient({ baseUrl, key }),
    clientOf: (session) => createDonorClient({ baseUrl, key: session }),
    address: {
      read: () => location.href,
      replace: (href) => history.replaceState(history.state, '', href),
    },
    ...(storage && { storage }),
    storageKey: `kindcart:donor:${name}`,
  });
  pages.set(name, page);
  return page;
}

/** Keeps an element at the donor's page of its platform and key, and redraws it. */
export class DonorController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #own: () => SettingValues;
  readonly #onChange: (now: DonorState, before: DonorState) => void;
  #connection: Connection | undefined;
  #wanted = '';
  #page: DonorPage | undefined;
  #last: DonorState = { status: 'opening' };
  #stop: (() => void) | undefined;
  #stopSettings: (() => void) | undefined;
  /** Whether the first drawing is still to come over markup that a server made. */
  #hydrating: boolean;

  /** @param onChange - told of each change before the element is drawn again */
  constructor(
    host: ReactiveElement,
    own: () => SettingValues,
    onChange: (now: DonorState, before: DonorState) => void,
  ) {
    this.#host = host;
    this.#own = own;
    this.#onChange = onChange;
    this.#hydrating = host.shadowRoot !== null;
    host.addController(this);
  }

  /** The page's requests; undefined while there is nobody to ask. */
  get page(): DonorPage | undefined {
    return this.#page;
  }

  /** Which platform is asked, once the host is on a page that is configured. */
  get connection(): Connected | undefined {
    return this.#connection?.ok ? this.#connection : undefined;
  }

  /** How the page stands; `misconfigured` where only its author can mend it. */
  get state(): DonorState | { readonly status: 'misconfigured' } {
    if (this.#hydrating) return { status: 'opening' };
    if (this.#connection?.ok === false) return { status: 'misconfigured' };
    const state = this.#page?.get() ?? this.#last;
    const error = 'error' in state ? state.error : null;
    // A wrong address is the donor's matter, and is said at the field.
    if (!error || error.fields.length > 0 || !isAuthorsMatter(error.code)) return state;
    reportToAuthor(this.#host.localName, error);
    return { status: 'misconfigured' };
  }

  hostConnected(): void {
    this.#stopSettings = watchSettings(() => this.#host.requestUpdate());
    window.addEventListener('hashchange', this.#begin);
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
    window.removeEventListener('hashchange', this.#begin);
    this.#leave();
  }

  /** Looks at the address: a link may have been opened in this very tab. */
  readonly #begin = (): void => this.#page?.begin();

  #follow(): void {
    const connection = connectionOf(this.#host, this.#own());
    const wanted = JSON.stringify(connection);
    if (wanted === this.#wanted) return;
    this.#leave();
    this.#wanted = wanted;
    this.#connection = connection;
    if (!connection.ok) {
      reportToAuthor(this.#host.localName, connection.problem);
      return;
    }
    this.#page = pageFor(connection);
    this.#last = this.#page.get();
    this.#stop = this.#page.subscribe(() => this.#changed());
    // What it finds at once is drawn by the update that is under way.
    this.#begin();
  }

  #leave(): void {
    this.#stop?.();
    this.#stop = this.#page = this.#connection = undefined;
    this.#wanted = '';
  }

  #changed(): void {
    const before = this.#last;
    const now = this.#page?.get() ?? before;
    this.#last = now;
    if (now !== before) this.#onChange(now, before);
    this.#host.requestUpdate();
  }
}
