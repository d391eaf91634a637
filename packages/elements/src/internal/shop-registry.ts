import { createShopClient } from '@kindcart/client';
import { createShopStore, type ShopStore } from '@kindcart/store/shop';
import { liveFor, onePerTarget, type Target } from './live-registry.ts';

/** The page's one shop store for a platform and key, beside the store of projects, on the same stream. */
export const shopStoreFor: (target: Target) => ShopStore = onePerTarget((target) =>
  createShopStore({ client: createShopClient(target), live: liveFor(target) }),
);
