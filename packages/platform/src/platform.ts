/** The platform put together: rooms on the house, work beside requests, and an orderly end. */
import { type Id, type IdKind, newId } from '@kindcart/contract';
import { createLimits, type LimitRates } from './access/limits.ts';
import { createKeyLookup } from './access/records.ts';
import { isRefusal, isUnavailable } from './database/errors.ts';
import type { OpenDatabase } from './database/open.ts';
import { createFreshDonations } from './giving/donations/fresh.ts';
import { insertDonations, type Making, type NewDonation } from './giving/donations/records.ts';
import { registerDonations } from './giving/donations/routes.ts';
import {
  applyPaymentEvents,
  type EventOutcome,
  type PaymentEvent,
} from './giving/donations/settlement.ts';
import { registerGifts } from './giving/gifts/routes.ts';
import { registerProjects } from './giving/projects/routes.ts';
import { createTermsCache } from './giving/projects/terms-cache.ts';
import { registerRefunds } from './giving/refunds/routes.ts';
import type { Register } from './http/api.ts';
import { type App, createApp } from './http/app.ts';
import { type Clock, systemClock } from './http/clock.ts';
import { createDrain, type Drain } from './http/drain.ts';
import { createIdSource } from './http/ids.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import type { Logger } from './http/request-log.ts';
import type { Follower } from './jobs/followers.ts';
import { createHousekeeping } from './jobs/housekeeping.ts';
import { liveChannel, relayRound, relayRowsMax } from './jobs/relay.ts';
import { startWorker, type Worker } from './jobs/worker.ts';
import { createGroupCommit, type GroupCommit, QueueFullError } from './ledger/group-commit.ts';
import { createHub, type Hub } from './live/hub.ts';
import { registerLive } from './live/routes.ts';
import type { PaymentProvider, ProviderFor, ProviderNamed } from './payments/port.ts';
import { refundRound } from './payments/refund-errands.ts';
import { registerSandbox, registerSandboxEvents } from './payments/sandbox/routes.ts';
import type { SandboxTimes } from './payments/sandbox/rules.ts';
import { createSandbox, type Sandbox } from './payments/sandbox/sandbox.ts';
import { registerStripeEvents } from './payments/stripe/routes.ts';
import type { StripeSettings } from './payments/stripe/settings.ts';
import { createStripe, type StripeGateway } from './payments/stripe/stripe.ts';

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
  /** Pays gifts through Stripe, in the modes that have keys; the sandbox stays for what it has. */
  readonly stripe?: StripeSettings | undefined;
  /** Replaces all providers, for tests of the port. */
  readonly providerFor?: ProviderFor;
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
} as const;

/** Longest rest of each kind of work beside requests. */
const restMs = { relay: 250, refunds: 1_000, housekeeping: 30_000 } as const;

/** What the rooms share. */
interface Services {
  readonly options: PlatformOptions;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly newId: Platform['newId'];
  readonly onError: (name: string, error: unknown) => void;
  readonly makings: GroupCommit<NewDonation, Making>;
  readonly settlements: GroupCommit<PaymentEvent, EventOutcome>;
  readonly sandbox: Sandbox;
  readonly stripe: StripeGateway | undefined;
  readonly providerFor: ProviderFor;
  readonly providerNamed: ProviderNamed;
  readonly hub: Hub;
  readonly work: BesideWork;
}

/** Work beside requests, once it is started. */
interface BesideWork {
  relay?: Worker;
  refunds?: Worker;
  housekeeping?: Worker;
}

export function createPlatform(options: PlatformOptions): Platform {
  const { database, logger, clock = systemClock } = options;
  const ids = createIdSource(clock);
  const metrics = createMetrics();
  const drain = createDrain();
  const services = createServices(
    options,
    clock,
    (kind) => newId(kind, ids),
    (body, headers) => deliverTo(app, body, headers),
  );
  const app = createApp({
    logger,
    metrics,
    clock,
    ids,
    keys: createKeyLookup(database.db),
    limits: createLimits(options.limits, clock),
    drain,
    trustedProxies: options.trustedProxies,
    ownOrigins: options.ownOrigins,
    isUnavailable: (error) => error instanceof QueueFullError || isUnavailable(error),
    checkReady: () => database.db.selectFrom('setting').select('name').limit(1).execute(),
    rooms: [...roomsOf(services), ...(options.rooms ?? [])],
  });
  let unlisten: (() => Promise<void>) | undefined;

  return {
    app,
    drain,
    metrics,
    newId: services.newId,
    async start() {
      const { hub } = services;
      unlisten = await database.listen(liveChannel, {
        onPayload: (payload) => hub.changed(payload),
        onResumed: () => hub.missed(),
      });
      startWork(services);
    },
    async stop() {
      drain.begin();
      await stopWork(services);
      await unlisten?.();
    },
  };
}

function createServices(
  options: PlatformOptions,
  clock: Clock,
  makeId: Platform['newId'],
  deliverHere: NonNullable<PlatformOptions['deliverSandboxEvent']>,
): Services {
  const { db } = options.database;
  const now = () => new Date(clock.nowMs());
  const onError = (name: string, error: unknown) =>
    options.logger.error({ err: error, work: name }, 'work failed');
  const fresh = createFreshDonations();
  const ids = { transfer: () => makeId('transfer'), event: () => makeId('event') };
  const sandbox = createSandbox({
    db,
    secrets: options.sandboxSecrets,
    times: options.sandboxTimes ?? defaults.sandboxTimes,
    now,
    newId: { event: () => makeId('event'), payment: () => makeId('payment') },
    deliver: options.deliverSandboxEvent ?? deliverHere,
    onError,
  });
  const settlements = createGroupCommit<PaymentEvent, EventOutcome>({
    write: (items) => applyPaymentEvents(db, items, ids, fresh),
    isRefusal,
  });
  const { stripe: settings } = options;
  const stripe =
    settings === undefined || settings.modes.length === 0
      ? undefined
      : createStripe({ db, settings, settlements, newPaymentId: () => makeId('payment'), onError });
  return {
    options,
    clock,
    now,
    newId: makeId,
    onError,
    makings: createGroupCommit({
      write: async (items) => {
        const makings = await insertDonations(db, items);
        for (const [place, item] of items.entries()) {
          if (makings[place]?.outcome === 'made') fresh.keep(item);
        }
        return makings;
      },
      isRefusal,
    }),
    settlements,
    sandbox,
    stripe,
    ...chooseProviders(options, [...(stripe?.providers ?? []), sandbox.provider]),
    hub: createHub(db, (error) => onError('live', error)),
    work: {},
  };
}

/** New payments go to the first provider of their mode; older ones stay where they are. */
function chooseProviders(
  { providerFor }: PlatformOptions,
  providers: readonly PaymentProvider[],
): Pick<Services, 'providerFor' | 'providerNamed'> {
  if (providerFor !== undefined) {
    return { providerFor, providerNamed: (_name, livemode) => providerFor(livemode) };
  }
  return {
    providerFor: (livemode) => providers.find((provider) => provider.livemode === livemode),
    providerNamed: (name, livemode) =>
      providers.find((provider) => provider.name === name && provider.livemode === livemode),
  };
}

function roomsOf(services: Services): Register[] {
  const { options, clock, now, newId: makeId, makings, settlements, work } = services;
  const { providerFor, sandbox, stripe, hub } = services;
  const { db } = options.database;
  const terms = createTermsCache(db, { nowMs: clock.monotonicMs, keepMs: defaults.termsKeepMs });
  return [
    (api) => registerProjects(api, { db, providerFor, now, newProjectId: () => makeId('project') }),
    (api) =>
      registerDonations(api, {
        db,
        terms,
        makings,
        providerFor,
        now,
        newDonationId: () => makeId('donation'),
        payWithinMs: options.payWithinMs ?? defaults.payWithinMs,
      }),
    (api) => registerGifts(api, { db, terms }),
    (api) =>
      registerRefunds(api, {
        db,
        now,
        newRefundId: () => makeId('refund'),
        onAsked: () => work.refunds?.wake(),
      }),
    (api) => registerSandbox(api, sandbox),
    (api) =>
      registerSandboxEvents(api, {
        secrets: options.sandboxSecrets,
        nowMs: clock.nowMs,
        settlements,
      }),
    (api) => {
      const webhookSecrets = options.stripe?.webhookSecrets ?? [];
      if (stripe === undefined) return;
      registerStripeEvents(api, { gateway: stripe, webhookSecrets, nowMs: clock.nowMs });
    },
    (api) => registerLive(api, hub),
  ];
}

/** Whoever leaves errands when a donation changes. */
function followersOf(_services: Services): readonly Follower[] {
  return [];
}

function startWork(services: Services): void {
  const { options, now, onError, sandbox, stripe, providerNamed, work } = services;
  const { db } = options.database;
  const followers = followersOf(services);
  const begin = (name: keyof typeof restMs, round: () => Promise<number>) =>
    startWorker({ name, round, restMs: restMs[name], onError });
  sandbox.start();
  stripe?.start();
  // It rests unless there was more than one round could take, so that one round carries many gifts.
  work.relay = begin('relay', async () =>
    (await relayRound(db, followers)) < relayRowsMax ? 0 : 1,
  );
  work.refunds = begin('refunds', () => refundRound(db, providerNamed, onError));
  work.housekeeping = begin('housekeeping', createHousekeeping(db, now));
}

/** In the order in which one leaves something for the next. */
async function stopWork(services: Services): Promise<void> {
  const { sandbox, stripe, work, makings, settlements, hub } = services;
  await Promise.all([
    sandbox.stop(),
    stripe?.stop(),
    work.refunds?.stop(),
    work.housekeeping?.stop(),
  ]);
  await Promise.all([makings.drained(), settlements.drained()]);
  await work.relay?.stop();
  hub.stop();
}

async function deliverTo(
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
