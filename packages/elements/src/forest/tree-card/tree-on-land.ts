/** A tree with its kind and its plot, as one thing that is shown or not. */
import type { Plot, Species, WholeTree } from '@kindcart/contract';
import { isTreeId } from '@kindcart/contract/ids';
import type { Entry, ForestStore, Snapshot } from '@kindcart/store/forest';

export interface TreeOnLand {
  readonly tree: WholeTree;
  readonly species: Species;
  readonly plot: Plot;
}

/** Watches a tree by its id or its number, and what is said of it. */
export function treeOnLand(store: ForestStore, name: string): Entry<TreeOnLand> {
  const trees = isTreeId(name) ? store.tree(name) : store.treeNumbered(name);
  const beside = () => {
    const tree = knownOf(trees.get());
    return tree && ([store.species(tree.speciesId), store.plot(tree.plotId)] as const);
  };
  return {
    get: () => joined(trees.get(), beside()),
    subscribe(listener) {
      const stops = new Map<object, () => void>();
      const follow = () => {
        for (const entry of beside() ?? []) {
          if (!stops.has(entry)) stops.set(entry, entry.subscribe(listener));
        }
      };
      const stop = trees.subscribe(() => {
        follow();
        listener();
      });
      follow();
      return () => {
        stop();
        for (const each of stops.values()) each();
      };
    },
    reload() {
      for (const entry of beside() ?? []) entry.reload();
      trees.reload();
    },
  };
}

function knownOf<Value>(snapshot: Snapshot<Value>): Value | undefined {
  return 'value' in snapshot ? (snapshot.value ?? undefined) : undefined;
}

/** All three are known, or it is said why not. */
function joined(
  whole: Snapshot<WholeTree>,
  beside: readonly [Entry<Species>, Entry<Plot>] | undefined,
): Snapshot<TreeOnLand> {
  const tree = knownOf(whole);
  // Without a tree there is nothing beside it: what is said of it is said of all.
  if (tree === undefined || beside === undefined) return withoutValue(whole);
  const [species, plot] = [beside[0].get(), beside[1].get()];
  const [kind, land] = [knownOf(species), knownOf(plot)];
  if (kind === undefined) return withoutValue(species);
  if (land === undefined) return withoutValue(plot);
  const value = { tree, species: kind, plot: land };
  return whole.status === 'error' || whole.status === 'loading' ? whole : { ...whole, value };
}

function withoutValue(snapshot: Snapshot<unknown>): Snapshot<never> {
  if (snapshot.status === 'offline') return { ...snapshot, value: null };
  return snapshot.status === 'ready' ? { status: 'loading' } : snapshot;
}
