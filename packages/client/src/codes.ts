/**
 * The codes that an answer to a page can carry, without their sentences: a page must know the closed
 * union to tell a code from anything else, and has no use for words written for developers.
 */
import type { ProblemCode } from '@kindcart/contract';

const codes: readonly unknown[] = [
  'unavailable',
  'shutting_down',
  'rate_limited',
  'not_found',
  'method_not_allowed',
  'key_missing',
  'key_unknown',
  'key_revoked',
  'secret_key_in_browser',
  'key_not_allowed',
  'origin_not_allowed',
  'body_too_large',
  'media_type_unsupported',
  'encoding_invalid',
  'json_invalid',
  'request_invalid',
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'idempotency_key_reused',
  'idempotency_in_flight',
  'giving_paused',
  'proof_required',
  'project_unknown',
  'project_closed',
  'currency_mismatch',
  'amount_too_small',
  'amount_too_large',
  'donation_unknown',
  'adoption_unknown',
  'adoption_over',
  'adoption_mismatch',
  'payments_unavailable',
  'payment_unknown',
  'payment_closed',
  'card_invalid',
  'card_declined',
  'insufficient_funds',
  'authentication_failed',
  'payment_expired',
  'signature_invalid',
  'signature_expired',
  'livemode_mismatch',
  'internal',
] satisfies ProblemCode[];

/**
 * Whether the value is a code that an answer can carry.
 *
 * @param more - those that only some meet: servers, or donors on their own page
 */
export function isProblemCode(value: unknown, more: readonly unknown[] = []): value is ProblemCode {
  return codes.includes(value) || more.includes(value);
}
