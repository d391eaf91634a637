import type { ErrorCode } from '@kindcart/contract/errors';
import type { Words } from '../../locales/words.ts';

const lines: Partial<Record<ErrorCode, keyof Words['failures']>> = {
  card_declined: 'card_declined',
  authentication_failed: 'authentication_failed',
  card_invalid: 'card_invalid',
  payment_expired: 'expired',
  adoption_over: 'expired',
  project_closed: 'closed',
  network_error: 'offline',
  timeout: 'offline',
  rate_limited: 'busy',
  giving_paused: 'paused',
  proof_required: 'robot',
  amount_too_small: 'rejected',
  amount_too_large: 'rejected',
  currency_mismatch: 'rejected',
  request_invalid: 'rejected',
  adoption_unknown: 'rejected',
  adoption_mismatch: 'rejected',
};

/** One plain reason for a donor; what is no donor's matter is "on our side". */
export function reasonOf(code: ErrorCode, words: Pick<Words, 'failures'>): string {
  return words.failures[lines[code] ?? 'general'];
}
