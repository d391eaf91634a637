import { createDeedsClient } from '@kindcart/client';
import { createDeedsStore, type DeedsStore } from '@kindcart/store/deeds';
import { liveFor, onePerTarget, type Target } from './live-registry.ts';

/** The page's one store of challenges for a platform and key, beside the store of projects, on the same stream. */
export const deedsStoreFor: (target: Target) => DeedsStore = onePerTarget((target) =>
  createDeedsStore({ client: createDeedsClient(target), live: liveFor(target) }),
);
