import { createPageClient } from '@kindcart/client';
import { createStore, liveOver, type Store } from '@kindcart/store';
import { tabStorage } from './tab-storage.ts';

const stores = new Map<string, Store>();

/**
 * The page's one store for a platform and key, so that all elements that ask for the same thing
 * share one request, one stream and one truth.
 */
export function storeFor(connection: { readonly baseUrl: string; readonly key: string }): Store {
  const { baseUrl, key } = connection;
  const name = `${key} ${baseUrl}`;
  let store = stores.get(name);
  if (!store) {
    const storage = tabStorage();
    store = createStore({
      client: createPageClient({ baseUrl, key }),
      live: liveOver(EventSource),
      ...(storage && { storage }),
    });
    stores.set(name, store);
  }
  return store;
}
