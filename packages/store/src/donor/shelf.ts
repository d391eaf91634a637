/** Where a visit is kept while its tab is open. */
import type { DonorSession } from '@kindcart/contract';
import type { Clock, StoragePort } from '../ports.ts';

/** The visit of one tab. */
export interface SessionShelf {
  /** What is kept; `over` when its time is over, and then it is kept no more. */
  readonly load: () => DonorSession | 'over' | null;
  readonly save: (session: DonorSession) => void;
  readonly clear: () => void;
}

/** @param storage - the tab's; without one a visit ends with a reload of the page */
export function createSessionShelf(
  storage: StoragePort | undefined,
  clock: Clock,
  key: string,
): SessionShelf {
  /** A storage that is full or forbidden keeps nothing, which only costs a new link. */
  function attempt<Value>(run: (port: StoragePort) => Value): Value | null {
    try {
      return storage ? run(storage) : null;
    } catch {
      return null;
    }
  }
  const clear = () => void attempt((port) => port.removeItem(key));
  return {
    load() {
      const session = read(attempt((port) => port.getItem(key)));
      if (session === null || Date.parse(session.expiresAt) > clock.nowMs()) return session;
      clear();
      return 'over';
    },
    save: (session) => void attempt((port) => port.setItem(key, JSON.stringify(session))),
    clear,
  };
}

/** The storage is the page's own: whatever may stand there is looked at before it is believed. */
function read(text: string | null): DonorSession | null {
  try {
    const { session, expiresAt }: Partial<DonorSession> = Object(JSON.parse(text ?? 'null'));
    const isSession = typeof session === 'string' && typeof expiresAt === 'string';
    return isSession && Number.isFinite(Date.parse(expiresAt)) ? { session, expiresAt } : null;
  } catch {
    return null;
  }
}
