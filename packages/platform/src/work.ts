/** The platform's work beside requests: what is started with it and ends with it. */
import type { Id, IdKind } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { DonorPasses } from './access/donor-pass.ts';
import { confirmRound } from './commerce/orders/settling.ts';
import type { Shops } from './commerce/sources/shops.ts';
import { statementRound } from './commerce/statements/rounds.ts';
import type { Database } from './database/schema.ts';
import type { DeedGiving } from './deeds/deeds/giving.ts';
import { deedsRounds } from './deeds/rounds.ts';
import { adoptionFollower } from './forest/adoptions/follower.ts';
import { forestRounds } from './forest/rounds.ts';
import type { Making, NewDonation } from './giving/donations/records.ts';
import type { EventOutcome, PaymentEvent } from './giving/donations/settlement.ts';
import { receiptFollower, receiptRound } from './giving/receipts/errands.ts';
import { newsRound } from './giving/recurring/news.ts';
import type { Follower } from './jobs/followers.ts';
import { createHousekeeping } from './jobs/housekeeping.ts';
import { relayRound, relayRowsMax } from './jobs/relay.ts';
import { startWorker, type Worker } from './jobs/worker.ts';
import type { GroupCommit } from './ledger/group-commit.ts';
import type { Hub } from './live/hub.ts';
import { mailRound } from './mail/errands.ts';
import type { Mailer } from './mail/mailer.ts';
import type { MailMetrics } from './mail/metrics.ts';
import { countMails } from './mail/queue.ts';
import type { Guard } from './payments/guard/guard.ts';
import type { ProviderNamed } from './payments/port.ts';
import { recurringRound } from './payments/recurring-orders.ts';
import { refundRound } from './payments/refund-errands.ts';
import type { Sandbox } from './payments/sandbox/sandbox.ts';
import type { StripeGateway } from './payments/stripe/stripe.ts';
import type { Deliverer } from './webhooks/deliveries/deliverer.ts';
import { createWebhookFollower } from './webhooks/deliveries/follower.ts';

/** Longest rest of each kind of work beside requests. */
const restMs = {
  relay: 250,
  refunds: 1_000,
  recurring: 1_000,
  receipts: 500,
  news: 1_000,
  mail: 1_000,
  pledges: 1_000,
  statements: 10_000,
  housekeeping: 30_000,
} as const;

/** Work beside requests, once it is started. */
export interface BesideWork {
  relay?: Worker;
  refunds?: Worker;
  recurring?: Worker;
  receipts?: Worker;
  news?: Worker;
  mail?: Worker;
  pledges?: Worker;
  statements?: Worker;
  /** By its name. */
  rounds?: ReadonlyMap<string, Worker>;
  housekeeping?: Worker;
}

/** What works beside requests, and with what. */
export interface WorkParts {
  readonly db: Kysely<Database>;
  readonly mailer: Mailer | undefined;
  readonly now: () => Date;
  readonly newId: <Kind extends IdKind>(kind: Kind) => Id<Kind>;
  readonly onError: (name: string, error: unknown) => void;
  readonly makings: GroupCommit<NewDonation, Making>;
  readonly settlements: GroupCommit<PaymentEvent, EventOutcome>;
  readonly deedGiving: DeedGiving;
  /** Applies what a provider says of the payment of a statement. */
  readonly settleBill: (event: PaymentEvent) => Promise<EventOutcome>;
  readonly guard: Guard;
  readonly sandbox: Sandbox;
  readonly stripe: StripeGateway | undefined;
  readonly providerNamed: ProviderNamed;
  readonly passes: DonorPasses;
  readonly ownUrl: () => string;
  readonly mailMetrics: MailMetrics;
  readonly hub: Hub;
  readonly webhooks: Deliverer;
  readonly shops: Shops;
  readonly work: BesideWork;
}

/** Whoever leaves errands when a donation changes. */
function followersOf({
  now,
  newId: makeId,
}: Pick<WorkParts, 'now' | 'newId'>): readonly Follower[] {
  const newDeliveryId = () => makeId('webhookDelivery');
  return [receiptFollower, adoptionFollower, createWebhookFollower({ now, newDeliveryId })];
}

/** Starts all of it. */
export function startWork(parts: WorkParts): void {
  const { db, mailer, now, newId: makeId, onError, providerNamed, mailMetrics, work } = parts;
  const { guard, sandbox, stripe, webhooks, shops } = parts;
  const followers = followersOf(parts);
  const begin = (name: keyof typeof restMs, round: () => Promise<number>) =>
    startWorker({ name, round, restMs: restMs[name], onError });
  guard.start();
  sandbox.start();
  stripe?.start();
  webhooks.start();
  shops.start();
  // It rests unless there was more than one round could take, so that one round carries many gifts.
  work.relay = begin('relay', async () =>
    (await relayRound(db, followers)) < relayRowsMax ? 0 : 1,
  );
  work.refunds = begin('refunds', () => refundRound(db, providerNamed, onError));
  work.recurring = begin('recurring', () => recurringRound(db, providerNamed, onError));
  const letters = {
    db,
    newMailId: () => makeId('mail'),
    onQueued: () => work.mail?.wake(),
  };
  const newReceiptId = () => makeId('receipt');
  work.receipts = begin('receipts', () => receiptRound({ ...letters, newReceiptId }));
  work.news = begin('news', () => newsRound(letters));
  if (mailer !== undefined) {
    const { passes, ownUrl } = parts;
    const onTried = mailMetrics.tried;
    work.mail = begin('mail', () => mailRound({ db, mailer, passes, ownUrl, onTried, onError }));
  }
  work.pledges = begin('pledges', () => confirmRound({ db, now, onError }));
  const { onQueued } = letters;
  work.statements = begin('statements', () =>
    statementRound({ db, newId: makeId, now, onQueued, onError }),
  );
  work.rounds = new Map(
    [...forestRounds(parts), ...deedsRounds(parts)].map(({ name, restMs: rest, run }) => [
      name,
      startWorker({ name, round: run, restMs: rest, onError }),
    ]),
  );
  const housekeeping = createHousekeeping(db, now);
  work.housekeeping = begin('housekeeping', async () => {
    mailMetrics.counted(await countMails(db));
    return housekeeping();
  });
}

/** Ends it, in the order in which one leaves something for the next. */
export async function stopWork(parts: WorkParts): Promise<void> {
  const { guard, sandbox, stripe, work, makings, settlements, deedGiving, webhooks, shops, hub } =
    parts;
  await Promise.all([
    sandbox.stop(),
    stripe?.stop(),
    work.refunds?.stop(),
    work.recurring?.stop(),
    work.receipts?.stop(),
    work.news?.stop(),
    work.pledges?.stop(),
    work.statements?.stop(),
    ...[...(work.rounds?.values() ?? [])].map((worker) => worker.stop()),
    work.housekeeping?.stop(),
    shops.stop(),
  ]);
  await Promise.all([makings.drained(), settlements.drained(), deedGiving.drained()]);
  await Promise.all([work.relay?.stop(), guard.stop()]);
  await webhooks.stop();
  await work.mail?.stop();
  hub.stop();
}
