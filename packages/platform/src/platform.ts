/** The platform put together: rooms on the house, work beside requests, and an orderly end. */
import { type Id, type IdKind, newId } from '@kindcart/contract';
import { createDonorPasses } from './access/donor-pass.ts';
import { createLimits, type LimitRates } from './access/limits.ts';
import { createKeyLookup } from './access/records.ts';
import { guardedFetch } from './commerce/sources/fetching.ts';
import { createShops, type Shops, type ShopsOptions } from './commerce/sources/shops.ts';
import { settleStatement } from './commerce/statements/settlement.ts';
import { isRefusal, isUnavailable } from './database/errors.ts';
import type { OpenDatabase } from './database/open.ts';
import { createDeedGiving } from './deeds/deeds/giving.ts';
import { createFreshDonations, type FreshDonations } from './giving/donations/fresh.ts';
import { insertDonations } from './giving/donations/records.ts';
import {
  applyPaymentEvents,
  type EventOutcome,
  type PaymentEvent,
} from './giving/donations/settlement.ts';
import type { Register } from './http/api.ts';
import { type App, createApp } from './http/app.ts';
import { type Clock, systemClock } from './http/clock.ts';
import { createDrain, type Drain } from './http/drain.ts';
import { createIdSource } from './http/ids.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import type { Logger } from './http/request-log.ts';
import { liveChannel } from './jobs/relay.ts';
import { createGroupCommit, QueueFullError } from './ledger/group-commit.ts';
import { createHub } from './live/hub.ts';
import type { Mailer } from './mail/mailer.ts';
import { createMailMetrics } from './mail/metrics.ts';
import { createGuard } from './payments/guard/guard.ts';
import { heedDeclines } from './payments/guard/settlements.ts';
import type { PayerOf, PaymentProvider, ProviderFor, ProviderNamed } from './payments/port.ts';
import type { SandboxTimes } from './payments/sandbox/rules.ts';
import { createSandbox } from './payments/sandbox/sandbox.ts';
import { createStripe, type StripeGateway, type StripeOptions } from './payments/stripe/stripe.ts';
import { type RoomOptions, type RoomParts, roomsOf } from './rooms.ts';
import { createDeliverer, type Deliverer } from './webhooks/deliveries/deliverer.ts';
import { startWork, stopWork } from './work.ts';

export interface PlatformOptions extends RoomOptions {
  readonly database: OpenDatabase;
  readonly logger: Logger;
  readonly limits: LimitRates;
  readonly trustedProxies: number;
  readonly sandboxTimes?: SandboxTimes;
  readonly clock?: Clock;
  /** Posts a sandbox event and resolves to the answer's status; this process's own app by default. */
  readonly deliverSandboxEvent?: (
    body: string,
    headers: Readonly<Record<string, string>>,
  ) => Promise<number>;
  /** Secrets that seal the links and sessions of donors, newest first; all are taken. */
  readonly donorSecrets: readonly [string, ...string[]];
  /** Where mail goes; without it, mails wait in the queue. */
  readonly mailer?: Mailer | undefined;
  /** Where browsers reach the platform, for addresses in mails; read at each mail. */
  readonly ownUrl?: () => string;
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
  webhooks: { allowPrivate: false },
  asking: { allowPrivate: false, everyMs: 15 * 60_000 },
} as const;

export function createPlatform(options: PlatformOptions): Platform {
  const { database, logger, clock = systemClock } = options;
  const ids = createIdSource(clock);
  const metrics = createMetrics();
  const drain = createDrain();
  const services = createServices(
    options,
    clock,
    metrics,
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
    passes: services.passes,
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
  metrics: Metrics,
  makeId: Platform['newId'],
  deliverHere: NonNullable<PlatformOptions['deliverSandboxEvent']>,
): RoomParts {
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
  const shared = { now, metrics, onError };
  const guard = createGuard({
    db,
    newAlertId: () => makeId('alert'),
    logger: options.logger,
    ...shared,
  });
  const booked = createGroupCommit<PaymentEvent, EventOutcome>({
    write: (items) => applyPaymentEvents(db, items, ids, fresh),
    isRefusal,
  });
  const providerNamed: ProviderNamed = (name, livemode) => chosen.providerNamed(name, livemode);
  const settlements = heedDeclines(booked, { guard, providerNamed, onError });
  const settleBill = (event: PaymentEvent) => settleStatement(db, event, makeId);
  const stripe = createGateway(options, makeId, { settlements, settleBill, guard, ...shared });
  const chosen = chooseProviders(options, [...(stripe?.providers ?? []), sandbox.provider]);
  return {
    options,
    db,
    mailer: options.mailer,
    clock,
    now,
    newId: makeId,
    onError,
    makings: createMakings(db, fresh),
    settlements,
    deedGiving: createDeedGiving({ db, newId: makeId, now }),
    settleBill,
    guard,
    sandbox,
    stripe,
    ...chosen,
    passes: createDonorPasses(options.donorSecrets, clock.nowMs),
    ownUrl: options.ownUrl ?? (() => 'http://localhost'),
    mailMetrics: createMailMetrics(metrics),
    hub: createHub({ db, now }, (error) => onError('live', error)),
    webhooks: createWebhooks(options, metrics, now, onError),
    shops: createShopRoom(options, makeId, { clock, ...shared }),
    work: {},
  };
}

/** Writes gifts, and remembers those that are about to be paid. */
function createMakings(db: OpenDatabase['db'], fresh: FreshDonations): RoomParts['makings'] {
  return createGroupCommit({
    write: async (items) => {
      const makings = await insertDonations(db, items);
      for (const [place, item] of items.entries()) {
        if (makings[place]?.outcome === 'made') fresh.keep(item);
      }
      return makings;
    },
    isRefusal,
  });
}

/** Stripe, where there are keys for it. */
function createGateway(
  { database, logger, stripe: settings }: PlatformOptions,
  makeId: Platform['newId'],
  parts: Pick<
    StripeOptions,
    'settlements' | 'settleBill' | 'guard' | 'now' | 'metrics' | 'onError'
  >,
): StripeGateway | undefined {
  if (settings === undefined || settings.modes.length === 0) return undefined;
  const newPaymentId = () => makeId('payment');
  const newDonationId = () => makeId('donation');
  return createStripe({ db: database.db, settings, logger, newPaymentId, newDonationId, ...parts });
}

function createWebhooks(
  { database, logger, webhooks }: PlatformOptions,
  metrics: Metrics,
  now: () => Date,
  onError: RoomParts['onError'],
): Deliverer {
  const tries = metrics.counter({
    name: 'webhook_tries_total',
    help: 'Tries to deliver a webhook.',
    labels: ['outcome'],
  });
  const disabled = metrics.counter({
    name: 'webhook_endpoints_disabled_total',
    help: 'Webhook endpoints that were disabled because of what their receivers did.',
    labels: ['reason'],
  });
  return createDeliverer({
    ...(webhooks ?? defaults.webhooks),
    db: database.db,
    now,
    random: Math.random,
    onTried: (outcome) => tries.add(1, outcome),
    onDisabled(endpoint, reason) {
      disabled.add(1, reason);
      logger.warn({ endpoint, reason }, 'webhook endpoint disabled');
    },
    onError,
  });
}

function createShopRoom(
  { database, logger, asking = defaults.asking }: PlatformOptions,
  makeId: Platform['newId'],
  parts: Pick<ShopsOptions, 'clock' | 'now' | 'metrics' | 'onError'>,
): Shops {
  return createShops({
    ...parts,
    db: database.db,
    logger,
    newOrderId: () => makeId('order'),
    newEventId: () => makeId('shopEvent'),
    fetch: guardedFetch(asking),
    everyMs: asking.everyMs,
  });
}

/** New payments go to the first provider of their mode; older ones stay where they are. */
function chooseProviders(
  { providerFor }: PlatformOptions,
  providers: readonly PaymentProvider[],
): Pick<RoomParts, 'providerFor' | 'providerNamed' | 'payerOf'> {
  const payerOf: PayerOf = async (reference, clientSecret) => {
    for (const provider of providers) {
      const payer = await provider.payerOf?.(reference, clientSecret);
      if (payer != null) return payer;
    }
    return null;
  };
  if (providerFor !== undefined) {
    return { payerOf, providerFor, providerNamed: (_name, livemode) => providerFor(livemode) };
  }
  return {
    payerOf,
    providerFor: (livemode) => providers.find((provider) => provider.livemode === livemode),
    providerNamed: (name, livemode) =>
      providers.find((provider) => provider.name === name && provider.livemode === livemode),
  };
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
