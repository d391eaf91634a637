import { type LiveId, liveAddress } from '@kindcart/client';
import { createLive, type Live, liveOver } from '@kindcart/store';

/** A platform, and the key to ask it with. */
export interface Target {
  readonly baseUrl: string;
  readonly key: string;
}

/** Makes one of something for each platform and key, and gives the same to all who ask again. */
export function onePerTarget<Made>(make: (target: Target) => Made): (target: Target) => Made {
  const all = new Map<string, Made>();
  return (target) => {
    const name = `${target.key} ${target.baseUrl}`;
    const made = all.get(name) ?? make(target);
    all.set(name, made);
    return made;
  };
}

/** The page's one live stream for a platform and key, whatever its stores are about. */
export const liveFor: (target: Target) => Live<LiveId> = onePerTarget((target) =>
  createLive<LiveId>({
    open: liveOver(EventSource),
    urlOf: (ids) => liveAddress(target, ids),
  }),
);
