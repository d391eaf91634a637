/**
 * What a page with a forest knows: kinds of trees, plots and trees, each shared by all who show it. Apart
 * from the store, so that neither carries the other.
 */
import type { ForestClient, Result } from '@kindcart/client';
import type { Forest, Id, Plot, Species, WholeTree } from '@kindcart/contract';
import { isPlotId, isSpeciesId, isTreeId } from '@kindcart/contract/ids';
import { idsMax } from '@kindcart/contract/routes';
import { createEntries, type Entry } from './entries.ts';
import { silent } from './live.ts';
import { type Clock, platformClock } from './ports.ts';

export type { Entry } from './entries.ts';

/** What a forest store is made of. Everything but the client has a default. */
export interface ForestStoreOptions {
  readonly client: Pick<ForestClient, 'listSpecies' | 'listPlots' | 'getTree' | 'getForest'>;
  readonly clock?: Clock;
  /** Runs something once per frame; at the end of the task when left out. */
  readonly schedule?: (run: () => void) => void;
  /** For how long a fetched value is fresh; 60,000 ms when left out. */
  readonly freshMs?: number;
}

/** The forest of the key has no id of its own. */
export const forestId = 'forest';
export type TheForest = Forest & { readonly id: typeof forestId };

export interface ForestStore {
  readonly species: (id: string) => Entry<Species>;
  readonly plot: (id: string) => Entry<Plot>;
  readonly tree: (id: string) => Entry<WholeTree>;
  /** The whole forest in numbers. */
  readonly forest: () => Entry<TheForest>;
}

export function createForestStore(options: ForestStoreOptions): ForestStore {
  const { client, clock = platformClock, freshMs = 60_000 } = options;
  const schedule = options.schedule ?? ((run: () => void) => void clock.after(0, run));
  const shared = { clock, schedule, freshMs, live: silent };
  const species = createEntries<Species>({
    ...shared,
    isId: isSpeciesId,
    list: (ids, call) => client.listSpecies({ query: { ids } }, call),
    max: idsMax,
    unknown: 'species_unknown',
  });
  const plots = createEntries<Plot>({
    ...shared,
    isId: isPlotId,
    list: (ids, call) => client.listPlots({ query: { ids } }, call),
    max: idsMax,
    unknown: 'plot_unknown',
  });
  const trees = createEntries<WholeTree>({
    ...shared,
    isId: isTreeId,
    list: ([treeId = noTree], call) => one(client.getTree({ params: { treeId } }, call)),
    max: 1,
    unknown: 'tree_unknown',
  });
  const forests = createEntries<TheForest>({
    ...shared,
    isId: (text) => text === forestId,
    async list(_, call) {
      const result = await client.getForest({}, call);
      return result.ok
        ? { ...result, value: { items: [{ ...result.value, id: forestId }] } }
        : result;
    },
    max: 1,
    unknown: 'not_found',
  });
  return {
    species: species.entry,
    plot: plots.entry,
    tree: trees.entry,
    forest: () => forests.entry(forestId),
  };
}

const noTree: Id<'tree'> = 'tre_';

async function one<Item>(
  asked: Promise<Result<Item>>,
): Promise<Result<{ readonly items: readonly Item[] }>> {
  const result = await asked;
  return result.ok ? { ...result, value: { items: [result.value] } } : result;
}
