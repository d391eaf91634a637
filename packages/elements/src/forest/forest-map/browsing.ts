import { type CallError, createForestClient } from '@kindcart/client';
import type { Id, Place, Plot, Species, Tree } from '@kindcart/contract';
import { isPlotId } from '@kindcart/contract/ids';
import { type Entry, type ForestStore, forestId, type TheForest } from '@kindcart/store/forest';
import { createLand, type Land, type PagedList, type Pages } from '@kindcart/store/land';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { EntryController } from '../../internal/entry-controller.ts';
import { forestStoreFor } from '../../internal/forest-registry.ts';
import { onePerTarget } from '../../internal/live-registry.ts';
import { Watched } from './watched.ts';

/** The forest of a key, which has no id of its own. */
export const forestKind = {
  isId: (text: string): text is typeof forestId => text === forestId,
  // Never said: the forest needs no attribute.
  missing: 'key_missing',
  unknown: 'not_found',
  storeFor: forestStoreFor,
  entryOf: (store: ForestStore) => store.forest(),
} as const;

const landFor = onePerTarget<Land>((target) => createLand(createForestClient(target)));

/** What is known of something that was asked for by name. */
export type Chosen<Value> =
  | { readonly status: 'none' | 'loading' | 'unknown' }
  | { readonly status: 'failed'; readonly error: CallError }
  | { readonly status: 'ready'; readonly value: Value };

const none = { status: 'none' } as const;

/** Nothing yet: before the list is asked for. */
const nothing: Pages<never> = { items: [], hasMore: true, busy: true, error: null };

/** What of the forest is looked at: its plots, one of them with its trees, one tree, the visitor's own. */
export class Browsing implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #source: EntryController<TheForest, ForestStore, 'forest'>;
  readonly #plots: Watched<PagedList<Plot>>;
  readonly #plot: Watched<Entry<Plot>>;
  readonly #places: Watched<PagedList<Place>>;
  readonly #trees: Watched<PagedList<Tree>>;
  readonly #kinds = new Map<string, Watched<Entry<Species>>>();
  #plotId: Id<'plot'> | undefined;
  #number: number | undefined;
  #tree: Chosen<Tree> = none;
  #numbers: readonly number[] = [];
  #mine: readonly Tree[] = [];
  #asked = '';

  constructor(host: ReactiveElement, source: EntryController<TheForest, ForestStore, 'forest'>) {
    this.#host = host;
    this.#source = source;
    this.#plots = new Watched(host);
    this.#plot = new Watched(host);
    this.#places = new Watched(host);
    this.#trees = new Watched(host);
    host.addController(this);
  }

  get plots(): Pages<Plot> {
    return this.#plots.thing?.get() ?? nothing;
  }

  /** Trees of the plot that is chosen, as many as are here. */
  get trees(): Pages<Tree> {
    return this.#trees.thing?.get() ?? nothing;
  }

  /** Its places. */
  get places(): Pages<Place> {
    return this.#places.thing?.get() ?? nothing;
  }

  get plot(): Chosen<Plot> {
    const snapshot = this.#plot.thing?.get();
    if (!this.#plotId) return none;
    if (!snapshot || snapshot.status === 'loading') return { status: 'loading' };
    if ('value' in snapshot && snapshot.value) return { status: 'ready', value: snapshot.value };
    if (!('error' in snapshot)) return { status: 'loading' };
    const { error } = snapshot;
    return error.code === 'plot_unknown' ? { status: 'unknown' } : { status: 'failed', error };
  }

  /** The tree that is chosen. */
  get tree(): Chosen<Tree> {
    return this.#tree;
  }

  /** Its number, also before it is known. */
  get number(): number | undefined {
    return this.#number;
  }

  /** Those of the visitor's own trees that exist. */
  get mine(): readonly Tree[] {
    return this.#mine;
  }

  /** All kinds that grow or may be planted here, once they are known. */
  get kinds(): readonly Species[] {
    return [...this.#kinds.values()].flatMap(({ thing }) => {
      const snapshot = thing?.get();
      return snapshot && 'value' in snapshot && snapshot.value ? [snapshot.value] : [];
    });
  }

  hostConnected(): void {
    // What was let go of when it left the page is watched again.
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    // An element draws once more after it has left the page, and nobody would let go of what it watched then.
    if (!this.#host.isConnected) return;
    const { store, target } = this.#source;
    const land = store && target && landFor(target);
    this.#plots.follow(land?.plots());
    this.#plot.follow(this.#plotId && store?.plot(this.#plotId));
    this.#trees.follow(this.#plotId && land?.trees(this.#plotId));
    this.#places.follow(this.#plotId && land?.places(this.#plotId));
    for (const id of this.#kindIds()) {
      const kind = this.#kinds.get(id) ?? new Watched<Entry<Species>>(this.#host);
      this.#kinds.set(id, kind);
      kind.follow(store?.species(id));
    }
    const asked = JSON.stringify([target, this.#numbers]);
    if (!land || asked === this.#asked) return;
    this.#asked = asked;
    void this.#findMine(land);
    void this.#findTree(land);
  }

  hostDisconnected(): void {
    for (const each of [this.#plots, this.#plot, this.#places, this.#trees]) each.follow(undefined);
    for (const kind of this.#kinds.values()) kind.follow(undefined);
  }

  /** Looks at a plot, or at all of them. */
  choosePlot(id: string | undefined): void {
    this.#plotId = id !== undefined && isPlotId(id) ? id : undefined;
    const tree = this.#tree;
    // One that is still on its way is of another plot, or of nobody knows which: it would lead away.
    if (tree.status !== 'ready' || tree.value.plotId !== this.#plotId) this.#forget();
    this.#host.requestUpdate();
  }

  /** Looks at a tree and its plot, or at no single tree. */
  chooseTree(number: number | undefined): void {
    if (number === this.#number && this.#tree.status !== 'failed') return;
    this.#forget();
    this.#number = number;
    this.#host.requestUpdate();
    const { target } = this.#source;
    if (target) void this.#findTree(landFor(target));
  }

  /** Numbers of the trees that are the visitor's own. */
  own(numbers: readonly number[]): void {
    this.#numbers = numbers;
  }

  morePlots(): void {
    this.#plots.thing?.more();
  }

  /** More trees of the plot, and places if one had failed. */
  moreTrees(): void {
    this.#trees.thing?.more();
  }

  morePlaces(): void {
    this.#places.thing?.more();
  }

  reloadPlot(): void {
    this.#plot.thing?.reload();
  }

  #forget(): void {
    this.#number = undefined;
    this.#tree = none;
  }

  #kindIds(): readonly string[] {
    const { entry } = this.#source;
    const grown = entry.status === 'ready' ? entry.value.species.map((each) => each.speciesId) : [];
    return [...new Set([...grown, ...this.plots.items.flatMap(({ speciesIds }) => speciesIds)])];
  }

  async #findTree(land: Land): Promise<void> {
    const number = this.#number;
    if (number === undefined) return;
    const known = [...this.#mine, ...this.trees.items].find((each) => each.number === number);
    this.#tree = { status: 'loading' };
    const result = known
      ? ({ ok: true, value: [known] } as const)
      : await land.treesNumbered([number]);
    if (number !== this.#number) return;
    if (result.ok) this.#found(result.value.find((tree) => tree.number === number));
    else this.#tree = { status: 'failed', error: result.error };
    this.#host.requestUpdate();
  }

  #found(tree: Tree | undefined): void {
    this.#tree = tree ? { status: 'ready', value: tree } : { status: 'unknown' };
    if (tree) this.#plotId = tree.plotId;
  }

  /** Where they cannot be read the element does without: nothing is lost by it, and the next visit asks again. */
  async #findMine(land: Land): Promise<void> {
    const numbers = this.#numbers;
    const result = numbers.length === 0 ? undefined : await land.treesNumbered(numbers);
    if (numbers !== this.#numbers) return;
    this.#mine = result?.ok ? result.value.filter((tree) => numbers.includes(tree.number)) : [];
    this.#host.requestUpdate();
  }
}
