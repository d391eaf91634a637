/** The charity item whose projects a shopper may choose among. */
import type { ShopClient } from '@kindcart/client';
import type { CharityItem, Id } from '@kindcart/contract';
import { createCell } from './cell.ts';
import type { Entry } from './entries.ts';
import { type Clock, platformClock } from './ports.ts';
import { failed, type Snapshot } from './snapshot.ts';

/** What reading it is made of. */
export interface CauseOptions {
  readonly client: Pick<ShopClient, 'listCharityItems'>;
  readonly clock?: Clock;
}

/** One charity item; the first who watches it fetches it. */
export function createCause(
  { client, clock = platformClock }: CauseOptions,
  id: Id<'charityItem'>,
): Entry<CharityItem> {
  const cell = createCell<Snapshot<CharityItem>>({ status: 'loading' });
  let begun = false;
  let busy = false;

  async function load(): Promise<void> {
    if (busy) return;
    busy = true;
    begun = true;
    if (cell.get().status === 'error') cell.set({ status: 'loading' });
    const result = await client.listCharityItems({ query: { ids: [id] } });
    busy = false;
    const [value] = result.ok ? result.value.items : [];
    if (value) cell.set({ status: 'ready', value, stale: false, asOf: clock.nowMs() });
    else cell.set(failed(cell.get(), result.ok ? unknownItem(id) : result.error));
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

function unknownItem(id: string) {
  return {
    code: 'charity_item_unknown',
    status: 404,
    message: `No charity item ${id} exists for this key.`,
    retryable: false,
    retryAfterMs: null,
    fields: [],
    requestId: null,
  } as const;
}

/** Whether a text is the id of a charity item. */
export function isCharityItemId(text: string): text is Id<'charityItem'> {
  return /^chi_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);
}
