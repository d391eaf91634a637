/** When to try again, and how long to wait before. */

const backoffFirstMs = 250;
const backoffMaxMs = 8_000;
// A timer of more than 24.8 days fires at once, so a wait that long must never reach one.
const retryAfterMaxMs = 24 * 60 * 60 * 1_000;

/**
 * How long to wait before the next try, in milliseconds, after so many retries. A wait asked for by
 * the platform is kept in full, with jitter on top so that all pages of a giving day do not come
 * back in one instant.
 *
 * @param askedMs what the platform asked for; null for nothing
 * @param chance a number from 0 up to, not including, 1
 */
export function waitMs(askedMs: number | null, retries: number, chance: number): number {
  return (askedMs ?? 0) + chance * Math.min(backoffMaxMs, backoffFirstMs * 2 ** retries);
}

/** Reads a Retry-After header, seconds or an HTTP date; null where it is absent or neither. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (!header) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), retryAfterMaxMs);
}
