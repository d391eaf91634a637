import { createPageClient } from '@kindcart/client';
import { createStore, type Store } from '@kindcart/store';
import { liveFor, onePerTarget, type Target } from './live-registry.ts';
import { tabStorage } from './tab-storage.ts';

/**
 * The page's one store for a platform and key, so that all elements that ask for the same thing
 * share one request, one stream and one truth.
 */
export const storeFor: (target: Target) => Store = onePerTarget(({ baseUrl, key }) => {
  const storage = tabStorage();
  return createStore({
    client: createPageClient({ baseUrl, key }),
    live: liveFor({ baseUrl, key }),
    ...(storage && { storage }),
  });
});
