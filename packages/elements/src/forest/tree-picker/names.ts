import type { Adoption, Plot, Species, WholeTree } from '@kindcart/contract';
import type { Snapshot, Watchable } from '@kindcart/store';
import type { ForestStore } from '@kindcart/store/forest';
import { textIn } from '../named.ts';

/** What an adoption is about, as far as it is known. */
export interface Things {
  readonly species: Species | null;
  readonly plot: Plot | null;
  readonly tree: WholeTree | null;
}

/** What is said of it, in the reader's language. */
export interface Names {
  /** Empty while it is not known, as the plot's. */
  readonly species: string;
  readonly plot: string;
  readonly season: Plot['season'];
  /** Undefined while there is none. */
  readonly certificateUrl: string | undefined;
}

function knownOf<Value>(snapshot: Snapshot<Value> | undefined): Value | null {
  return snapshot && 'value' in snapshot ? snapshot.value : null;
}

/** Watches what an adoption is about. */
export function watchThings(
  store: ForestStore,
  { speciesId, plotId, treeId }: Pick<Adoption, 'speciesId' | 'plotId' | 'treeId'>,
): Watchable<Things> {
  const species = store.species(speciesId);
  const plot = store.plot(plotId);
  const tree = treeId ? store.tree(treeId) : undefined;
  return {
    get: () => ({
      species: knownOf(species.get()),
      plot: knownOf(plot.get()),
      tree: knownOf(tree?.get()),
    }),
    subscribe(listener) {
      const stops = [species, plot, tree].map((entry) => entry?.subscribe(listener));
      return () => {
        for (const stop of stops) stop?.();
      };
    },
  };
}

/** What of it is said. */
export function namesOf(things: Things | undefined, locale: string): Names {
  const { species, plot, tree } = things ?? {};
  return {
    species: species ? textIn(species.names, locale).text : '',
    plot: plot ? textIn(plot.names, locale).text : '',
    season: plot?.season ?? null,
    certificateUrl: tree?.certificateUrl,
  };
}
