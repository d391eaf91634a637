/** Stripe behind the port: payments in the page's own fields, on Stripe's page, by the month or year, and refunds. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import {
  type PaymentProvider,
  type PaymentRequest,
  RefundRefusedError,
  type RefundRequest,
} from '../port.ts';
import { createBills } from './bills.ts';
import { startRedirect } from './checkout.ts';
import { type Connection, makeOnce, onAccount, refuseFor, refuseGift } from './connection.ts';
import * as records from './records.ts';
import { metadataKeys, ourMetadata, toStripeAmount } from './rules.ts';
import { findByFirstPayment } from './subscription-records.ts';
import { endUnpaid } from './subscription-steps.ts';
import { createRecurring } from './subscriptions.ts';

export interface ProviderParts {
  readonly db: Kysely<Database>;
  readonly fee: { readonly basisPoints: number; readonly fixedAmount: number };
  readonly now: () => Date;
  readonly newPaymentId: () => Id<'payment'>;
  readonly onError: (name: string, error: unknown) => void;
}

export function createProvider(parts: ProviderParts, connection: Connection): PaymentProvider {
  return {
    name: 'stripe',
    livemode: connection.mode.livemode,
    feeTerms: () => parts.fee,
    start: (request) => startPayment(parts, connection, request),
    startRedirect: (request) => startRedirect(parts, connection, request),
    refund: (request) => refund(parts, connection, request),
    close: (organizationId, reference) =>
      closePayment(parts, connection, organizationId, reference),
    recurring: createRecurring(parts, connection),
    bills: createBills(parts, connection),
    payerOf: (reference, clientSecret) => payerOf(parts, connection, reference, clientSecret),
  };
}

async function startPayment(
  { db, newPaymentId, onError }: ProviderParts,
  connection: Connection,
  { organizationId, livemode, charge, expiresAt, idempotencyKey }: PaymentRequest,
) {
  const amount = toStripeAmount(charge);
  if (amount === null) refuseGift(charge.currency);
  const book = { organizationId, livemode };
  const row = await records.reservePayment(db, book, newPaymentId(), idempotencyKey, {
    via: 'fields',
  });
  if (row.via !== 'fields') refuse('idempotency_key_reused');
  const intent = await findOrMakeIntent(connection, row, amount, charge.currency).catch(
    (error: unknown) => refuseFor(error, charge.currency, onError),
  );
  if (intent.amount !== amount || intent.currency.toUpperCase() !== charge.currency) {
    refuse('idempotency_key_reused');
  }
  await records.keepIntent(db, row, intent.id);
  if (intent.client_secret === null) throw new Error(`Stripe gave ${intent.id} no client secret`);
  return {
    provider: 'stripe',
    reference: row.reference,
    clientSecret: intent.client_secret,
    publishableKey: connection.mode.publishableKey,
    account: row.account,
    expiresAt: expiresAt.toISOString(),
    livemode,
  } as const;
}

/** The one PaymentIntent of the row, however often it is asked for and whatever broke in between. */
async function findOrMakeIntent(
  { stripe }: Connection,
  row: records.StripePaymentRow,
  amount: number,
  currency: string,
): Promise<Stripe.PaymentIntent> {
  const account = onAccount(row.account);
  // Stripe forgets idempotency keys after a day, and a second intent would hide the first.
  if (row.intent_id !== null) return stripe.paymentIntents.retrieve(row.intent_id, {}, account);
  return makeOnce(`kindcart-${row.reference}`, (idempotencyKey) =>
    stripe.paymentIntents.create(
      {
        amount,
        currency: currency.toLowerCase(),
        automatic_payment_methods: { enabled: true },
        metadata: ourMetadata(row),
      },
      { idempotencyKey, ...account },
    ),
  );
}

async function refund(
  { db }: ProviderParts,
  { stripe }: Connection,
  { organizationId, reference, refundId, amount }: RefundRequest,
): Promise<void> {
  const row = await records.findByReference(db, organizationId, reference);
  if (row?.intent_id == null) throw new Error(`Stripe has no payment ${reference}`);
  const intent = row.intent_id;
  const account = onAccount(row.account);
  const stripeAmount = toStripeAmount(amount);
  if (stripeAmount === null) {
    throw new RefundRefusedError(`Stripe cannot give back ${amount.amount} ${amount.currency}`);
  }
  try {
    await makeOnce(`kindcart-${refundId}`, async (idempotencyKey, mayBeMade) => {
      if (mayBeMade && (await isMade(stripe, intent, refundId, account))) return;
      const metadata = { [metadataKeys.refund]: refundId };
      await stripe.refunds.create(
        { payment_intent: intent, amount: stripeAmount, metadata },
        { idempotencyKey, ...account },
      );
    });
  } catch (cause) {
    if (!(cause instanceof Stripe.errors.StripeInvalidRequestError)) throw cause;
    throw new RefundRefusedError(`Stripe refused refund ${refundId}`, { cause });
  }
}

/** Whether Stripe has the refund, though it said that it failed. */
async function isMade(
  stripe: Stripe,
  intent: string,
  refundId: Id<'refund'>,
  account: { stripeAccount?: string },
): Promise<boolean> {
  const refunds = await stripe.refunds.list({ payment_intent: intent, limit: 100 }, account);
  return refunds.data.some(({ metadata }) => metadata?.[metadataKeys.refund] === refundId);
}

/** A payment takes card after card, and a thief needs no more than one of them. */
async function closePayment(
  { db }: ProviderParts,
  { stripe }: Connection,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
): Promise<void> {
  const row = await records.findByReference(db, organizationId, reference);
  const account = onAccount(row?.account ?? null);
  try {
    // Stripe's page makes its own PaymentIntent, which ends with the page and is cancelled by nobody.
    if (row?.session_id != null) await stripe.checkout.sessions.expire(row.session_id, {}, account);
    else if (row?.via === 'invoice') {
      const gift = await findByFirstPayment(db, organizationId, reference);
      if (gift !== undefined) await endUnpaid(stripe, gift);
    } else if (row?.intent_id != null) {
      const reason = { cancellation_reason: 'fraudulent' } as const;
      await stripe.paymentIntents.cancel(row.intent_id, reason, account);
    }
  } catch (error) {
    // It was paid or closed meanwhile, and cannot be closed (any more).
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

/** Stripe alone knows the secret, so it is asked; only for a payment of ours with this reference. */
async function payerOf(
  { db }: ProviderParts,
  { stripe, mode }: Connection,
  reference: Id<'payment'>,
  clientSecret: string,
): Promise<Id<'organization'> | null> {
  const [intentId = ''] = clientSecret.split('_secret_', 1);
  const row = await records.findByIntent(db, intentId);
  if (row?.reference !== reference || row.livemode !== mode.livemode) return null;
  const intent = await stripe.paymentIntents
    .retrieve(intentId, {}, onAccount(row.account))
    .catch((cause: unknown) => refuse('unavailable', { retryAfterSeconds: 2, cause }));
  const [known, given] = [intent.client_secret ?? '', clientSecret].map((text) =>
    createHash('sha256').update(text).digest(),
  );
  return known !== undefined && given !== undefined && timingSafeEqual(known, given)
    ? row.organization_id
    : null;
}
