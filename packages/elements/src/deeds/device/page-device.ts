/** Where a page keeps the participant of its device: key and record in IndexedDB, one for each platform and key. */
import type { DevicePort, ParticipantRecord } from '@kindcart/store/participant';
import { emptyRecord } from '@kindcart/store/participant';
import { type Kept, openKept } from './kept.ts';
import { type KeptKeys, keysOf, makeKeys } from './keys.ts';

/**
 * What becomes of what a device keeps. `lasting`: it outlives the page. `page`: it ends with it. `lost`: there may be
 * a key and a record, which cannot be read now; so that nothing is given in another name.
 */
export type Keeping = 'lasting' | 'page' | 'lost';

/** A device of a page. */
export interface PageDevice extends DevicePort {
  /** Undefined until it has been read. It can change at any time. */
  readonly keeping: () => Keeping | undefined;
}

/**
 * The device of this browser.
 *
 * @param name - sets those of different platforms apart
 * @param open - opens what is kept
 */
export function pageDevice(name: string, open: () => Promise<Kept> = openKept): PageDevice {
  let reading: Promise<Kept> | undefined;
  let values: Kept | undefined;
  let isLost = false;
  const kept = () => {
    reading ??= read();
    return reading;
  };
  // Keys that are not kept yet, by their thumbprints.
  const fresh = new Map<string, KeptKeys>();
  const keysName = `keys ${name}`;
  const recordName = `record ${name}`;
  // At the beginning of a visit, so that they are known when the database goes away.
  const read = async () => {
    const opened = await open();
    const wasThere = opened.isLasting();
    const keys = await opened.change(keysName, (before) => before);
    isLost = wasThere && !opened.isLasting() && !isKeys(keys);
    await opened.change(recordName, (before) => before);
    values = opened;
    return opened;
  };
  return {
    keeping() {
      if (isLost) return 'lost';
      return values && (values.isLasting() ? 'lasting' : 'page');
    },
    async keys() {
      const opened = await kept();
      if (isLost) throw new Error('The key of this device cannot be read.');
      const known = await opened.change(keysName, (before) => before);
      if (isKeys(known)) return keysOf(known);
      const made = await makeKeys();
      // Another tab may have made one meanwhile, and that one stays.
      const now = await opened.change(keysName, (before) => (isKeys(before) ? before : made));
      return keysOf(isKeys(now) ? now : made);
    },
    async newKeys() {
      const made = await makeKeys();
      fresh.set(made.device, made);
      return keysOf(made);
    },
    async adopt({ device }) {
      const made = fresh.get(device);
      if (made) await (await kept()).change(keysName, () => made);
    },
    async update(change) {
      let after = emptyRecord;
      await (await kept()).change(recordName, (before) => {
        after = change(isRecord(before) ? before : emptyRecord);
        return after;
      });
      return after;
    },
    alone: (work) => alone(`kindcart ${name}`, work),
  };
}

/** One at a time over all tabs; over this one where the browser knows no locks. */
const queues = new Map<string, Promise<unknown>>();

async function alone<Done>(name: string, work: () => Promise<Done>): Promise<Done> {
  if ('locks' in navigator) return await navigator.locks.request(name, work);
  const turn = (queues.get(name) ?? Promise.resolve()).then(work);
  queues.set(
    name,
    turn.catch(() => {
      // Whoever asked for the turn hears of it; the next one begins all the same.
    }),
  );
  return turn;
}

function isKeys(value: unknown): value is KeptKeys {
  return typeof value === 'object' && value !== null && 'pair' in value && 'publicKey' in value;
}

/** Only this version of this page writes here, so what is checked is that it is whole. */
function isRecord(value: unknown): value is ParticipantRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['counted', 'waiting', 'sending', 'told'].every((name) =>
      Array.isArray(Reflect.get(value, name)),
    )
  );
}
