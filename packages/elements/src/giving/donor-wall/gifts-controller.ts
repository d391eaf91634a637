import { createGiftClient } from '@kindcart/client';
import type { Gift, GiftOrder, Project } from '@kindcart/contract';
import type { Store } from '@kindcart/store';
import { createGifts, type Gifts, type GiftWall } from '@kindcart/store/gifts';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { FailedView } from '../../internal/entry-controller.ts';
import type { ProjectController } from '../../internal/project-controller.ts';
import type { SettingValues } from '../../internal/settings.ts';
import { connectionOf } from '../../internal/surroundings.ts';

/** What an element knows of a wall. */
export type WallView =
  /** `project` is known before its gifts are. */
  | { readonly status: 'loading'; readonly project: Project | undefined }
  /** `offline` when what is known cannot be refreshed. */
  | {
      readonly status: 'ready';
      readonly project: Project | undefined;
      readonly gifts: readonly Gift[];
      readonly hasMore: boolean;
      readonly offline: boolean;
    }
  | { readonly status: 'offline' }
  | FailedView;

/** The page's walls: one set for each store, so that all elements share them. */
const walls = new WeakMap<Store, Gifts>();

/** Finds the wall of the host's project in the wanted order, keeps to it, and redraws the host. */
export class GiftsController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #source: ProjectController;
  readonly #own: () => SettingValues;
  readonly #order: () => GiftOrder;
  #wall: GiftWall | undefined;
  #stop: (() => void) | undefined;

  /**
   * @param source - added to the host before this, so that the project is found before its wall
   * @param own - the settings on the element itself
   */
  constructor(
    host: ReactiveElement,
    source: ProjectController,
    own: () => SettingValues,
    order: () => GiftOrder,
  ) {
    this.#host = host;
    this.#source = source;
    this.#own = own;
    this.#order = order;
    host.addController(this);
  }

  get view(): WallView {
    const { view } = this.#source;
    if (view.status === 'misconfigured' || view.status === 'unknown') return view;
    const project = view.status === 'ready' ? view.project : undefined;
    if (view.status === 'loading' || !this.#wall) return { status: 'loading', project };
    const snapshot = this.#wall.get();
    if (snapshot.status === 'loading') return { status: 'loading', project };
    if (snapshot.status === 'error') return this.#source.failed(snapshot.error);
    const { value } = snapshot;
    if (!value) return { status: 'offline' };
    const { items: gifts, nextCursor } = value;
    const offline = snapshot.status === 'offline';
    return { status: 'ready', project, gifts, hasMore: nextCursor !== null, offline };
  }

  hostUpdate(): void {
    const wall = this.#find();
    if (wall === this.#wall) return;
    this.hostDisconnected();
    this.#wall = wall;
    this.#stop = wall?.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = this.#wall = undefined;
  }

  /** Asks the platform again. */
  reload(): void {
    this.#source.reload();
    this.#wall?.reload();
  }

  /** Asks for the next page. */
  more(): void {
    this.#wall?.more();
  }

  #find(): GiftWall | undefined {
    const { store, id } = this.#source;
    if (!store || !id) return undefined;
    return this.#giftsOf(store)?.wall(id, this.#order());
  }

  #giftsOf(store: Store): Gifts | undefined {
    const connection = connectionOf(this.#host, this.#own());
    if (walls.has(store) || !connection.ok) return walls.get(store);
    const made = createGifts({ store, client: createGiftClient(connection) });
    walls.set(store, made);
    return made;
  }
}
