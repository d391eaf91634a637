/** Stripe as a provider of gifts that come again: a subscription for each, which Stripe charges. */
import { beginCourse, type Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import { orderedCourse, readCourse, snapshotOfCourse } from '../courses.ts';
import type {
  CardRequest,
  RecurringOrder,
  RecurringProvider,
  RecurringRequest,
  RecurringStart,
} from '../port.ts';
import { type Connection, makeOnce, onAccount, refuseFor, refuseGift } from './connection.ts';
import * as records from './records.ts';
import { ourMetadata, toStripeAmount } from './rules.ts';
import { closePage, followPage, startRecurringRedirect } from './subscription-checkout.ts';
import * as gifts from './subscription-records.ts';
import { giftMetadata } from './subscription-rules.ts';
import { followOrder, makePrice } from './subscription-steps.ts';

export interface RecurringParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newPaymentId: () => Id<'payment'>;
  readonly onError: (name: string, error: unknown) => void;
}

export function createRecurring(parts: RecurringParts, connection: Connection): RecurringProvider {
  return {
    start: (request) => start(parts, connection, request),
    startRedirect: (request) => startRecurringRedirect(parts, connection, request),
    steer: (order) => steer(parts, connection, order),
    replaceCard: (request) => replaceCard(parts, connection, request),
  };
}

/** Stripe ends a subscription whose first payment was not made within 23 hours. */
const firstPaymentWithinMs = 23 * 60 * 60_000;

async function start(
  { db, newPaymentId, now, onError }: RecurringParts,
  connection: Connection,
  request: RecurringRequest,
): Promise<RecurringStart> {
  const { organizationId, livemode, charge, expiresAt, interval, endsAt } = request;
  const amount = toStripeAmount(charge);
  if (amount === null) refuseGift(charge.currency);
  const book = { organizationId, livemode };
  const payment = await records.reservePayment(db, book, newPaymentId(), request.idempotencyKey, {
    via: 'invoice',
  });
  if (payment.via !== 'invoice') refuse('idempotency_key_reused');
  const pending = beginCourse(interval, now(), endsAt);
  const row = await gifts.reserveGift(db, payment, request.recurringGiftId, pending);
  const subscription = await findOrMake({ db }, connection, row, request).catch((error: unknown) =>
    refuseFor(error, charge.currency, onError),
  );
  const { latest_invoice: invoice } = subscription;
  if (invoice === null || typeof invoice === 'string') {
    throw new Error(`Subscription ${subscription.id} came without its invoice`);
  }
  if (invoice.amount_due !== amount || invoice.currency.toUpperCase() !== charge.currency) {
    refuse('idempotency_key_reused');
  }
  const clientSecret = invoice.confirmation_secret?.client_secret;
  if (clientSecret === undefined) {
    // Stripe asks for nothing where it is less than it can charge, and adds it up for later.
    await connection.stripe.subscriptions.cancel(subscription.id, {}, onAccount(row.account));
    refuseGift(charge.currency);
  }
  const [intentId = ''] = clientSecret.split('_secret_', 1);
  await records.keepIntent(db, payment, intentId);
  const lastMs = subscription.created * 1_000 + firstPaymentWithinMs;
  return {
    recurringGiftId: row.id,
    anchorAt: new Date(subscription.billing_cycle_anchor * 1_000),
    payment: {
      provider: 'stripe',
      reference: payment.reference,
      clientSecret,
      publishableKey: connection.mode.publishableKey,
      account: row.account,
      expiresAt: new Date(Math.min(expiresAt.getTime(), lastMs)).toISOString(),
      livemode,
    },
  };
}

/** The one subscription of the row, with its first invoice and the secret to pay it by. */
async function findOrMake(
  { db }: Pick<RecurringParts, 'db'>,
  { stripe }: Connection,
  row: gifts.StripeGiftRow,
  request: RecurringRequest,
): Promise<Stripe.Subscription> {
  const account = onAccount(row.account);
  const expand = ['latest_invoice.confirmation_secret'];
  const find = (id: string) => stripe.subscriptions.retrieve(id, { expand }, account);
  if (row.subscription_id !== null) return find(row.subscription_id);
  const { charge, interval, email, organizationId } = request;
  const metadata = giftMetadata({ organizationId, id: row.id, order: 0, revision: 1 });
  const customer = await makeOnce(`kindcart-${row.id}-customer`, (idempotencyKey) =>
    stripe.customers.create({ email, metadata }, { idempotencyKey, ...account }),
  );
  const price = await makePrice(stripe, row, { charge, interval, revision: 1 });
  // One that was made though Stripe said that it failed is paid by nobody, and ends by itself.
  const made = await makeOnce(`kindcart-${row.id}`, (idempotencyKey) =>
    stripe.subscriptions.create(
      {
        customer: customer.id,
        items: [{ price }],
        payment_behavior: 'default_incomplete',
        billing_mode: { type: 'flexible' },
        collection_method: 'charge_automatically',
        payment_settings: { save_default_payment_method: 'on_subscription' },
        metadata,
        expand,
      },
      { idempotencyKey, ...account },
    ),
  );
  const anchorAt = new Date(made.billing_cycle_anchor * 1_000);
  const course = beginCourse(interval, anchorAt, request.endsAt);
  const kept = { subscriptionId: made.id, customerId: customer.id, course };
  const subscriptionId = await gifts.keepSubscription(db, row, kept);
  return subscriptionId === made.id ? made : find(subscriptionId);
}

async function steer(
  { db, now }: RecurringParts,
  { stripe }: Connection,
  order: RecurringOrder,
): Promise<ReturnType<typeof snapshotOfCourse>> {
  const row = await gifts.hold(db, order.organizationId, order.recurringGiftId);
  try {
    if (order.number <= row.order_number) {
      const card = gifts.cardOfRow(row);
      return snapshotOfCourse(readCourse(row.course), { ...said(row), card });
    }
    const next = await obey(db, stripe, row, order, now());
    const version = await db
      .transaction()
      .execute((transaction) => gifts.writeGift(transaction, row, next));
    return snapshotOfCourse(next.course, { id: row.id, version, ...next });
  } finally {
    await gifts.letGo(db, row);
  }
}

/** Does as ordered; of a gift that was begun on Stripe's page and is not paid, only its end is. */
async function obey(
  db: Kysely<Database>,
  stripe: Stripe,
  row: gifts.StripeGiftRow,
  order: RecurringOrder,
  now: Date,
): Promise<gifts.GiftNow> {
  const isEnd = order.wish === 'cancel' || order.wish === 'end';
  const page = await (isEnd ? closePage(db, stripe, row) : followPage(db, stripe, row));
  if (page.kind === 'paid') return followOrder(stripe, page.gift, order, now);
  if (page.kind === 'open' && isEnd) throw new Error(`The page of ${row.id} is not closed yet`);
  const course = orderedCourse(readCourse(row.course), order, now);
  const { number, revision } = order;
  return { order: number, revision, card: null, course, invoiceId: null };
}

const said = ({ id, version, order_number: order, revision }: gifts.StripeGiftRow) => ({
  id,
  version,
  order,
  revision,
});

/** A SetupIntent: the card that it takes is the subscription's once Stripe has told of it. */
async function replaceCard(
  { db, newPaymentId, onError }: RecurringParts,
  { stripe, mode }: Connection,
  { organizationId, recurringGiftId: id, expiresAt, livemode }: CardRequest,
) {
  const row = await gifts.findGift(db, organizationId, id);
  if (row?.customer_id == null) throw new Error(`Stripe has no customer for ${id}`);
  const reference = newPaymentId();
  const { order_number: order, revision } = row;
  const metadata = {
    ...giftMetadata({ organizationId, id, order, revision }),
    ...ourMetadata({ organization_id: organizationId, reference }),
  };
  // Cards alone, as the page says: other means may need days, and cannot all be charged by themselves.
  const wish = {
    customer: row.customer_id,
    usage: 'off_session' as const,
    payment_method_types: ['card'],
    metadata,
  };
  const intent = await makeOnce(`kindcart-${reference}`, (idempotencyKey) =>
    stripe.setupIntents.create(wish, { idempotencyKey, ...onAccount(row.account) }),
  ).catch((error: unknown) => refuseFor(error, 'XXX', onError));
  if (intent.client_secret === null) throw new Error(`Stripe gave ${intent.id} no client secret`);
  return {
    provider: 'stripe',
    reference,
    clientSecret: intent.client_secret,
    publishableKey: mode.publishableKey,
    account: row.account,
    expiresAt: expiresAt.toISOString(),
    livemode,
  } as const;
}
