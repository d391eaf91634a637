/** Shops that tell of their orders: their events taken in, applied, and asked for where they are missed. */
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import { isRefusal } from '../../database/errors.ts';
import type { Database } from '../../database/schema.ts';
import type { Clock } from '../../http/clock.ts';
import type { Metrics } from '../../http/metrics.ts';
import { startWorker, type Worker } from '../../jobs/worker.ts';
import { createGroupCommit, type GroupCommit } from '../../ledger/group-commit.ts';
import { type ApplyingParts, applyRound } from './applying.ts';
import { type Arrival, keepArrivals } from './event-records.ts';
import type { FetchingOptions } from './fetching.ts';
import { createShopMetrics, type ShopMetrics } from './metrics.ts';
import { type ReconcilingParts, reconcileRound } from './reconciling.ts';

export interface ShopsOptions
  extends Omit<ApplyingParts, 'metrics'>,
    Pick<ReconcilingParts, 'fetch' | 'everyMs' | 'newEventId'> {
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/** How shops are asked for what they did not tell. */
export interface AskingOptions extends FetchingOptions {
  readonly everyMs: number;
}

/** What takes events in. */
export interface ShopIntake {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly newEventId: () => Id<'shopEvent'>;
  readonly arrivals: GroupCommit<Arrival, boolean>;
  readonly metrics: ShopMetrics;
  /** There is an event to apply. */
  readonly onKept: () => void;
}

export interface Shops {
  /** What their address needs, see `registerShopEvents`. */
  readonly intake: ShopIntake;
  /** Applies events that are due, and says how many. */
  applyRound(): Promise<number>;
  /** Asks a shop that is due, and says how many that were. */
  reconcileRound(): Promise<number>;
  start(): void;
  /** Ends rounds under way, and gives up asking shops; that is done again later. */
  stop(): Promise<void>;
}

const restMs = { applying: 1_000, reconciling: 30_000 } as const;

export function createShops(options: ShopsOptions): Shops {
  const { db, clock, newEventId, now, onError } = options;
  const metrics = createShopMetrics(options.metrics);
  const arrivals = createGroupCommit<Arrival, boolean>({
    write: (items) => keepArrivals(db, items, now()),
    isRefusal,
  });
  const givenUp = new AbortController();
  let applying: Worker | undefined;
  let reconciling: Worker | undefined;
  const onKept = () => applying?.wake();
  const parts = { ...options, metrics, onKept, signal: givenUp.signal };
  const shops: Shops = {
    intake: { db, clock, newEventId, arrivals, metrics, onKept },
    applyRound: () => applyRound(parts),
    reconcileRound: () => reconcileRound(parts),
    start() {
      const { applyRound: round } = shops;
      applying ??= startWorker({ name: 'shop events', round, restMs: restMs.applying, onError });
      reconciling ??= startWorker({
        name: 'asking shops',
        round: shops.reconcileRound,
        restMs: restMs.reconciling,
        onError,
      });
    },
    async stop() {
      givenUp.abort();
      await arrivals.drained();
      await Promise.all([applying?.stop(), reconciling?.stop()]);
    },
  };
  return shops;
}
