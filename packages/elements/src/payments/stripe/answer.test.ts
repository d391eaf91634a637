import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type {
  PaymentIntent,
  PaymentIntentResult,
  SetupIntent,
  StripeErrorType,
} from '@stripe/stripe-js';
import { isOver, outcomeUnknown, stepOf, stepOfError } from './answer.ts';

const intent = (status: PaymentIntent.Status): PaymentIntent => ({
  id: 'pi_1',
  object: 'payment_intent',
  amount: 5_180,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic',
  client_secret: 'pi_1_secret_2',
  confirmation_method: 'automatic',
  created: 0,
  currency: 'cny',
  description: null,
  last_payment_error: null,
  livemode: false,
  next_action: null,
  payment_method: null,
  payment_method_types: ['card'],
  receipt_email: null,
  setup_future_usage: null,
  shipping: null,
  status,
});

const setup = (status: SetupIntent.Status, code?: string): SetupIntent => ({
  id: 'seti_1',
  object: 'setup_intent',
  cancellation_reason: null,
  client_secret: 'seti_1_secret_2',
  created: 0,
  description: null,
  last_setup_error: code === undefined ? null : { type: 'invalid_request_error', code },
  livemode: false,
  next_action: null,
  payment_method: null,
  payment_method_types: ['card'],
  status,
  usage: 'off_session',
});

/** How a step is told: its state and, where it takes another try, the code of why. */
function told({ ok: known, ...rest }: ReturnType<typeof stepOf>): string {
  if ('error' in rest)
    return `${rest.error.retryable ? 'asks again' : 'error'}: ${rest.error.code}`;
  ok(known);
  const { value } = rest;
  return 'error' in value ? `unpaid: ${value.error?.code}` : value.state;
}

const statuses: readonly [status: PaymentIntent.Status, step: string][] = [
  ['succeeded', 'processing'],
  ['processing', 'processing'],
  ['requires_capture', 'processing'],
  ['canceled', 'expired'],
  ['requires_payment_method', 'unpaid: card_declined'],
  ['requires_action', 'unpaid: authentication_failed'],
  ['requires_confirmation', 'unpaid: authentication_failed'],
];

for (const [status, step] of statuses) {
  test(`takes a payment that is ${status} for ${step}`, () => {
    equal(told(stepOf({ paymentIntent: intent(status) })), step);
  });
}

const setups: readonly [status: SetupIntent.Status, last: string | undefined, step: string][] = [
  ['succeeded', undefined, 'processing'],
  ['processing', undefined, 'processing'],
  ['canceled', undefined, 'expired'],
  // The donor went back without having answered the bank.
  ['requires_payment_method', undefined, 'unpaid: undefined'],
  ['requires_payment_method', 'card_declined', 'unpaid: card_declined'],
  ['requires_payment_method', 'insufficient_funds', 'unpaid: card_declined'],
  ['requires_payment_method', 'setup_attempt_failed', 'unpaid: card_declined'],
  [
    'requires_payment_method',
    'setup_intent_authentication_failure',
    'unpaid: authentication_failed',
  ],
  ['requires_action', undefined, 'unpaid: authentication_failed'],
];

for (const [status, last, step] of setups) {
  test(`takes a card to keep that is ${status} after ${last ?? 'nothing'} for ${step}`, () => {
    equal(told(stepOf({ setupIntent: setup(status, last) })), step);
  });
}

const errors: readonly [type: StripeErrorType, code: string | undefined, step: string][] = [
  ['card_error', 'card_declined', 'unpaid: card_declined'],
  ['card_error', 'expired_card', 'unpaid: card_declined'],
  ['card_error', 'incorrect_cvc', 'unpaid: card_declined'],
  ['validation_error', 'incomplete_number', 'unpaid: undefined'],
  [
    'invalid_request_error',
    'payment_intent_authentication_failure',
    'unpaid: authentication_failed',
  ],
  ['invalid_request_error', 'payment_intent_payment_attempt_failed', 'unpaid: card_declined'],
  ['invalid_request_error', 'payment_intent_unexpected_state', 'error: payment_closed'],
  ['invalid_request_error', 'setup_intent_unexpected_state', 'error: payment_closed'],
  ['invalid_request_error', 'setup_attempt_failed', 'unpaid: card_declined'],
  ['invalid_request_error', 'setup_intent_authentication_failure', 'unpaid: authentication_failed'],
  ['invalid_request_error', 'resource_missing', 'unpaid: payments_unavailable'],
  ['authentication_error', undefined, 'unpaid: payments_unavailable'],
  ['idempotency_error', undefined, 'unpaid: payments_unavailable'],
  ['rate_limit_error', 'rate_limit', 'unpaid: rate_limited'],
  ['api_connection_error', undefined, 'asks again: network_error'],
  ['api_error', undefined, 'asks again: unavailable'],
];

for (const [type, code, step] of errors) {
  test(`takes ${type} ${code ?? 'without a code'} for ${step}`, () => {
    equal(told(stepOfError({ type, ...(code && { code }) })), step);
    equal(told(stepOf({ error: { type, ...(code && { code }) } })), step);
  });
}

test('believes the payment more than the error about it', () => {
  const error = (status: PaymentIntent.Status): PaymentIntentResult => ({
    error: {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      payment_intent: intent(status),
    },
  });
  equal(told(stepOf(error('succeeded'))), 'processing');
  equal(told(stepOf(error('canceled'))), 'expired');
  equal(told(stepOf(error('requires_action'))), 'error: payment_closed');
});

test('believes the card to keep more than the error about it', () => {
  const code = 'setup_intent_unexpected_state';
  const error = { type: 'invalid_request_error', code, setup_intent: setup('succeeded') } as const;
  equal(told(stepOf({ error })), 'processing');
});

test('tells one decline from another to nobody, and repeats no words of Stripe', () => {
  const error = { type: 'card_error', code: 'card_declined', message: 'Your card was stolen.' };
  const step = stepOfError({ ...error, type: 'card_error', decline_code: 'stolen_card' });
  ok(!JSON.stringify(step).includes('stolen'));
});

test('has the platform asked when Stripe.js itself failed', () => {
  equal(told(outcomeUnknown()), 'error: response_invalid');
});

test('knows which payments take no card any more', () => {
  const over = statuses.map(([status]) => status).filter(isOver);
  deepEqual(over, ['succeeded', 'processing', 'requires_capture', 'canceled']);
});
