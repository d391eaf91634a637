/** The places of a plot, a page of them at a time: a large plot has more than anybody looks at. */
import type { CallError, ForestClient } from '@kindcart/client';
import type { Id, Place } from '@kindcart/contract';
import { createCell, type Watchable } from '../cell.ts';

/** As much of a plot's places as is shown. */
export interface PlacesState {
  readonly status: 'loading' | 'ready' | 'offline' | 'error';
  /** The places of this page by number; those of the page before while it is loading. */
  readonly items: readonly Place[];
  /** The number before the page's first. */
  readonly after: number;
  /** Whether there are places behind these. */
  readonly hasMore: boolean;
  readonly error: CallError | null;
}

export interface Places extends Watchable<PlacesState> {
  /** Shows the page on which the place of this number is. */
  readonly goTo: (number: number) => void;
  /** Asks for the same page again, past the browser's cache. */
  readonly reload: () => void;
}

/** Places of one page. */
export const placesShown = 500;

export function createPlaces(client: Pick<ForestClient, 'listPlaces'>, plotId: Id<'plot'>): Places {
  const cell = createCell<PlacesState>({
    status: 'loading',
    items: [],
    after: 0,
    hasMore: false,
    error: null,
  });
  let turn = 0;

  async function load(after: number, fresh: boolean): Promise<void> {
    turn += 1;
    const startedIn = turn;
    cell.set({ ...cell.get(), status: 'loading', after, error: null });
    const query = { after, limit: placesShown };
    const result = await client.listPlaces({ params: { plotId }, query }, { fresh });
    if (turn !== startedIn) return;
    if (result.ok) {
      const { items, nextAfter } = result.value;
      cell.set({ status: 'ready', items, after, hasMore: nextAfter !== null, error: null });
      return;
    }
    const { error } = result;
    const isOffline = error.code === 'network_error' || error.code === 'timeout';
    cell.set({ ...cell.get(), status: isOffline ? 'offline' : 'error', error });
  }

  void load(0, true);
  return {
    get: cell.get,
    subscribe: cell.subscribe,
    goTo(number) {
      const after = Math.max(0, Math.floor((number - 1) / placesShown) * placesShown);
      if (after !== cell.get().after || cell.get().status !== 'ready') void load(after, true);
    },
    reload: () => void load(cell.get().after, true),
  };
}
