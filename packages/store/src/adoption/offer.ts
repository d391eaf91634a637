/** What can be adopted: plots with places, and the kinds of trees that are planted on them. */
import type { CallError, ForestClient } from '@kindcart/client';
import type { Id, Plot, Species } from '@kindcart/contract';
import { createCell } from '../cell.ts';
import type { Entry } from '../entries.ts';
import { type Clock, platformClock } from '../ports.ts';
import { failed, type Snapshot } from '../snapshot.ts';

/** Plots that take adoptions, and the species that are offered on any of them. */
export interface Offer {
  readonly plots: readonly Plot[];
  readonly species: readonly Species[];
}

/** What narrows an offer: one plot, one species, one project; all of the key when nothing does. */
export interface OfferScope {
  readonly plotId?: Id<'plot'> | undefined;
  readonly speciesId?: Id<'species'> | undefined;
  readonly projectId?: Id<'project'> | undefined;
}

/** What reading it is made of. */
export interface OfferOptions {
  readonly client: Pick<ForestClient, 'listPlots' | 'listSpecies'>;
  readonly clock?: Clock;
}

/** Plots of one page, and most pages: nobody chooses among more, and a page would name one of them. */
const page = { size: 100, max: 5 } as const;
/** Most ids of one request. */
const idsMax = 200;

/** One offer; the first who watches it fetches it. */
export function createOffer(
  { client, clock = platformClock }: OfferOptions,
  scope: OfferScope,
): Entry<Offer> {
  const cell = createCell<Snapshot<Offer>>({ status: 'loading' });
  let begun = false;
  let busy = false;

  async function load(): Promise<void> {
    if (busy) return;
    // Whoever asks again wants to know better than the browser's cache.
    const call = { fresh: begun };
    busy = begun = true;
    if (cell.get().status === 'error') cell.set({ status: 'loading' });
    const found = await readOffer(client, scope, call);
    busy = false;
    const asOf = clock.nowMs();
    if ('code' in found) cell.set(failed(cell.get(), found));
    else cell.set({ status: 'ready', value: found, stale: false, asOf });
  }

  return {
    get: cell.get,
    subscribe(listener) {
      if (!begun) void load();
      return cell.subscribe(listener);
    },
    reload: () => void load(),
  };
}

async function readOffer(
  client: OfferOptions['client'],
  scope: OfferScope,
  call: { readonly fresh: boolean },
): Promise<Offer | CallError> {
  const all = await readPlots(client, scope, call);
  if ('code' in all) return all;
  const plots = all.filter(({ state, speciesIds }) => {
    const isWanted = !scope.speciesId || speciesIds.includes(scope.speciesId);
    return state === 'open' && isWanted;
  });
  const named = new Set(plots.flatMap(({ speciesIds }) => speciesIds));
  const ids = scope.speciesId ? [scope.speciesId] : [...named].slice(0, idsMax);
  if (plots.length === 0) return { plots: [], species: [] };
  const result = await client.listSpecies({ query: { ids } }, call);
  if (!result.ok) return result.error;
  return { plots, species: result.value.items.filter(({ state }) => state === 'offered') };
}

async function readPlots(
  client: OfferOptions['client'],
  { plotId, projectId }: OfferScope,
  call: { readonly fresh: boolean },
): Promise<readonly Plot[] | CallError> {
  const plots: Plot[] = [];
  let cursor: string | null = null;
  for (let turn = 0; turn < page.max; turn += 1) {
    const query = plotId
      ? { ids: [plotId] }
      : { limit: page.size, ...(projectId && { projectId }), ...(cursor && { cursor }) };
    const result: Awaited<ReturnType<typeof client.listPlots>> = await client.listPlots(
      { query },
      call,
    );
    if (!result.ok) return result.error;
    plots.push(...result.value.items);
    cursor = result.value.nextCursor;
    if (!cursor) break;
  }
  return plots;
}
