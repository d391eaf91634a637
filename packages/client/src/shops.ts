/** The part of a client that pages of a shop call. */
import type { LiveItem } from '@kindcart/contract';
import { shopRoutes } from '@kindcart/contract/routes';
import { readLiveItem } from './live.ts';
import { type ClientOptions, type Method, methodsOf } from './methods.ts';
import type { Result } from './result.ts';
import { shopCodes } from './shop-codes.ts';

/** What a page of a shop calls besides all that a `PageClient` can. */
export type ShopClient = { readonly [Name in keyof typeof shopRoutes]: Method<Name> } & {
  /** Reads the data of a live event named `item`; `response_invalid` when it is none. */
  readonly readLiveItem: (data: string) => Result<LiveItem>;
};

/** Makes the client of a page of a shop: apart from the page's, so that other pages do not carry it. */
export function createShopClient(options: ClientOptions): ShopClient {
  const method = methodsOf({ ...options, moreCodes: shopCodes }, shopRoutes);
  return {
    listCharityItems: method('listCharityItems'),
    previewPledge: method('previewPledge'),
    getShopImpact: method('getShopImpact'),
    readLiveItem,
  };
}
