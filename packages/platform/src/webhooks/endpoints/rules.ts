/** What an endpoint may be, and which of its secrets sign. */

/** A secret that signs; in the database as it is, see docs/decisions. */
export interface SigningSecret {
  /** `whsec_` and base 64. */
  readonly secret: string;
  /** When it stops signing; null for the current one. */
  readonly until: string | null;
}

/** Secrets that sign now, the newest first. */
export function activeSecrets(secrets: readonly SigningSecret[], now: Date): SigningSecret[] {
  return secrets.filter(({ until }) => until === null || Date.parse(until) > now.getTime());
}

/** The secrets after a rotation: each old one signs on for so long, unless its end is nearer. */
export function rotated(
  secrets: readonly SigningSecret[],
  secret: string,
  keepOldHours: number,
  now: Date,
): SigningSecret[] {
  const end = new Date(now.getTime() + keepOldHours * 60 * 60_000).toISOString();
  const old = secrets.map((one) => ({
    ...one,
    until: one.until !== null && one.until < end ? one.until : end,
  }));
  return [{ secret, until: null }, ...activeSecrets(old, now)];
}

/** What is known of an address before any name is looked up. */
export interface AddressFacts {
  readonly protocol: string;
  /** It names this machine, or an address that is in no public network. */
  readonly isPrivate: boolean;
  readonly hasCredentials: boolean;
}

/** Why nothing is sent to the address, in words that follow its name; null when something is. */
export function addressFault(
  { protocol, isPrivate, hasCredentials }: AddressFacts,
  { livemode, allowPrivate }: { readonly livemode: boolean; readonly allowPrivate: boolean },
): string | null {
  if (hasCredentials) return 'holds a user name or password; the signature says who sends';
  if (protocol !== 'https:' && livemode) return 'is not an https address, which live data needs';
  if (isPrivate && !allowPrivate) {
    return 'is not on the public internet; whoever runs the platform can allow that with KINDCART_WEBHOOK_PRIVATE';
  }
  return null;
}
