import type { Project } from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';
import { type Id, isProjectId } from '@kindcart/contract/ids';
import type { Store } from '@kindcart/store';
import type { ReactiveController, ReactiveElement } from 'lit';
import { isAuthorsMatter, reportToAuthor } from './report.ts';
import { type SettingValues, watchSettings } from './settings.ts';
import { storeFor } from './store-registry.ts';
import { connectionOf, type Misconfiguration } from './surroundings.ts';

/** What an element knows of its project. */
export type ProjectView =
  | { readonly status: 'loading' }
  /** Known; `offline` when what is known cannot be refreshed. */
  | { readonly status: 'ready'; readonly project: Project; readonly offline: boolean }
  /** Neither known nor reachable. */
  | { readonly status: 'offline' }
  /** The platform knows no such project. */
  | { readonly status: 'unknown' }
  /** The platform failed; asking again may help. */
  | { readonly status: 'error' }
  /** Only the page's author can mend it; the console says how. */
  | { readonly status: 'misconfigured' };

/** What a final failure makes of an element. */
export type FailedView = Extract<ProjectView, { status: 'unknown' | 'error' | 'misconfigured' }>;

/** An element that shows a project. */
export interface ProjectHost extends ReactiveElement {
  /** Id of the project, `prj_…`. */
  project?: string | undefined;
}

/** Finds the host's store and project, keeps to them while it is on the page, and redraws it. */
export class ProjectController implements ReactiveController {
  readonly #host: ProjectHost;
  readonly #own: () => SettingValues;
  #wanted = '';
  #store: Store | undefined;
  #id: Id<'project'> | undefined;
  #stopEntry: (() => void) | undefined;
  #stopSettings: (() => void) | undefined;
  #problem: Misconfiguration | undefined;
  /** Whether the first drawing is still to come over markup that a server made. */
  #hydrating: boolean;

  /** @param own - the settings on the element itself */
  constructor(host: ProjectHost, own: () => SettingValues) {
    this.#host = host;
    this.#own = own;
    this.#hydrating = host.shadowRoot !== null;
    host.addController(this);
  }

  /** The page's store, once the host is on a page that is configured. */
  get store(): Store | undefined {
    return this.#store;
  }

  /** The project's id, when it is one. */
  get id(): Id<'project'> | undefined {
    return this.#id;
  }

  get view(): ProjectView {
    // That drawing must be the server's, which knows no data.
    if (this.#hydrating) return { status: 'loading' };
    if (this.#problem) return { status: 'misconfigured' };
    if (!this.#store || !this.#id) return { status: 'loading' };
    const snapshot = this.#store.project(this.#id).get();
    if (snapshot.status === 'error') return this.failed(snapshot.error);
    if (snapshot.status === 'loading') return snapshot;
    const { status, value } = snapshot;
    return value
      ? { status: 'ready', project: value, offline: status === 'offline' }
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
    if (this.#store && this.#id) this.#store.project(this.#id).reload();
  }

  /** What an element shows of a final failure, this project's or of what belongs to it. */
  failed(error: { code: ErrorCode; message: string }): FailedView {
    if (error.code === 'project_unknown') return { status: 'unknown' };
    if (!isAuthorsMatter(error.code)) return { status: 'error' };
    reportToAuthor(this.#host.localName, error);
    return { status: 'misconfigured' };
  }

  #follow(): void {
    const connection = connectionOf(this.#host, this.#own());
    const id = this.#host.project ?? '';
    const wanted = JSON.stringify([connection, id]);
    if (wanted === this.#wanted) return;
    this.#leave();
    this.#wanted = wanted;
    if (!connection.ok) this.#misconfigured(connection.problem);
    // One malformed id would spoil the request that all elements of the page share.
    else if (!isProjectId(id)) this.#misconfigured('project_missing');
    else this.#watch(storeFor(connection), id);
  }

  #watch(store: Store, id: Id<'project'>): void {
    this.#store = store;
    this.#id = id;
    this.#stopEntry = store.project(id).subscribe(() => this.#host.requestUpdate());
  }

  #leave(): void {
    this.#stopEntry?.();
    this.#stopEntry = this.#store = this.#id = this.#problem = undefined;
    this.#wanted = '';
  }

  #misconfigured(problem: Misconfiguration): void {
    this.#problem = problem;
    reportToAuthor(this.#host.localName, problem);
  }
}
