/** The platform put together: rooms on the house, work beside requests, and an orderly end. */
import { randomFillSync } from 'node:crypto';
import { type Id, type IdKind, newId } from '@kindcart/contract';
import { createLimits, type LimitRates } from './access/limits.ts';
import { createKeyLookup } from './access/records.ts';
import { isRefusal, isUnavailable } from './database/errors.ts';
import type { OpenDatabase } from './database/open.ts';
import { insertDonations } from './giving/donations/records.ts';
import { registerDonations } from './giving/donations/routes.ts';
import { applyPaymentEvents } from './giving/donations/settlement.ts';
import { registerProjects } from './giving/projects/routes.ts';
import { createTermsCache } from './giving/projects/terms-cache.ts';
import { registerRefunds } from './giving/refunds/routes.ts';
import type { Register } from './http/api.ts';
import { type App, createApp } from './http/app.ts';
import { type Clock, systemClock } from './http/clock.ts';
import { createDrain, type Drain } from './http/drain.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import type { Logger } from './http/request-log.ts';
import { createHousekeeping } from './jobs/housekeeping.ts';
import { startWorker, type Worker } from './jobs/worker.ts';
import { createGroupCommit, QueueFullError } from './ledger/group-commit.ts';
import { createHub } from './live/hub.ts';
import { liveChannel, relayRound } from './live/relay.ts';
import { registerLive } from './live/routes.ts';
import type { ProviderFor } from './payments/port.ts';
import { refundRound } from './payments/refund-errands.ts';
import { registerSandbox, registerSandboxEvents } from './payments/sandbox/routes.ts';
import type { SandboxTimes } from './payments/sandbox/rules.ts';
import { createSandbox } from './payments/sandbox/sandbox.ts';

export interface PlatformOptions {
  readonly database: OpenDatabase;
  readonly logger: Logger;
  readonly limits: LimitRates;
  readonly trustedProxies: number;
  /** Origins of the platform's own pages; read at each request, since the port may come late. */
  readonly ownOrigins: () => readonly string[];
  readonly sandboxSecrets: readonly [string, ...string[]];
  readonly sandboxTimes?: SandboxTimes;
  readonly clock?: Clock;
  /** How long a donor has to pay. */
  readonly payWithinMs?: number;
  /** Posts a sandbox event and resolves to the answer's status; this process's own app by default. */
  readonly deliverSandboxEvent?: (
    body: string,
    headers: Readonly<Record<string, string>>,
  ) => Promise<number>;
  /** Further rooms, such as pages. */
  readonly rooms?: readonly Register[];
}

export interface Platform {
  readonly app: App;
  readonly drain: Drain;
  readonly metrics: Metrics;
  readonly newId: <Kind extends IdKind>(kind: Kind) => Id<Kind>;
  /** Starts the work beside requests. */
  start(): Promise<void>;
  /** Ends it, after what is being written is written. The database stays open. */
  stop(): Promise<void>;
}

const defaults = {
  sandboxTimes: { slowMs: 4_000, refundFailsAfterMs: 4_000 },
  payWithinMs: 60 * 60_000,
  termsKeepMs: 1_000,
  restMs: { relay: 250, refunds: 1_000, housekeeping: 30_000 },
} as const;

/** Where ids take their time and randomness from. Random bytes are fetched many at a time. */
function createIds(clock: Clock) {
  const pool = new Uint8Array(4096);
  let used = pool.length;
  const fillRandom = (bytes: Uint8Array<ArrayBuffer>) => {
    if (used + bytes.length > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    bytes.set(pool.subarray(used, used + bytes.length));
    used += bytes.length;
    return bytes;
  };
  return { nowMs: () => clock.nowMs(), fillRandom };
}

export function createPlatform(options: PlatformOptions): Platform {
  const { database, logger, clock = systemClock } = options;
  const { db } = database;
  const ids = createIds(clock);
  const id = <Kind extends IdKind>(kind: Kind) => newId(kind, ids);
  const now = () => new Date(clock.nowMs());
  const metrics = createMetrics();
  const drain = createDrain();
  const onError = (name: string, error: unknown) =>
    logger.error({ err: error, work: name }, 'work failed');

  const makings = createGroupCommit({
    write: (items: Parameters<typeof insertDonations>[1]) => insertDonations(db, items),
    isRefusal,
  });
  const newIds = { transfer: () => id('transfer'), event: () => id('event') };
  const settlements = createGroupCommit({
    write: (items: Parameters<typeof applyPaymentEvents>[1]) =>
      applyPaymentEvents(db, items, newIds),
    isRefusal,
  });

  const sandbox = createSandbox({
    db,
    secrets: options.sandboxSecrets,
    times: options.sandboxTimes ?? defaults.sandboxTimes,
    now,
    newId: { event: () => id('event'), payment: () => id('payment') },
    deliver: options.deliverSandboxEvent ?? ((body, headers) => deliverHere(app, body, headers)),
    onError,
  });
  const providerFor: ProviderFor = (livemode) => (livemode ? undefined : sandbox.provider);
  const hub = createHub(db, (error) => onError('live', error));
  const work: { relay?: Worker; refunds?: Worker; housekeeping?: Worker } = {};

  const rooms: Register[] = [
    (api) => registerProjects(api, { db, providerFor, now, newProjectId: () => id('project') }),
    (api) =>
      registerDonations(api, {
        db,
        terms: createTermsCache(db, {
          nowMs: () => clock.monotonicMs(),
          keepMs: defaults.termsKeepMs,
        }),
        makings,
        providerFor,
        now,
        newDonationId: () => id('donation'),
        payWithinMs: options.payWithinMs ?? defaults.payWithinMs,
      }),
    (api) =>
      registerRefunds(api, {
        db,
        now,
        newRefundId: () => id('refund'),
        onAsked: () => work.refunds?.wake(),
      }),
    (api) => registerSandbox(api, sandbox),
    (api) =>
      registerSandboxEvents(api, {
        secrets: options.sandboxSecrets,
        nowMs: () => clock.nowMs(),
        settlements,
        onApplied: () => work.relay?.wake(),
      }),
    (api) => registerLive(api, hub),
    ...(options.rooms ?? []),
  ];
  const app = createApp({
    logger,
    metrics,
    clock,
    ids,
    keys: createKeyLookup(db),
    limits: createLimits(options.limits, clock),
    drain,
    trustedProxies: options.trustedProxies,
    ownOrigins: options.ownOrigins,
    isUnavailable: (error) => error instanceof QueueFullError || isUnavailable(error),
    checkReady: () => db.selectFrom('setting').select('name').limit(1).execute(),
    rooms,
  });
  let unlisten: (() => Promise<void>) | undefined;

  return {
    app,
    drain,
    metrics,
    newId: id,
    async start() {
      unlisten = await database.listen(liveChannel, (payload) => hub.changed(payload));
      sandbox.start();
      const { restMs } = defaults;
      work.relay = startWorker({
        name: 'relay',
        round: () => relayRound(db),
        restMs: restMs.relay,
        onError,
      });
      work.refunds = startWorker({
        name: 'refunds',
        round: () => refundRound(db, providerFor, onError),
        restMs: restMs.refunds,
        onError,
      });
      work.housekeeping = startWorker({
        name: 'housekeeping',
        round: createHousekeeping(db, now),
        restMs: restMs.housekeeping,
        onError,
      });
    },
    async stop() {
      drain.begin();
      await Promise.all([sandbox.stop(), work.refunds?.stop(), work.housekeeping?.stop()]);
      await Promise.all([makings.drained(), settlements.drained()]);
      await work.relay?.stop();
      hub.stop();
      await unlisten?.();
    },
  };
}

async function deliverHere(
  app: App,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const response = await app.request('/v1/payments/sandbox/events', {
    method: 'POST',
    body,
    headers: { ...headers, 'Content-Type': 'application/json' },
  });
  return response.status;
}
