import { createDeedsClient } from '@kindcart/client';
import { createOwnParticipant, type OwnParticipant } from '@kindcart/store/participant';
import { onePerTarget, type Target } from '../../internal/live-registry.ts';
import { type PageDevice, pageDevice } from './page-device.ts';

/** The participant of this device for one platform and key. */
export interface Own extends OwnParticipant {
  readonly keeping: PageDevice['keeping'];
}

/** The page's one participant for a platform and key, whatever elements show it. */
export const ownFor: (target: Target) => Own = onePerTarget((target) => {
  const device = pageDevice(`${target.baseUrl} ${target.key}`);
  const own = createOwnParticipant({
    client: createDeedsClient(target),
    device,
    clock: { nowMs: () => Date.now() },
    newKey: () => crypto.randomUUID(),
  });
  return { ...own, keeping: device.keeping };
});
