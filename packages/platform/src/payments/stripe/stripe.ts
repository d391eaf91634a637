/**
 * The provider Stripe, through its official SDK. What Stripe says of a payment is asked for anew at
 * each of its events and applied as state, so events may come late, twice, together or in any order.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Id } from '@kindcart/contract';
import { idOfBytes } from '@kindcart/contract/ids';
import type { Kysely } from 'kysely';
import Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import { refuse } from '../../http/refusal.ts';
import { finishErrand } from '../../jobs/errands.ts';
import { startWorker, type Worker } from '../../jobs/worker.ts';
import type { GroupCommit } from '../../ledger/group-commit.ts';
import {
  type PaymentProvider,
  type PaymentRequest,
  RefundRefusedError,
  type RefundRequest,
} from '../port.ts';
import * as records from './records.ts';
import {
  intentIdOf,
  metadataKeys,
  ownRefundId,
  referenceOf,
  snapshotOf,
  toStripeAmount,
} from './rules.ts';
import type { StripeMode, StripeSettings } from './settings.ts';

export interface StripeOptions {
  readonly db: Kysely<Database>;
  readonly settings: StripeSettings;
  readonly settlements: GroupCommit<PaymentEvent, EventOutcome>;
  readonly newPaymentId: () => Id<'payment'>;
  readonly onError: (name: string, error: unknown) => void;
}

/** What became of an event of Stripe's. */
export type Receipt = 'kept' | 'not_ours' | 'payment_unknown' | 'livemode_mismatch';

export interface StripeGateway {
  /** One for each mode that has keys. */
  readonly providers: readonly PaymentProvider[];
  /** Keeps a verified event to be applied; the answer comes before that. */
  receive(event: Stripe.Event, body: string): Promise<Receipt>;
  /** Starts applying what was kept. */
  start(): void;
  stop(): Promise<void>;
}

/** Longer than Stripe takes, and shorter than a donor waits. */
const timeoutMs = 15_000;
const networkRetriesMax = 2;
const eventsPerRound = 20;
const restMs = 1_000;

/** A client of Stripe's API in one mode. */
interface Connection {
  readonly mode: StripeMode;
  readonly stripe: Stripe;
}

export function createStripe(options: StripeOptions): StripeGateway {
  const { db, settings, onError } = options;
  const connections = settings.modes.map((mode) => ({ mode, stripe: connect(settings, mode) }));
  const connectionFor = (livemode: boolean) =>
    connections.find(({ mode }) => mode.livemode === livemode);
  let worker: Worker | undefined;
  return {
    providers: connections.map((connection) => createProvider(options, connection)),
    async receive(event, body) {
      if (connectionFor(event.livemode) === undefined) return 'livemode_mismatch';
      const payment = await findPayment(db, event);
      if (payment === 'not_ours' || payment === 'payment_unknown') return payment;
      if (payment.livemode !== event.livemode) return 'livemode_mismatch';
      await records.enqueueEvent(db, payment, { id: event.id, body });
      worker?.wake();
      return 'kept';
    },
    start() {
      const round = () => applyRound(options, connectionFor);
      worker ??= startWorker({ name: 'stripe events', round, restMs, onError });
    },
    stop: async () => worker?.stop(),
  };
}

function connect({ apiUrl }: StripeSettings, { secretKey }: StripeMode): Stripe {
  return new Stripe(secretKey, {
    host: apiUrl.hostname,
    port: apiUrl.port === '' ? (apiUrl.protocol === 'http:' ? 80 : 443) : apiUrl.port,
    protocol: apiUrl.protocol === 'http:' ? 'http' : 'https',
    timeout: timeoutMs,
    maxNetworkRetries: networkRetriesMax,
    telemetry: false,
  });
}

function createProvider(options: StripeOptions, connection: Connection): PaymentProvider {
  const { fee } = options.settings;
  return {
    name: 'stripe',
    livemode: connection.mode.livemode,
    feeTerms: () => fee,
    start: (request) => startPayment(options, connection, request),
    refund: (request) => refund(options, connection, request),
    payerOf: (reference, clientSecret) => payerOf(options, connection, reference, clientSecret),
  };
}

async function startPayment(
  options: StripeOptions,
  connection: Connection,
  { organizationId, livemode, charge, expiresAt, idempotencyKey }: PaymentRequest,
) {
  const { db, newPaymentId, onError } = options;
  const amount = toStripeAmount(charge);
  if (amount === null) refuseGift(charge.currency);
  const book = { organizationId, livemode };
  const row = await records.reservePayment(db, book, newPaymentId(), idempotencyKey);
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
function findOrMakeIntent(
  { stripe }: Connection,
  row: records.StripePaymentRow,
  amount: number,
  currency: string,
): Promise<Stripe.PaymentIntent> {
  const account = onAccount(row.account);
  // Stripe forgets idempotency keys after a day, and a second intent would hide the first.
  if (row.intent_id !== null) return stripe.paymentIntents.retrieve(row.intent_id, {}, account);
  return stripe.paymentIntents.create(
    {
      amount,
      currency: currency.toLowerCase(),
      automatic_payment_methods: { enabled: true },
      metadata: {
        [metadataKeys.payment]: row.reference,
        [metadataKeys.organization]: row.organization_id,
      },
    },
    { idempotencyKey: `kindcart-${row.reference}`, ...account },
  );
}

const onAccount = (account: string | null) => (account === null ? {} : { stripeAccount: account });

function refuseGift(currency: string): never {
  const message = `is not an amount that Stripe can charge in ${currency}`;
  return refuse('request_invalid', { fields: [{ field: 'gift', message }] });
}

/** Says to the donor's page what Stripe's refusal means for it. */
function refuseFor(error: unknown, currency: string, onError: StripeOptions['onError']): never {
  if (error instanceof Stripe.errors.StripeIdempotencyError) refuse('idempotency_key_reused');
  if (isPassing(error)) {
    const detail = 'The payment provider cannot be reached right now. Nothing was charged.';
    refuse('unavailable', { retryAfterSeconds: 2, detail, cause: error });
  }
  if (error instanceof Stripe.errors.StripeError) {
    if (error.code === 'amount_too_small' || error.code === 'amount_too_large') {
      refuseGift(currency);
    }
    // A wrong key or an account that may not charge is the operator's to mend, and told to no donor.
    onError('stripe payments', error);
    refuse('payments_unavailable');
  }
  throw error;
}

/** Whether the same request may well succeed later. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    (error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500)
  );
}

async function refund(
  { db }: StripeOptions,
  { stripe }: Connection,
  { organizationId, reference, refundId, amount }: RefundRequest,
): Promise<void> {
  const row = await records.findByReference(db, organizationId, reference);
  if (row?.intent_id == null) throw new Error(`Stripe has no payment ${reference}`);
  const stripeAmount = toStripeAmount(amount);
  if (stripeAmount === null) {
    throw new RefundRefusedError(`Stripe cannot give back ${amount.amount} ${amount.currency}`);
  }
  try {
    await stripe.refunds.create(
      {
        payment_intent: row.intent_id,
        amount: stripeAmount,
        metadata: { [metadataKeys.refund]: refundId },
      },
      { idempotencyKey: `kindcart-${refundId}`, ...onAccount(row.account) },
    );
  } catch (cause) {
    if (!(cause instanceof Stripe.errors.StripeInvalidRequestError)) throw cause;
    throw new RefundRefusedError(`Stripe refused refund ${refundId}`, { cause });
  }
}

/** Stripe alone knows the secret, so it is asked; only for a payment of ours with this reference. */
async function payerOf(
  { db }: StripeOptions,
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

async function findPayment(
  db: Kysely<Database>,
  event: Stripe.Event,
): Promise<records.StripePaymentRow | 'not_ours' | 'payment_unknown'> {
  const { object } = event.data;
  const intentId = intentIdOf(object);
  const known = intentId === undefined ? undefined : await records.findByIntent(db, intentId);
  if (known !== undefined) return known;
  // The same account may take payments that are no gifts: those are not for us.
  return referenceOf(object) === undefined ? 'not_ours' : 'payment_unknown';
}

/**
 * What the next try may find otherwise: Stripe may speak before the donation is written, and of a
 * refund made there before one of ours, which leaves no room for it, has failed.
 */
const comesLater: readonly EventOutcome[] = ['payment_unknown', 'refunds_exceed_charge'];

/** Applies events that are due; the worker comes back for those that failed. */
async function applyRound(
  options: StripeOptions,
  connectionFor: (livemode: boolean) => Connection | undefined,
): Promise<number> {
  const { db, settlements, onError } = options;
  const events = await records.takeEvents(db, eventsPerRound);
  await Promise.all(
    events.map(async (event) => {
      try {
        const row = await records.nextVersion(db, event);
        const connection = connectionFor(row.livemode);
        if (connection === undefined) throw new Error(`No key of Stripe's for ${event.reference}`);
        const outcome = await settlements.submit({
          organizationId: row.organization_id,
          provider: 'stripe',
          id: event.id,
          livemode: row.livemode,
          body: event.body,
          payment: await askForPayment(connection.stripe, row),
        });
        if (comesLater.includes(outcome)) throw new Error(`Event ${event.id} waits: ${outcome}`);
        if (outcome !== 'applied' && outcome !== 'older') {
          onError('stripe events', new Error(`Event ${event.id} was refused: ${outcome}`));
        }
        await finishErrand(db, event.organization_id, event.id);
      } catch (error) {
        onError('stripe events', error);
      }
    }),
  );
  return events.length;
}

/** The payment as it stands at Stripe now. */
async function askForPayment(stripe: Stripe, row: records.StripePaymentRow) {
  const intentId = row.intent_id ?? '';
  const account = onAccount(row.account);
  const intent = await stripe.paymentIntents.retrieve(intentId, {}, account);
  const refunds =
    intent.status === 'succeeded'
      ? await stripe.refunds
          .list({ payment_intent: intentId, limit: 100 }, account)
          .autoPagingToArray({ limit: 1_000 })
      : [];
  return snapshotOf(
    row,
    intent,
    refunds.map((refund) => ({ id: refundIdOf(refund), refund })),
  );
}

/** Our own id of the refund, or one made of Stripe's for a refund that was made there. */
function refundIdOf({ id, metadata }: Stripe.Refund): Id<'refund'> {
  const digest = createHash('sha256').update(id).digest();
  return ownRefundId(metadata) ?? idOfBytes('refund', digest.subarray(0, 16));
}
