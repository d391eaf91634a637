/** The codes that only answers about receipts and to donors on their own page carry. */
import type { ProblemCode } from '@kindcart/contract';

export const donorCodes = [
  'donor_session_missing',
  'donor_session_over',
  'donor_link_invalid',
  'donor_link_expired',
  'donation_not_paid',
  'receipt_unknown',
  'recurring_gift_unknown',
  'recurring_gift_not_started',
  'recurring_gift_over',
] as const satisfies readonly ProblemCode[];
