/** Tells the platform of every change, in the background, again and again until it arrived. */
import type { OrderStore } from './store.ts';
import type { Tell } from './tell.ts';

const firstWaitMs = 1_000;
const longestWaitMs = 5 * 60_000;
const atOnce = 20;

/** How long to wait after so many failures. */
export function waitMs(tries: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 20));
}

/** What nobody foresaw is kept with the order, as what was foreseen. */
function faultOf(error: unknown): Awaited<ReturnType<Tell>> {
  return { ok: false, fault: error instanceof Error ? error.message : String(error) };
}

export class Teller {
  readonly #store: OrderStore;
  readonly #tell: Tell;
  readonly #now: () => number;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStopped = false;

  constructor(store: OrderStore, tell: Tell, now: () => number = Date.now) {
    this.#store = store;
    this.#tell = tell;
    this.#now = now;
  }

  /**
   * Tells what is due, and comes back by itself for the rest. Say it at the start and after each change.
   *
   * @returns once all that was due has been tried
   */
  wake(): Promise<void> {
    this.#round ??= this.#tellDue().finally(() => {
      this.#round = undefined;
      this.#sleep();
    });
    return this.#round;
  }

  /** Starts no further round, and waits for the one that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  async #tellDue(): Promise<void> {
    while (!this.#isStopped) {
      const due = this.#store.due(this.#now(), atOnce);
      if (due.length === 0) return;
      for (const { order, version, tries } of due) {
        const told = await this.#tell(order).catch(faultOf);
        if (told.ok) this.#store.wasTold(order.id, version, told.answer);
        else this.#store.wasNotTold(order.id, version, told.fault, this.#now() + waitMs(tries));
      }
    }
  }

  #sleep(): void {
    clearTimeout(this.#timer);
    const dueMs = this.#store.nextDueMs();
    if (this.#isStopped || dueMs === undefined) return;
    // Nobody waits for a round that a timer starts; what it meets is kept with the order.
    this.#timer = setTimeout(() => void this.wake(), Math.max(0, dueMs - this.#now()));
    this.#timer.unref();
  }
}
