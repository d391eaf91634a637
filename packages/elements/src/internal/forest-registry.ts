import { createForestClient } from '@kindcart/client';
import { createForestStore, type ForestStore } from '@kindcart/store/forest';
import { onePerTarget, type Target } from './live-registry.ts';

/** The page's one forest store for a platform and key, beside the store of projects. */
export const forestStoreFor: (target: Target) => ForestStore = onePerTarget((target) =>
  createForestStore({ client: createForestClient(target) }),
);
