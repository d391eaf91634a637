/** The platform put together: rooms on the house, work beside requests, and an orderly end. */
import { type Id, type IdKind, newId } from '@kindcart/contract';
import { createDonorPasses, type DonorPasses } from './access/donor-pass.ts';
import { createLimits, type LimitRates } from './access/limits.ts';
import { createKeyLookup } from './access/records.ts';
import { isRefusal, isUnavailable } from './database/errors.ts';
import type { OpenDatabase } from './database/open.ts';
import { registerDisputes } from './giving/disputes/routes.ts';
import { createFreshDonations } from './giving/donations/fresh.ts';
import { insertDonations, type Making, type NewDonation } from './giving/donations/records.ts';
import { registerDonations } from './giving/donations/routes.ts';
import {
  applyPaymentEvents,
  type EventOutcome,
  type PaymentEvent,
} from './giving/donations/settlement.ts';
import { registerDonors } from './giving/donors/routes.ts';
import { registerGifts } from './giving/gifts/routes.ts';
import { registerHostedPage } from './giving/page/routes.ts';
import { registerProjects } from './giving/projects/routes.ts';
import { createTermsCache } from './giving/projects/terms-cache.ts';
import { receiptFollower, receiptRound } from './giving/receipts/errands.ts';
import { registerReceipts } from './giving/receipts/routes.ts';
import { registerRecurring } from './giving/recurring/routes.ts';
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
import { mailRound } from './mail/errands.ts';
import type { Mailer } from './mail/mailer.ts';
import { createMailMetrics, type MailMetrics } from './mail/metrics.ts';
import { countMails } from './mail/queue.ts';
import type { PageScript } from './pages/document.ts';
import { stripeNeeds } from './pages/policy.ts';
import { servePageFiles } from './pages/serve-page.ts';
import type { PayerOf, PaymentProvider, ProviderFor, ProviderNamed } from './payments/port.ts';
import { bringOrder, recurringRound } from './payments/recurring-orders.ts';
import { refundRound } from './payments/refund-errands.ts';
import { registerSandboxPage } from './payments/sandbox/page/routes.ts';
import { registerSandbox, registerSandboxEvents } from './payments/sandbox/routes.ts';
import type { SandboxTimes } from './payments/sandbox/rules.ts';
import { createSandbox, type Sandbox } from './payments/sandbox/sandbox.ts';
import { registerStripeEvents } from './payments/stripe/routes.ts';
import type { StripeSettings } from './payments/stripe/settings.ts';
import { createStripe, type StripeGateway } from './payments/stripe/stripe.ts';
import { createDeliverer, type Deliverer } from './webhooks/deliveries/deliverer.ts';
import { createWebhookFollower } from './webhooks/deliveries/follower.ts';
import { registerWebhookDeliveries } from './webhooks/deliveries/routes.ts';
import { registerWebhookEndpoints } from './webhooks/endpoints/routes.ts';
import type { PostOptions } from './webhooks/post.ts';

export interface PlatformOptions {
  readonly database: OpenDatabase;
  readonly logger: Logger;
  readonly limits: LimitRates;
  readonly trustedProxies: number;
  /** Origins of the platform's own pages; read at each request, since the port may come late. */
  readonly ownOrigins: () => readonly string[];
  /** Origin under which browsers reach the platform; undefined takes the one that they asked. */
  readonly publicUrl?: string | undefined;
  /** The page script as it is served right now, where it is: for the hosted pages. */
  readonly pageScript?: () => Promise<Omit<PageScript, 'key'> | undefined>;
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
  /** How webhooks are posted; to the public internet only unless said otherwise. */
  readonly webhooks?: PostOptions;
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
  payWithinMs: 60 * 60_000,
  termsKeepMs: 1_000,
  webhooks: { allowPrivate: false },
} as const;

/** Longest rest of each kind of work beside requests. */
const restMs = {
  relay: 250,
  refunds: 1_000,
  recurring: 1_000,
  receipts: 500,
  mail: 1_000,
  housekeeping: 30_000,
} as const;

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
  readonly payerOf: PayerOf;
  readonly passes: DonorPasses;
  readonly ownUrl: () => string;
  readonly hub: Hub;
  readonly webhooks: Deliverer;
  readonly mailMetrics: MailMetrics;
  readonly work: BesideWork;
}

/** Work beside requests, once it is started. */
interface BesideWork {
  relay?: Worker;
  refunds?: Worker;
  recurring?: Worker;
  receipts?: Worker;
  mail?: Worker;
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
      : createStripe({
          db,
          settings,
          settlements,
          now,
          newPaymentId: () => makeId('payment'),
          newDonationId: () => makeId('donation'),
          metrics,
          logger: options.logger,
          onError,
        });
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
    passes: createDonorPasses(options.donorSecrets, clock.nowMs),
    ownUrl: options.ownUrl ?? (() => 'http://localhost'),
    mailMetrics: createMailMetrics(metrics),
    hub: createHub(db, (error) => onError('live', error)),
    webhooks: createWebhooks(options, metrics, now, onError),
    work: {},
  };
}

function createWebhooks(
  { database, logger, webhooks }: PlatformOptions,
  metrics: Metrics,
  now: () => Date,
  onError: Services['onError'],
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

/** New payments go to the first provider of their mode; older ones stay where they are. */
function chooseProviders(
  { providerFor }: PlatformOptions,
  providers: readonly PaymentProvider[],
): Pick<Services, 'providerFor' | 'providerNamed' | 'payerOf'> {
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

function roomsOf(services: Services): Register[] {
  const { options, clock, now, newId: makeId, makings, settlements, work } = services;
  const { providerFor, providerNamed, sandbox, stripe, hub, passes, payerOf, ownUrl, onError } =
    services;
  const payWithinMs = options.payWithinMs ?? defaults.payWithinMs;
  const { db } = options.database;
  const terms = createTermsCache(db, { nowMs: clock.monotonicMs, keepMs: defaults.termsKeepMs });
  const donations = {
    db,
    terms,
    makings,
    providerFor,
    now,
    newDonationId: () => makeId('donation'),
    newRecurringId: () => makeId('recurringGift'),
    payWithinMs,
  };
  return [
    (api) =>
      registerProjects(api, {
        db,
        providerFor,
        now,
        newProjectId: () => makeId('project'),
        onClosed: () => work.recurring?.wake(),
      }),
    (api) => registerDonations(api, donations),
    (api) =>
      registerRecurring(api, {
        db,
        terms,
        providerNamed,
        now,
        payWithinMs,
        bringOrder: (organizationId, id) => bringOrder(db, providerNamed, organizationId, id),
        onError,
      }),
    (api) => registerGifts(api, { db, terms }),
    (api) =>
      registerRefunds(api, {
        db,
        now,
        newRefundId: () => makeId('refund'),
        onAsked: () => work.refunds?.wake(),
      }),
    (api) => registerDisputes(api, db),
    (api) =>
      registerReceipts(api, {
        db,
        now,
        passes,
        ownUrl,
        payerOf,
        newReceiptId: () => makeId('receipt'),
      }),
    (api) =>
      registerDonors(api, {
        db,
        clock,
        passes,
        ownUrl,
        newMailId: () => makeId('mail'),
        newConsentId: () => makeId('event'),
        onQueued: () => work.mail?.wake(),
      }),
    servePageFiles,
    (api) =>
      registerHostedPage(api, {
        ...donations,
        publicUrl: options.publicUrl,
        ownOrigins: options.ownOrigins,
        pageScript: options.pageScript ?? (async () => undefined),
        needsOf: ({ name }) => (name === 'stripe' ? stripeNeeds(options.stripe?.apiUrl) : {}),
      }),
    (api) => registerSandboxPage(api, sandbox, options.ownOrigins),
    (api) => registerSandbox(api, db, sandbox),
    (api) =>
      registerSandboxEvents(api, {
        db,
        newDonationId: () => makeId('donation'),
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
    ...webhookRooms(services),
  ];
}

function webhookRooms({ options, now, newId: makeId, webhooks }: Services): Register[] {
  const { db } = options.database;
  const { allowPrivate } = options.webhooks ?? defaults.webhooks;
  const newEndpointId = () => makeId('webhookEndpoint');
  return [
    (api) => registerWebhookEndpoints(api, { db, now, newEndpointId, allowPrivate }),
    (api) =>
      registerWebhookDeliveries(api, {
        db,
        now,
        newDeliveryId: () => makeId('webhookDelivery'),
        newEventId: () => makeId('event'),
        onLeft: () => webhooks.wake(),
      }),
  ];
}

/** Whoever leaves errands when a donation changes. */
function followersOf({ now, newId: makeId }: Services): readonly Follower[] {
  const newDeliveryId = () => makeId('webhookDelivery');
  return [receiptFollower, createWebhookFollower({ now, newDeliveryId })];
}

function startWork(services: Services): void {
  const { options, now, onError, sandbox, stripe, providerNamed, webhooks, work } = services;
  const { db } = options.database;
  const followers = followersOf(services);
  const begin = (name: keyof typeof restMs, round: () => Promise<number>) =>
    startWorker({ name, round, restMs: restMs[name], onError });
  sandbox.start();
  stripe?.start();
  webhooks.start();
  // It rests unless there was more than one round could take, so that one round carries many gifts.
  work.relay = begin('relay', async () =>
    (await relayRound(db, followers)) < relayRowsMax ? 0 : 1,
  );
  work.refunds = begin('refunds', () => refundRound(db, providerNamed, onError));
  work.recurring = begin('recurring', () => recurringRound(db, providerNamed, onError));
  work.receipts = begin('receipts', () =>
    receiptRound({
      db,
      newReceiptId: () => services.newId('receipt'),
      newMailId: () => services.newId('mail'),
      onQueued: () => work.mail?.wake(),
    }),
  );
  const { mailer } = options;
  if (mailer !== undefined) {
    const { passes, ownUrl, mailMetrics } = services;
    const onTried = mailMetrics.tried;
    work.mail = begin('mail', () => mailRound({ db, mailer, passes, ownUrl, onTried, onError }));
  }
  const housekeeping = createHousekeeping(db, now);
  work.housekeeping = begin('housekeeping', async () => {
    services.mailMetrics.counted(await countMails(db));
    return housekeeping();
  });
}

/** In the order in which one leaves something for the next. */
async function stopWork(services: Services): Promise<void> {
  const { sandbox, stripe, work, makings, settlements, webhooks, hub } = services;
  await Promise.all([
    sandbox.stop(),
    stripe?.stop(),
    work.refunds?.stop(),
    work.recurring?.stop(),
    work.receipts?.stop(),
    work.housekeeping?.stop(),
  ]);
  await Promise.all([makings.drained(), settlements.drained()]);
  await work.relay?.stop();
  await webhooks.stop();
  await work.mail?.stop();
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
