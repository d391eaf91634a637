/** When to try again, and how long to wait before. */
import type { Result } from './result.ts';

/** How patient a client is. */
export interface RetryPolicy {
  /** Tries after the first; 0 for none. */
  readonly retriesMax: number;
  /** When the call as a whole has to be over, in milliseconds since the Unix epoch. */
  readonly endMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

const backoffFirstMs = 250;
const backoffMaxMs = 8_000;
// A timer of more than 24.8 days fires at once, so a wait that long must never reach one.
const retryAfterMaxMs = 24 * 60 * 60 * 1_000;

/**
 * How long to wait before the next try, or null where none is worth it: the failure is final, the
 * tries are used up, or the wait would outlast the call. A wait asked for by the platform is kept
 * in full, with jitter on top so that all pages of a giving day do not come back in one instant.
 */
export function waitBeforeRetry(
  result: Result<unknown>,
  retries: number,
  policy: RetryPolicy,
): number | null {
  if (result.ok || !result.error.retryable || retries >= policy.retriesMax) return null;
  const jitterMs = policy.random() * Math.min(backoffMaxMs, backoffFirstMs * 2 ** retries);
  const waitMs = (result.error.retryAfterMs ?? 0) + jitterMs;
  return policy.now() + waitMs < policy.endMs ? waitMs : null;
}

/** Reads a Retry-After header, seconds or an HTTP date; null where it is absent or neither. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header)
    ? Number.parseInt(header, 10) * 1_000
    : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), retryAfterMaxMs);
}
