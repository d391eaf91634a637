/** What Stripe says of a payment, in the words of the house. Pure. */
import type { CardFailure, Id, PaymentSnapshot, RefundState } from '@kindcart/contract';
import { isId } from '@kindcart/contract/ids';
import type { Money } from '@kindcart/contract/money';

/** Names under which Stripe keeps what is ours, on its own objects. */
export const metadataKeys = {
  payment: 'kindcart_payment',
  organization: 'kindcart_organization',
  refund: 'kindcart_refund',
} as const;

/** What Stripe keeps of ours on a payment. */
export function ourMetadata(payment: {
  readonly organization_id: Id<'organization'>;
  readonly reference: Id<'payment'>;
}): Record<string, string> {
  return {
    [metadataKeys.payment]: payment.reference,
    [metadataKeys.organization]: payment.organization_id,
  };
}

/** The events that the platform listens to, and asks for when they do not come. */
export const eventTypes = [
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'invoice.voided',
] as const;

/** The part of a PaymentIntent that counts. */
export interface IntentFacts {
  readonly status: string;
  readonly amount: number;
  readonly amount_received: number;
  readonly currency: string;
  readonly last_payment_error: {
    readonly code?: string;
    readonly decline_code?: string;
    readonly payment_method?: {
      readonly card?: { readonly fingerprint?: string | null | undefined };
    };
  } | null;
}

/** The part of a Refund that counts. */
export interface RefundFactsOfStripe {
  readonly amount: number;
  readonly currency: string;
  readonly status: string | null;
}

/** The whole payment as it stands at Stripe. `version` is higher the later Stripe was asked. */
export function snapshotOf(
  payment: { readonly reference: Id<'payment'>; readonly version: number },
  intent: IntentFacts,
  refunds: readonly { readonly id: Id<'refund'>; readonly refund: RefundFactsOfStripe }[],
): PaymentSnapshot {
  const state = stateOf(intent);
  const amount = state === 'succeeded' ? intent.amount_received : intent.amount;
  const fingerprint = intent.last_payment_error?.payment_method?.card?.fingerprint;
  return {
    reference: payment.reference,
    version: payment.version,
    state,
    amount: fromStripeAmount(amount, intent.currency),
    failureCode: state === 'failed' ? failureOf(intent) : null,
    refunds: refunds.map(({ id, refund }) => ({
      id,
      amount: fromStripeAmount(refund.amount, refund.currency),
      state: refundStateOf(refund.status),
    })),
    ...(fingerprint && { cardFingerprint: fingerprint }),
  };
}

/** https://docs.stripe.com/payments/paymentintents/lifecycle */
function stateOf(intent: IntentFacts): PaymentSnapshot['state'] {
  switch (intent.status) {
    case 'succeeded':
      return 'succeeded';
    case 'processing':
    case 'requires_capture':
      return 'processing';
    case 'canceled':
      return 'expired';
    case 'requires_payment_method':
      // After a decline the donor may try another card on the same payment, and it may yet succeed.
      return intent.last_payment_error ? 'failed' : 'requires_action';
    default:
      return 'requires_action';
  }
}

function failureOf({ last_payment_error: error }: IntentFacts): CardFailure {
  const isUnconfirmed = error?.code === 'payment_intent_authentication_failure';
  return isUnconfirmed ? 'authentication_failed' : declinedBecause(error?.decline_code);
}

/** Why a card was declined, for the charity: donors are told one word, see `shownFailure`. */
export function declinedBecause(code: string | undefined): CardFailure {
  return code === 'insufficient_funds' ? code : 'card_declined';
}

function refundStateOf(status: string | null): RefundState {
  switch (status) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
    case 'canceled':
      return 'failed';
    default:
      return 'pending';
  }
}

/** A payment on Stripe's page while nobody has paid on it. */
export function sessionSnapshot(
  payment: { readonly reference: Id<'payment'>; readonly version: number },
  session: {
    readonly status: string | null;
    readonly amount_total: number | null;
    readonly currency: string | null;
  },
): PaymentSnapshot {
  const { status, amount_total: amount, currency } = session;
  if (amount === null || currency === null) throw new Error('A page of Stripe has no amount');
  return {
    reference: payment.reference,
    version: payment.version,
    state: status === 'expired' ? 'expired' : 'requires_action',
    amount: fromStripeAmount(amount, currency),
    failureCode: null,
    refunds: [],
  };
}

/** A page of Stripe's lives for 30 minutes to 24 hours; a minute within that, for what the way takes. */
const [pageMinMs, pageMaxMs] = [31 * 60_000, (24 * 60 - 1) * 60_000] as const;

/** When a page ends that should end at a moment, as near to it as Stripe allows, and how soon it may. */
export function sessionTimes(wanted: Date, now: Date): { expiresAt: Date; notBefore: Date } {
  const lastsMs = Math.min(Math.max(wanted.getTime() - now.getTime(), pageMinMs), pageMaxMs);
  return {
    expiresAt: new Date(now.getTime() + lastsMs),
    notBefore: new Date(now.getTime() + pageMinMs - 30_000),
  };
}

/** Languages of Stripe's page: https://docs.stripe.com/js/appendix/supported_locales */
const pageLocales =
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  );

/** Stripe's name of a language (BCP 47), or `auto` for the browser's own where it has none. */
export function checkoutLocale(language: string): string {
  const [base = ''] = language.split('-');
  return [language, base].find((one) => pageLocales.includes(one)) ?? 'auto';
}

/** The object of an event, as far as it says which payment it is about. */
interface EventObject {
  readonly object?: unknown;
  readonly id?: unknown;
  readonly payment_intent?: unknown;
  readonly metadata?: unknown;
}

/** Id of the PaymentIntent that an event is about; undefined when it is about none. */
export function intentIdOf(object: EventObject): string | undefined {
  const id = object.object === 'payment_intent' ? object.id : object.payment_intent;
  return typeof id === 'string' && id.startsWith('pi_') ? id : undefined;
}

/** Which payment of whom the object is, when it is one of ours. */
export function oursOf({
  metadata,
}: EventObject):
  | { readonly organizationId: Id<'organization'>; readonly reference: Id<'payment'> }
  | undefined {
  const reference = metadatum(metadata, metadataKeys.payment);
  const organizationId = metadatum(metadata, metadataKeys.organization);
  if (!isId('payment', reference) || !isId('organization', organizationId)) return undefined;
  return { organizationId, reference };
}

/** Our id of a refund of Stripe's, when we asked for it. */
export function ownRefundId(metadata: unknown): Id<'refund'> | undefined {
  const found = metadatum(metadata, metadataKeys.refund);
  return isId('refund', found) ? found : undefined;
}

function metadatum(metadata: unknown, key: string): string {
  const found: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, key) : undefined;
  return typeof found === 'string' ? found : '';
}

// Amounts as Stripe counts them, which is not everywhere as ISO 4217 does
// (https://docs.stripe.com/currencies). What Stripe cannot charge is refused and never rounded.

/** ISO 4217 has two decimals, and Stripe counts whole units. */
const wholeUnits: ReadonlySet<string> = new Set(['MGA']);
/** ISO 4217 has no decimals, and Stripe counts hundredths that must be 00. */
const hundredths: ReadonlySet<string> = new Set(['ISK']);
/** Three decimals, the last of which must be 0. */
const thousandths: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** Stripe's documents contradict each other on how these are counted. */
const unclear: ReadonlySet<string> = new Set(['UGX']);

/** The amount in Stripe's units, or null when Stripe cannot charge it. */
export function toStripeAmount({ amount, currency }: Money): number | null {
  if (unclear.has(currency)) return null;
  if (wholeUnits.has(currency)) return amount % 100 === 0 ? amount / 100 : null;
  if (thousandths.has(currency)) return amount % 10 === 0 ? amount : null;
  return hundredths.has(currency) ? amount * 100 : amount;
}

/**
 * Stripe's amount as Money.
 *
 * @param currency - as Stripe writes it, in either case
 * @throws RangeError when it is not a whole number of minor units
 */
export function fromStripeAmount(stripeAmount: number, currency: string): Money {
  const code = currency.toUpperCase();
  const amount = wholeUnits.has(code)
    ? stripeAmount * 100
    : hundredths.has(code)
      ? stripeAmount / 100
      : stripeAmount;
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`${stripeAmount} ${code} of Stripe is not a whole number of minor units`);
  }
  return { amount, currency: code };
}
