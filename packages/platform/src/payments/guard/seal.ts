/**
 * Which key and address began a donation, sealed under the secret of its day. When that secret is
 * thrown away, what is sealed can be read by nobody, however many rows hold it: so an address is
 * forgotten without a write. Pure.
 */
import { hash } from 'node:crypto';
import type { Id } from '@kindcart/contract';

/** Who began a donation. */
export interface BegunBy {
  readonly keyId: Id<'key'>;
  /** A keyed hash of the client's address, see `hashSource`. */
  readonly address: string;
}

const keySuffixLength = 26;
const addressLength = 11;

/**
 * An address or a card as it is counted. What is hashed begins with the secret and what comes out is
 * cut, so nobody can try out addresses or lengthen the text.
 */
export function hashSource(secret: string, kind: 'address' | 'card', text: string): string {
  return hash('sha256', `${secret} ${kind} ${text}`, 'base64url').slice(0, addressLength);
}

/** The key stream of one donation, which no other donation has. */
function stream(daySecret: string, donationId: Id<'donation'>): Buffer {
  return hash('sha512', `${daySecret} ${donationId}`, 'buffer');
}

function mix(bytes: Buffer, key: Buffer): Buffer {
  const mixed = Buffer.allocUnsafe(bytes.length);
  for (let place = 0; place < bytes.length; place += 1) {
    mixed[place] = (bytes[place] ?? 0) ^ (key[place] ?? 0);
  }
  return mixed;
}

/** Text for the donation's row. */
export function sealBegunBy(
  daySecret: string,
  donationId: Id<'donation'>,
  { keyId, address }: BegunBy,
): string {
  const text = Buffer.from(`${keyId.slice('key_'.length)}${address}`, 'latin1');
  return mix(text, stream(daySecret, donationId)).toString('base64url');
}

/** What was sealed; undefined when the secret is not the one of that day. */
export function openBegunBy(
  daySecret: string,
  donationId: Id<'donation'>,
  sealed: string,
): BegunBy | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  const text = mix(bytes, stream(daySecret, donationId)).toString('latin1');
  if (!/^[\da-z]{26}[\w-]{11}$/.test(text)) return undefined;
  return {
    keyId: `key_${text.slice(0, keySuffixLength)}`,
    address: text.slice(keySuffixLength),
  };
}

/** The day, in UTC, whose secret seals what happens at this time: `2026-11-25`. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
