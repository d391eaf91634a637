/**
 * What a page of a shop knows: charity items, each shared by all who show it, and what a merchant's have
 * given together. Apart from the store, so that neither carries the other.
 */
import type { LiveId, ShopClient } from '@kindcart/client';
import type { CharityItem, ShopImpact } from '@kindcart/contract';
import { isCharityItemId, isMerchantId } from '@kindcart/contract/ids';
import { idsMax } from '@kindcart/contract/routes';
import { createEntries, type Entry } from './entries.ts';
import { type Live, silent } from './live.ts';
import { type Clock, platformClock } from './ports.ts';

export type { Entry } from './entries.ts';

/** What a shop store is made of. Everything but the client has a default. */
export interface ShopStoreOptions {
  readonly client: Pick<ShopClient, 'listCharityItems' | 'getShopImpact' | 'readLiveItem'>;
  /** The page's live stream, see `createLive`; without it nothing is live. */
  readonly live?: Live<LiveId>;
  readonly clock?: Clock;
  /** Runs something once per frame; at the end of the task when left out. */
  readonly schedule?: (run: () => void) => void;
  /** For how long a fetched value is fresh; 60,000 ms when left out. */
  readonly freshMs?: number;
}

export interface ShopStore {
  /** The shared entry of a charity item; watching it fetches it and keeps it live. */
  readonly charityItem: (id: string) => Entry<CharityItem>;
  /** The shared entry of what a merchant's charity items have given together. */
  readonly impact: (merchantId: string) => Entry<ShopImpact>;
}

export function createShopStore(options: ShopStoreOptions): ShopStore {
  const { client, clock = platformClock, freshMs = 60_000, live = silent } = options;
  const schedule = options.schedule ?? ((run: () => void) => void clock.after(0, run));
  const shared = { clock, schedule, freshMs };
  const items = createEntries<CharityItem>({
    ...shared,
    live,
    isId: isCharityItemId,
    list: (ids, call) => client.listCharityItems({ query: { ids } }, call),
    max: idsMax,
    unknown: 'charity_item_unknown',
  });
  const impacts = createEntries<ShopImpact>({
    ...shared,
    // The stream tells of charity items; a merchant's sums are as fresh as their last fetch.
    live: silent,
    isId: isMerchantId,
    async list([merchantId = 'mer_'], call) {
      const result = await client.getShopImpact({ params: { merchantId } }, call);
      return result.ok ? { ...result, value: { items: [result.value] } } : result;
    },
    max: 1,
    unknown: 'merchant_unknown',
  });
  live.listen({
    onNews(name, data) {
      if (name !== 'item') return;
      const news = client.readLiveItem(data);
      if (news.ok) items.merge(news.value.charityItemId, news.value.totals);
      else items.reloadWatched();
    },
    onMissed() {
      items.reloadWatched();
      impacts.reloadWatched();
    },
  });
  return { charityItem: items.entry, impact: impacts.entry };
}
