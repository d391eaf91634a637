/** One of each checkout state, made of the contract's examples. */
import type { CallError } from '@kindcart/client';
import {
  createDonationExample,
  createdDonationExample,
  type DonationState,
  type DonationStatus,
  type StripePaymentStart,
} from '@kindcart/contract';
import type { CheckoutState } from '../checkout/state.ts';

export const { donation, payment } = createdDonationExample;
export const request = { idempotencyKey: 'key-1', body: createDonationExample };

/** A payment by Stripe, whose fields pay by themselves. */
export const stripePayment: StripePaymentStart = {
  ...payment,
  provider: 'stripe',
  clientSecret: 'pi_1_secret_2',
  publishableKey: 'pk_test_stripe',
  account: null,
};

/** A failure with this code, final unless said otherwise. */
export function errorOf(code: CallError['code'], retryable = false): CallError {
  const nothing = { status: 0, retryAfterMs: null, fields: [], requestId: null };
  return { code, retryable, message: `It was ${code}.`, ...nothing };
}

/** The donation in this state. */
export function donationIn(state: DonationState): DonationStatus {
  return { ...donation, state, failureCode: state === 'failed' ? 'card_declined' : null };
}

const made = { request, donation, payment };
const paying = { ...made, error: null };
const sent = { ...paying, connection: 'online', checking: false } as const;

/** By a name for each: the status, or the status and what is special. */
export const states = {
  idle: { status: 'idle' },
  creating: { status: 'creating', request },
  ready_to_pay: { status: 'ready_to_pay', ...paying },
  confirming: { status: 'confirming', act: 'confirm', ...sent },
  'confirming, checking': { status: 'confirming', act: 'confirm', ...sent, checking: true },
  authenticating: { status: 'confirming', act: 'authenticate', ...sent },
  requires_action: { status: 'requires_action', ...paying },
  processing: { status: 'processing', ...made, connection: 'online' },
  succeeded: { status: 'succeeded', ...made, donation: donationIn('succeeded') },
  failed: { status: 'failed', ...made, failureCode: 'card_declined' },
  expired: { status: 'expired', ...made, donation: donationIn('expired') },
  'error, retryable': {
    status: 'error',
    request,
    error: errorOf('network_error', true),
    donation: null,
    payment: null,
  },
  'error, final': {
    status: 'error',
    request,
    error: errorOf('amount_too_small'),
    donation: null,
    payment: null,
  },
  'error, donation known': {
    status: 'error',
    request,
    error: errorOf('origin_not_allowed'),
    donation,
    payment,
  },
} as const satisfies Record<string, CheckoutState>;
