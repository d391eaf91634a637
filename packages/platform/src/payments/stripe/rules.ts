/** What Stripe says of a payment, in the words of the house. Pure. */
import { createHash } from 'node:crypto';
import type { CardFailure, Id, PaymentSnapshot, RefundState } from '@kindcart/contract';
import { idOfBytes, isId } from '@kindcart/contract/ids';
import type Stripe from 'stripe';
import { fromStripeAmount } from './amounts.ts';

/** Names under which Stripe keeps what is ours, on its own objects. */
export const metadataKeys = {
  payment: 'kindcart_payment',
  organization: 'kindcart_organization',
  refund: 'kindcart_refund',
} as const;

/** The part of a PaymentIntent that counts. */
export type IntentFacts = Pick<
  Stripe.PaymentIntent,
  'status' | 'amount' | 'amount_received' | 'currency' | 'last_payment_error'
>;
/** The part of a Refund that counts. */
export type RefundFactsOfStripe = Pick<
  Stripe.Refund,
  'id' | 'amount' | 'currency' | 'status' | 'metadata'
>;

/** The whole payment as it stands at Stripe. `version` is higher the later Stripe was asked. */
export function snapshotOf(
  payment: { readonly reference: Id<'payment'>; readonly version: number },
  intent: IntentFacts,
  refunds: readonly RefundFactsOfStripe[],
): PaymentSnapshot {
  const state = stateOf(intent);
  const amount = state === 'succeeded' ? intent.amount_received : intent.amount;
  return {
    reference: payment.reference,
    version: payment.version,
    state,
    amount: fromStripeAmount(amount, intent.currency),
    failureCode: state === 'failed' ? failureOf(intent) : null,
    refunds: refunds.map((refund) => ({
      id: refundIdOf(refund),
      amount: fromStripeAmount(refund.amount, refund.currency),
      state: refundStateOf(refund.status),
    })),
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

/** Few words for many reasons: a thief who tries out cards learns nothing from them. */
function failureOf({ last_payment_error: error }: IntentFacts): CardFailure {
  if (error?.code === 'payment_intent_authentication_failure') return 'authentication_failed';
  return error?.decline_code === 'insufficient_funds' ? 'insufficient_funds' : 'card_declined';
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

/** Our own id of the refund, or one made of Stripe's for a refund that was made there. */
function refundIdOf({ id, metadata }: RefundFactsOfStripe): Id<'refund'> {
  const ours = metadata?.[metadataKeys.refund] ?? '';
  if (isId('refund', ours)) return ours;
  return idOfBytes('refund', createHash('sha256').update(id).digest().subarray(0, 16));
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

/** Our reference on the object, when it is one of ours. */
export function referenceOf({ metadata }: EventObject): Id<'payment'> | undefined {
  const found: unknown =
    typeof metadata === 'object' && metadata !== null
      ? Reflect.get(metadata, metadataKeys.payment)
      : undefined;
  return typeof found === 'string' && isId('payment', found) ? found : undefined;
}
