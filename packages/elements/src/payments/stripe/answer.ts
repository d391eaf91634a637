import type { CallError, Result } from '@kindcart/client';
import type { ErrorCode } from '@kindcart/contract/errors';
import type { PaymentStep } from '@kindcart/store';
import type { PaymentIntent, SetupIntent, StripeError } from '@stripe/stripe-js';
import type { StripeWord } from './intents.ts';

type Answer = Result<PaymentStep>;

type Status = PaymentIntent.Status | SetupIntent.Status;

/** What Stripe's word on a payment, or on a card to keep, means for whoever waits for it. */
export function stepOf(word: StripeWord): Answer {
  if (word.error) return stepOfError(word.error);
  if ('paymentIntent' in word && word.paymentIntent) return stepOfStatus(word.paymentIntent.status);
  return 'setupIntent' in word && word.setupIntent
    ? stepOfSetup(word.setupIntent)
    : outcomeUnknown();
}

/** Asked after a way through a bank's own page, it says what went wrong there, if anything did. */
function stepOfSetup({ status, last_setup_error: last }: SetupIntent): Answer {
  if (status !== 'requires_payment_method') return stepOfStatus(status);
  return last
    ? stepOfError({ ...last, type: 'card_error' })
    : step({ state: 'unpaid', error: null });
}

/** What an error of Stripe's means: the payment takes another try, is over, or nobody knows. */
export function stepOfError(error: StripeError): Answer {
  const { type, code, payment_intent: payment, setup_intent: setup } = error;
  const intent = payment ?? setup;
  const message = `Stripe answered ${type}${code ? `, ${code}` : ''}.`;
  if (intent && isOver(intent.status)) return stepOfStatus(intent.status);
  switch (code) {
    case 'payment_intent_unexpected_state':
    case 'setup_intent_unexpected_state':
      // Done, it seems, in another tab: the platform is asked.
      return failure('payment_closed', message);
    case 'payment_intent_authentication_failure':
    case 'setup_intent_authentication_failure':
      return unpaid('authentication_failed', message);
    case 'payment_intent_payment_attempt_failed':
    case 'setup_attempt_failed':
      return unpaid('card_declined', message);
  }
  return stepOfType(type, message);
}

function stepOfType(type: StripeError['type'], message: string): Answer {
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
export function isOver(status: Status): boolean {
  return ['succeeded', 'processing', 'requires_capture', 'canceled'].includes(status);
}

function stepOfStatus(status: Status): Answer {
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
