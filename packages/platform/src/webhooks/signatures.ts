/** Secrets and signatures of the Standard Webhooks specification, version 1: HMAC-SHA-256. */
import { createHmac, randomBytes } from 'node:crypto';

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
