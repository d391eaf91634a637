/** Secrets and signatures of the Standard Webhooks specification, version 1: HMAC-SHA-256. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const secretPrefix = 'whsec_';
const secretBytes = 32;

/** A new secret. */
export function newSigningSecret(): string {
  return secretPrefix + randomBytes(secretBytes).toString('base64');
}

/** What is signed: the header values and the body's exact text. */
export interface Signable {
  readonly id: string;
  /** Whole seconds since the Unix epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/** The header's value: one signature for each secret, parted by spaces. */
export function signaturesOf(
  secrets: readonly string[],
  { id, timestamp, body }: Signable,
): string {
  const text = `${id}.${timestamp}.${body}`;
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
      return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
    })
    .join(' ');
}

/** How far the time of a signature may be from now, either way. */
const toleranceSeconds = 300;

/** What a delivery says of itself in its three headers; undefined where one is missing. */
export interface SignedHeaders {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/** Holds a delivery's signatures against every secret, each in constant time; null where one fits. */
export function checkSignatures(
  secrets: readonly string[],
  { id, timestamp, signature }: SignedHeaders,
  body: string,
  nowMs: number,
): 'signature_invalid' | 'signature_expired' | null {
  if (id === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp ?? '')) {
    return 'signature_invalid';
  }
  const seconds = Number(timestamp);
  const made = signaturesOf(secrets, { id, timestamp: seconds, body }).split(' ');
  const told = signature.split(' ');
  const fits = made.some((one) => told.some((other) => isSame(one, other)));
  if (!fits) return 'signature_invalid';
  return Math.abs(nowMs / 1_000 - seconds) <= toleranceSeconds ? null : 'signature_expired';
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
