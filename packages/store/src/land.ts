/**
 * What a page reads of a forest by pages: plots, the places and trees of one, and trees by their numbers.
 * Apart from the forest's store, which elements without lists do not need to carry.
 */
import type { CallError, ForestClient, Result } from '@kindcart/client';
import type { Id, Place, Plot, Tree } from '@kindcart/contract';
import { createCell, type Watchable } from './cell.ts';

/** As much of a list as is known. */
export interface Pages<Item> {
  readonly items: readonly Item[];
  /** Whether there is more to fetch. */
  readonly hasMore: boolean;
  /** Whether a page is on its way. */
  readonly busy: boolean;
  /** Why the last page could not be fetched. */
  readonly error: CallError | null;
}

/** A list that is fetched page by page. */
export interface PagedList<Item> extends Watchable<Pages<Item>> {
  /** Fetches the next page, or the one that failed before; nothing while one is on its way. */
  readonly more: () => void;
}

/** One answer, and what to ask with for the next. */
interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

export interface Land {
  /** All plots, newest first. */
  readonly plots: () => PagedList<Plot>;
  /** Places of a plot by number. */
  readonly places: (plotId: Id<'plot'>) => PagedList<Place>;
  /** Trees of a plot by number. */
  readonly trees: (plotId: Id<'plot'>) => PagedList<Tree>;
  /** Trees by their numbers; those that do not exist are left out. */
  readonly treesNumbered: (numbers: readonly number[]) => Promise<Result<readonly Tree[]>>;
}

/** Of one request. */
const most = { plots: 100, places: 2_000, trees: 100, numbers: 200 } as const;

export function createLand(
  client: Pick<ForestClient, 'listPlots' | 'listPlaces' | 'listTrees'>,
): Land {
  const plots = createPages<Plot, string>(async (cursor) =>
    byCursor(await client.listPlots({ query: { limit: most.plots, ...(cursor && { cursor }) } })),
  );
  return {
    plots: () => plots,
    places: onePerPlot((plotId) =>
      createPages<Place, number>(async (after) => {
        const query = { limit: most.places, ...(after !== null && { after }) };
        const result = await client.listPlaces({ params: { plotId }, query });
        if (!result.ok) return result;
        const { items, nextAfter } = result.value;
        return { ...result, value: { items, next: nextAfter } };
      }),
    ),
    trees: onePerPlot((plotId) =>
      createPages<Tree, string>(async (cursor) => {
        const query = { plotId, limit: most.trees, ...(cursor && { cursor }) };
        return byCursor(await client.listTrees({ query }));
      }),
    ),
    async treesNumbered(numbers) {
      const asked = [...new Set(numbers)].slice(0, most.numbers);
      const result = await client.listTrees({ query: { numbers: asked } });
      return result.ok ? { ...result, value: result.value.items } : result;
    },
  };
}

/** Whoever asks for the list of a plot again gets the same, with all that was fetched of it. */
function onePerPlot<Item>(
  make: (plotId: Id<'plot'>) => PagedList<Item>,
): (plotId: Id<'plot'>) => PagedList<Item> {
  const made = new Map<string, PagedList<Item>>();
  return (plotId) => {
    const list = made.get(plotId) ?? make(plotId);
    made.set(plotId, list);
    return list;
  };
}

function byCursor<Item>(
  result: Result<{ readonly items: readonly Item[]; readonly nextCursor: string | null }>,
): Result<Page<Item, string>> {
  if (!result.ok) return result;
  const { items, nextCursor } = result.value;
  return { ...result, value: { items, next: nextCursor } };
}

function createPages<Item, Cursor>(
  fetchPage: (after: Cursor | null) => Promise<Result<Page<Item, Cursor>>>,
): PagedList<Item> {
  const cell = createCell<Pages<Item>>({ items: [], hasMore: true, busy: false, error: null });
  let next: Cursor | null = null;
  async function more(): Promise<void> {
    const before = cell.get();
    if (before.busy || !before.hasMore) return;
    cell.set({ ...before, busy: true, error: null });
    const result = await fetchPage(next);
    if (!result.ok) return cell.set({ ...before, busy: false, error: result.error });
    next = result.value.next;
    const items = [...before.items, ...result.value.items];
    cell.set({ items, hasMore: next !== null, busy: false, error: null });
  }
  return {
    get: cell.get,
    subscribe(listener) {
      if (cell.get().items.length === 0) void more();
      return cell.subscribe(listener);
    },
    more: () => void more(),
  };
}
