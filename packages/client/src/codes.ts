/**
 * The codes that an answer can carry, without their sentences: a page must know the closed union to
 * tell a code from anything else, and has no use for words written for developers.
 */
import type { ProblemCode } from '@kindcart/contract';

const codes = {
  unavailable: 1,
  shutting_down: 1,
  rate_limited: 1,
  not_found: 1,
  method_not_allowed: 1,
  key_missing: 1,
  key_unknown: 1,
  key_revoked: 1,
  secret_key_in_browser: 1,
  key_not_allowed: 1,
  origin_not_allowed: 1,
  body_too_large: 1,
  media_type_unsupported: 1,
  encoding_invalid: 1,
  json_invalid: 1,
  request_invalid: 1,
  idempotency_key_missing: 1,
  idempotency_key_invalid: 1,
  idempotency_key_reused: 1,
  idempotency_in_flight: 1,
  project_unknown: 1,
  project_closed: 1,
  currency_mismatch: 1,
  amount_too_small: 1,
  amount_too_large: 1,
  donation_unknown: 1,
  donation_not_refundable: 1,
  refund_too_large: 1,
  refund_unknown: 1,
  payments_unavailable: 1,
  payment_unknown: 1,
  payment_closed: 1,
  card_invalid: 1,
  card_declined: 1,
  insufficient_funds: 1,
  authentication_failed: 1,
  payment_expired: 1,
  signature_invalid: 1,
  signature_expired: 1,
  livemode_mismatch: 1,
  internal: 1,
} as const satisfies Record<ProblemCode, 1>;

/** Whether the value is a code that an answer can carry. */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === 'string' && Object.hasOwn(codes, value);
}
