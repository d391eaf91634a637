/**
 * Stripe's events: kept when they come, then applied by asking Stripe for the payment anew, so that
 * they may come late, twice, together or in any order.
 */
import { createHash } from 'node:crypto';
import type { Id } from '@kindcart/contract';
import { idOfBytes } from '@kindcart/contract/ids';
import type { Kysely } from 'kysely';
import type Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import { finishErrand } from '../../jobs/errands.ts';
import type { GroupCommit } from '../../ledger/group-commit.ts';
import { billSnapshot, isOfBill } from './bill-rules.ts';
import { retrieveBill } from './bills.ts';
import { type Connection, isRateLimit, onAccount } from './connection.ts';
import { disputeOf } from './disputes.ts';
import * as records from './records.ts';
import { intentIdOf, oursOf, ownRefundId, sessionSnapshot, snapshotOf } from './rules.ts';
import {
  findBySubscription,
  findGift,
  findOnPage,
  giftTopic,
  type StripeGiftRow,
} from './subscription-records.ts';
import {
  giftOf,
  isOfGift,
  subscriptionDetailsOf,
  subscriptionIdOf,
  unpaidRenewal,
} from './subscription-rules.ts';

/** What became of an event of Stripe's. */
export type Receipt = 'kept' | 'not_ours' | 'payment_unknown' | 'livemode_mismatch';

export interface EventParts {
  readonly db: Kysely<Database>;
  readonly settlements: GroupCommit<PaymentEvent, EventOutcome>;
  /** Applies what is said of the payment of a statement. */
  readonly settleBill: (event: PaymentEvent) => Promise<EventOutcome>;
  readonly connectionFor: (livemode: boolean) => Connection | undefined;
  readonly onError: (name: string, error: unknown) => void;
}

/** Whom an event waits for: one of ours, in the topic of its kind. */
export interface Concerned {
  readonly organization_id: Id<'organization'>;
  readonly topic: typeof records.eventTopic | typeof giftTopic;
  readonly subject: Id<'payment'> | Id<'recurringGift'>;
}

/** The payment or recurring gift that an event is about, or why there is none. */
export async function findConcerned(
  parts: Pick<EventParts, 'db' | 'connectionFor'>,
  event: Stripe.Event,
): Promise<Concerned | Exclude<Receipt, 'kept'>> {
  // A page on which a gift by the month is begun says so; its first payment is booked with the gift.
  const { object } = event.data;
  if (!isOfBill(object) && (isOfGift(event.type) || giftOf(object) !== undefined)) {
    const gift = await findGiftOf(parts, event);
    if (typeof gift === 'string') return gift;
    return { organization_id: gift.organization_id, topic: giftTopic, subject: gift.id };
  }
  const payment = await findPayment(parts, event);
  if (typeof payment === 'string') return payment;
  const { organization_id, reference } = payment;
  return { organization_id, topic: records.eventTopic, subject: reference };
}

async function findGiftOf(
  { db, connectionFor }: Pick<EventParts, 'db' | 'connectionFor'>,
  event: Stripe.Event,
): Promise<StripeGiftRow | Exclude<Receipt, 'kept'>> {
  if (connectionFor(event.livemode) === undefined) return 'livemode_mismatch';
  const { object } = event.data;
  const subscription = subscriptionIdOf(object);
  const ours = giftOf(object) ?? giftOf(subscriptionDetailsOf(object));
  const gift =
    subscription === undefined
      ? ours && (await findGift(db, ours.organizationId, ours.id))
      : ((await findBySubscription(db, subscription)) ?? (ours && (await findOnPage(db, ours))));
  // Others have subscriptions on the same account, and a subscription that was made as the connection
  // broke was given to no donor.
  if (gift === undefined) return 'not_ours';
  return gift.livemode === event.livemode ? gift : 'livemode_mismatch';
}

/** The payment that an event is about, or why there is none. */
async function findPayment(
  { db, connectionFor }: Pick<EventParts, 'db' | 'connectionFor'>,
  event: Stripe.Event,
): Promise<records.StripePaymentRow | Exclude<Receipt, 'kept'>> {
  if (connectionFor(event.livemode) === undefined) return 'livemode_mismatch';
  const { object } = event.data;
  const intentId = isOfBill(object) ? undefined : intentIdOf(object);
  const known = intentId === undefined ? undefined : await records.findByIntent(db, intentId);
  const payment = known ?? (await findByMetadata(db, object));
  if (typeof payment === 'string' || payment.livemode === event.livemode) return payment;
  return 'livemode_mismatch';
}

async function findByMetadata(
  db: Kysely<Database>,
  object: Stripe.Event.Data.Object,
): Promise<records.StripePaymentRow | 'not_ours' | 'payment_unknown'> {
  const ours = oursOf(object);
  // The same account may take payments that are no gifts: those are not for us.
  if (ours === undefined) return 'not_ours';
  const found = await records.findByReference(db, ours.organizationId, ours.reference);
  if (found === undefined) return 'payment_unknown';
  const { intent_id: intent, session_id: session, invoice_id: invoice } = found;
  if (intent !== null || session !== null || invoice !== null) return found;
  // A page that was made as the connection broke was given to no donor; nobody can pay there.
  return found.via === 'page' ? 'not_ours' : 'payment_unknown';
}

const eventsPerRound = 20;

/**
 * What the next try may find otherwise: Stripe may speak before the donation is written, and of a
 * refund made there before one of ours, which leaves no room for it, has failed.
 */
const comesLater: readonly EventOutcome[] = ['payment_unknown', 'refunds_exceed_charge'];

/**
 * Applies events that are due; the worker comes back for those that failed. Says how many it took, or
 * zero when Stripe takes no more requests for now, so that the worker rests.
 */
export async function applyRound(parts: EventParts): Promise<number> {
  const events = await records.takeEvents(parts.db, eventsPerRound);
  let limited = false;
  await Promise.all(
    events.map(async (event) => {
      try {
        await apply(parts, event);
        await finishErrand(parts.db, event.organization_id, event.id);
      } catch (error) {
        limited ||= isRateLimit(error);
        parts.onError('stripe events', error);
      }
    }),
  );
  return limited ? 0 : events.length;
}

async function apply(
  { db, settlements, settleBill, connectionFor, onError }: EventParts,
  event: records.WaitingEvent,
): Promise<void> {
  const row = await records.nextVersion(db, event);
  const connection = connectionFor(row.livemode);
  if (connection === undefined) throw new Error(`No key of Stripe's for ${event.reference}`);
  const asked = await askForPayment(
    db,
    connection.stripe,
    row,
    event.type.startsWith('charge.dispute.'),
  );
  const told = {
    organizationId: row.organization_id,
    provider: 'stripe',
    id: event.id,
    livemode: row.livemode,
    body: event.body,
    isDecline: event.type === 'payment_intent.payment_failed',
    ...asked,
  };
  const outcome = await (row.via === 'bill' ? settleBill(told) : settlements.submit(told));
  if (outcome === 'payment_unknown' && asked.payment.state !== 'succeeded') {
    // The request for it broke off before the donation was written. Nobody paid: nothing is lost.
    await records.rememberEvent(db, event, row.version);
    return;
  }
  if (comesLater.includes(outcome)) throw new Error(`Event ${event.id} waits: ${outcome}`);
  if (outcome !== 'applied' && outcome !== 'older') {
    onError('stripe events', new Error(`Event ${event.id} was refused: ${outcome}`));
  }
}

/** The payment as it stands at Stripe now, with its disputes where it has or may have any. */
export async function askForPayment(
  db: Kysely<Database>,
  stripe: Stripe,
  row: records.StripePaymentRow,
  mayBeDisputed: boolean,
): Promise<Pick<PaymentEvent, 'payment' | 'disputes'>> {
  if (row.via === 'bill') return { payment: billSnapshot(row, await retrieveBill(stripe, row)) };
  const account = onAccount(row.account);
  const found = row.intent_id ?? (await askForSession(db, stripe, row));
  if (typeof found !== 'string') return { payment: sessionSnapshot(row, found) };
  const expand = ['latest_charge'];
  const intent = await stripe.paymentIntents.retrieve(found, { expand }, account);
  if (intent.status !== 'succeeded') {
    const unpaid = snapshotOf(row, intent, []);
    return { payment: row.via === 'renewal' ? unpaidRenewal(unpaid) : unpaid };
  }
  const list = { payment_intent: found, limit: 100 };
  const refunds = await stripe.refunds.list(list, account).autoPagingToArray({ limit: 1_000 });
  const payment = snapshotOf(
    row,
    intent,
    refunds.map((refund) => ({ id: refundIdOf(refund), refund })),
  );
  const { latest_charge: charge } = intent;
  const isDisputed = typeof charge === 'object' && charge?.disputed === true;
  if (!isDisputed && !mayBeDisputed) return { payment };
  const disputes = await stripe.disputes.list(list, account).autoPagingToArray({ limit: 1_000 });
  const disputed = {
    charge: payment.amount,
    livemode: row.livemode,
    account: row.account,
    intentId: found,
  };
  return { payment, disputes: disputes.map((dispute) => disputeOf(dispute, disputed)) };
}

/** The PaymentIntent of a payment on Stripe's page, or the page while nobody has paid on it. */
async function askForSession(
  db: Kysely<Database>,
  stripe: Stripe,
  row: records.StripePaymentRow,
): Promise<string | Stripe.Checkout.Session> {
  if (row.session_id === null) throw new Error(`Nothing of Stripe's is known for ${row.reference}`);
  const account = onAccount(row.account);
  const expand = ['invoice.payments'];
  const session = await stripe.checkout.sessions.retrieve(row.session_id, { expand }, account);
  const { payment_intent: single, invoice } = session;
  const first = typeof invoice === 'object' && invoice !== null ? intentOf(invoice) : null;
  const intentId = typeof single === 'object' ? (single?.id ?? first) : single;
  // Of a page that is not complete, Stripe may still make another.
  if (intentId === null || (single === null && session.status !== 'complete')) return session;
  await records.keepIntent(db, row, intentId);
  return intentId;
}

/** The payment that Stripe made for an invoice; null where it was paid by other means. */
export function intentOf({ payments }: Stripe.Invoice): string | null {
  const found = payments?.data.find(({ is_default: isDefault }) => isDefault);
  const intent = found?.payment.payment_intent;
  return typeof intent === 'string' ? intent : (intent?.id ?? null);
}

/** Our own id of the refund, or one made of Stripe's for a refund that was made there. */
function refundIdOf({ id, metadata }: Stripe.Refund): Id<'refund'> {
  const digest = createHash('sha256').update(id).digest();
  return ownRefundId(metadata) ?? idOfBytes('refund', digest.subarray(0, 16));
}
