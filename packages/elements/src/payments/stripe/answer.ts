import type { CallError, Result } from '@kindcart/client';
import type { ErrorCode } from '@kindcart/contract/errors';
import type { PaymentStep } from '@kindcart/store';
import type { PaymentIntent, PaymentIntentResult, StripeError } from '@stripe/stripe-js';

type Answer = Result<PaymentStep>;

/** What Stripe's word on a payment means for the checkout. */
export function stepOf({ paymentIntent, error }: PaymentIntentResult): Answer {
  return error ? stepOfError(error) : stepOfStatus(paymentIntent.status);
}

/** What an error of Stripe's means: the payment takes another try, is over, or nobody knows. */
export function stepOfError(error: StripeError): Answer {
  const { type, code, payment_intent: intent } = error;
  const message = `Stripe answered ${type}${code ? `, ${code}` : ''}.`;
  if (intent && isOver(intent.status)) return stepOfStatus(intent.status);
  // Paid, it seems, in another tab: the platform is asked.
  if (code === 'payment_intent_unexpected_state') return failure('payment_closed', message);
  if (code === 'payment_intent_authentication_failure') {
    return unpaid('authentication_failed', message);
  }
  if (code === 'payment_intent_payment_attempt_failed') return unpaid('card_declined', message);
  switch (type) {
    case 'validation_error':
      // Stripe says beside its fields what is wrong with them.
      return step({ state: 'unpaid', error: null });
    case 'card_error':
      // One code for all declines: a reason would teach whoever tries out stolen cards.
      return unpaid('card_declined', message);
    case 'rate_limit_error':
      return unpaid('rate_limited', message);
    case 'api_connection_error':
      return failure('network_error', message, true);
    case 'api_error':
      return failure('unavailable', message, true);
    default:
      return unpaid('payments_unavailable', message);
  }
}

/** What became of the payment is not known, so that the platform is asked. */
export function outcomeUnknown(): Answer {
  return failure('response_invalid', 'Stripe.js failed while it paid.');
}

/** Whether the payment takes no card any more. */
export function isOver(status: PaymentIntent.Status): boolean {
  return ['succeeded', 'processing', 'requires_capture', 'canceled'].includes(status);
}

function stepOfStatus(status: PaymentIntent.Status): Answer {
  switch (status) {
    case 'succeeded':
    case 'processing':
    case 'requires_capture':
      // Whether the gift is paid is for the platform to say.
      return step({ state: 'processing', failureCode: null });
    case 'canceled':
      return step({ state: 'expired', failureCode: null });
    case 'requires_payment_method':
      return unpaid('card_declined', `The payment is ${status}.`);
    default:
      // The donor closed the bank's dialog, or a code to scan. Stripe asks again at the next try.
      return unpaid('authentication_failed', `The payment is ${status}.`);
  }
}

function step(value: PaymentStep): Answer {
  return { ok: true, value, requestId: null };
}

function unpaid(code: ErrorCode, message: string): Answer {
  return step({ state: 'unpaid', error: errorOf(code, message, false) });
}

function failure(code: ErrorCode, message: string, retryable = false): Answer {
  return { ok: false, error: errorOf(code, message, retryable) };
}

function errorOf(code: ErrorCode, message: string, retryable: boolean): CallError {
  return { code, message, retryable, status: 0, retryAfterMs: null, fields: [], requestId: null };
}
