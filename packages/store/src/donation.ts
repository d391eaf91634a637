/** One donation as the platform tells of it, asked for until its outcome is known. */
import type { PageClient } from '@kindcart/client';
import type { DonationStatus, Id } from '@kindcart/contract';
import { createCell } from './cell.ts';
import type { Entry } from './entries.ts';
import { type Clock, platformClock } from './ports.ts';
import { failed, type Snapshot } from './snapshot.ts';

/** What following a donation is made of. */
export interface DonationOptions {
  readonly client: Pick<PageClient, 'getDonationStatus'>;
  readonly clock?: Clock;
}

/** A payment that is on its way is asked for again, first soon and then less and less often. */
const pollFirstMs = 500;
const pollMaxMs = 30_000;
const pollGrowth = 1.6;

/** A donation to watch: watching it fetches it, and ends with the outcome or the last watcher. */
export function createDonation(
  options: DonationOptions,
  donationId: Id<'donation'>,
): Entry<DonationStatus> {
  const { client, clock = platformClock } = options;
  const cell = createCell<Snapshot<DonationStatus>>({ status: 'loading' });
  let watchers = 0;
  let busy = false;
  let pollMs = pollFirstMs;
  let callOff: (() => void) | undefined;

  async function load(): Promise<void> {
    callOff?.();
    if (busy) return;
    busy = true;
    if (cell.get().status === 'error') cell.set({ status: 'loading' });
    const result = await client.getDonationStatus({ params: { donationId } }, { fresh: true });
    busy = false;
    if (!result.ok) cell.set(failed(cell.get(), result.error));
    else cell.set({ status: 'ready', value: result.value, stale: false, asOf: clock.nowMs() });
    if (watchers > 0 && !isSettled(cell.get())) loadLater();
  }

  function loadLater(): void {
    callOff = clock.after(pollMs, () => void load());
    pollMs = Math.min(pollMs * pollGrowth, pollMaxMs);
  }

  return {
    get: cell.get,
    subscribe(listener) {
      watchers += 1;
      const unsubscribe = cell.subscribe(listener);
      if (!isSettled(cell.get())) void load();
      let watching = true;
      return () => {
        if (!watching) return;
        watching = false;
        watchers -= 1;
        unsubscribe();
        if (watchers === 0) callOff?.();
      };
    },
    reload: () => void load(),
  };
}

/** Whether asking again by itself would bring nothing new: paid, over, or refused for good. */
function isSettled(snapshot: Snapshot<DonationStatus>): boolean {
  if (snapshot.status === 'ready') return !/^(pending|processing)$/.test(snapshot.value.state);
  return snapshot.status === 'error';
}
