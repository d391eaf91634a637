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
import type { Snapshot } from './snapshot.ts';

export type { Entry } from './entries.ts';
export type { Snapshot } from './snapshot.ts';

/** What a forest store is made of. Everything but the client has a default. */
export interface ForestStoreOptions {
  readonly client: Pick<
    ForestClient,
    'listSpecies' | 'listPlots' | 'listTrees' | 'getTree' | 'getForest'
  >;
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
  /** The tree with a number of the charity, such as `1024`. */
  readonly treeNumbered: (number: string) => Entry<WholeTree>;
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
  const numbered = createEntries<NumberedTree>({
    ...shared,
    isId: (text): text is string => isTreeNumber(text),
    list: ([number = ''], call) => findNumbered(client, number, call),
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
    treeNumbered(number) {
      const entry = numbered.entry(number);
      return { ...entry, get: () => treeOf(entry.get()) };
    },
    forest: () => forests.entry(forestId),
  };
}

/** A tree under the number that it was asked for by. */
interface NumberedTree {
  readonly id: string;
  readonly tree: WholeTree;
}

/** Whether the text can be the number of a tree. */
export function isTreeNumber(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text);
}

/** By its number a tree is only found; its observations come by its id. */
async function findNumbered(
  client: Pick<ForestClient, 'listTrees' | 'getTree'>,
  number: string,
  call: { readonly fresh: boolean },
): Promise<Result<{ readonly items: readonly NumberedTree[] }>> {
  const listed = await client.listTrees({ query: { numbers: [Number(number)] } }, call);
  if (!listed.ok) return listed;
  const [found] = listed.value.items;
  if (found === undefined) return { ...listed, value: { items: [] } };
  const read = await client.getTree({ params: { treeId: found.id } }, call);
  return read.ok ? { ...read, value: { items: [{ id: number, tree: read.value }] } } : read;
}

function treeOf(snapshot: Snapshot<NumberedTree>): Snapshot<WholeTree> {
  if (snapshot.status === 'ready') return { ...snapshot, value: snapshot.value.tree };
  if (snapshot.status === 'offline') return { ...snapshot, value: snapshot.value?.tree ?? null };
  return snapshot;
}

const noTree: Id<'tree'> = 'tre_';

async function one<Item>(
  asked: Promise<Result<Item>>,
): Promise<Result<{ readonly items: readonly Item[] }>> {
  const result = await asked;
  return result.ok ? { ...result, value: { items: [result.value] } } : result;
}
