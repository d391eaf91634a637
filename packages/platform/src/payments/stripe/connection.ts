/** The line to Stripe's API in one mode, and what its failures mean. */
import Stripe from 'stripe';
import { refuse } from '../../http/refusal.ts';
import type { StripeMode, StripeSettings } from './settings.ts';

/** A client of Stripe's API in one mode. */
export interface Connection {
  readonly mode: StripeMode;
  readonly stripe: Stripe;
}

/** Longer than Stripe takes, and shorter than a donor waits. */
const timeoutMs = 15_000;
const networkRetriesMax = 2;

export function connect(settings: StripeSettings, mode: StripeMode): Connection {
  const { apiUrl } = settings;
  const stripe = new Stripe(mode.secretKey, {
    host: apiUrl.hostname,
    port: apiUrl.port === '' ? (apiUrl.protocol === 'http:' ? 80 : 443) : apiUrl.port,
    protocol: apiUrl.protocol === 'http:' ? 'http' : 'https',
    timeout: settings.timeoutMs ?? timeoutMs,
    maxNetworkRetries: networkRetriesMax,
    telemetry: false,
  });
  return { mode, stripe };
}

/** Options of a request for a connected account, or for the keys' own. */
export const onAccount = (account: string | null) =>
  account === null ? {} : { stripeAccount: account };

/** Most keys under which one object is asked for. */
const keysMax = 5;

/**
 * Asks for one object under its key, so that a repeat finds the first. When Stripe failed after it had
 * begun, that failure is its answer to this key for a day, and the object is asked for under another:
 * `make` is told, as the first may have been made all the same.
 */
export async function makeOnce<Made>(
  key: string,
  make: (idempotencyKey: string, mayBeMade: boolean) => Promise<Made>,
): Promise<Made> {
  for (let number = 1; ; number += 1) {
    try {
      return await make(number === 1 ? key : `${key}-${number}`, number > 1);
    } catch (error) {
      if (number === keysMax || !isLastingFailure(error)) throw error;
    }
  }
}

/** Whether Stripe repeats a failure that it remembers: https://docs.stripe.com/error-low-level */
function isLastingFailure(error: unknown): boolean {
  return isFailureOfStripe(error) && error.headers?.['idempotent-replayed'] === 'true';
}

function isFailureOfStripe(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500;
}

/** Whether Stripe takes no more requests for now. */
export function isRateLimit(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeRateLimitError;
}

/** Whether the same request may well succeed later. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    isRateLimit(error) ||
    isFailureOfStripe(error)
  );
}

export function refuseGift(currency: string): never {
  const message = `is not an amount that Stripe can charge in ${currency}`;
  return refuse('request_invalid', { fields: [{ field: 'gift', message }] });
}

/** Says to the donor's page what Stripe's refusal means for it. */
export function refuseFor(
  error: unknown,
  currency: string,
  onError: (name: string, error: unknown) => void,
): never {
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
