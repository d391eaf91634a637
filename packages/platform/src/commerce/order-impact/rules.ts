/** Which secrets make tokens of orders that are taken. */
import type { OrderTokenSecret } from '@kindcart/contract';

/** A secret that makes tokens; in the database as it is, see docs/decisions. */
export interface TokenSecret {
  /** `ots_` and 64 digits. */
  readonly secret: string;
  /** When its tokens are no longer taken; null for the current one. */
  readonly until: string | null;
}

/** Secrets whose tokens are taken now, the newest first. */
export function activeSecrets(secrets: readonly TokenSecret[], now: Date): TokenSecret[] {
  return secrets.filter(({ until }) => until === null || Date.parse(until) > now.getTime());
}

/** The secrets after a rotation: tokens of old ones are taken for so long, unless their end is nearer. */
export function rotated(
  secrets: readonly TokenSecret[],
  secret: string,
  keepOldHours: number,
  now: Date,
): TokenSecret[] {
  const end = new Date(now.getTime() + keepOldHours * 60 * 60_000).toISOString();
  const old = secrets.map((one) => ({
    ...one,
    until: one.until !== null && one.until < end ? one.until : end,
  }));
  return [{ secret, until: null }, ...activeSecrets(old, now)];
}

/** The secret as its merchant is told it. */
export function saySecret(secrets: readonly TokenSecret[], now: Date): OrderTokenSecret {
  const [newest, older] = activeSecrets(secrets, now);
  if (newest === undefined) throw new Error('A merchant has no secret for tokens of orders');
  return { secret: newest.secret, olderUntil: older?.until ?? null };
}
