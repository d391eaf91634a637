/**
 * Proof of work in ALTCHA's own words (https://altcha.org): a challenge that costs the page a second,
 * and costs the platform two hashes to check. Pure.
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { type Id, type Proof, type ProofChallenge, parse, proofSchema } from '@kindcart/contract';

/** Whom a challenge is for: nobody else can use its solution. */
export interface ProofOwner {
  readonly keyId: Id<'key'>;
  /** The web origin that asks. */
  readonly origin: string;
}

/** How long a challenge is good for. */
export const proofKeepMs = 5 * 60_000;

export interface ChallengeParts extends ProofOwner {
  readonly secret: string;
  readonly numberMax: number;
  readonly nowMs: number;
  /** Random text, different each time. */
  readonly nonce: string;
  /** The number to be found: random, from 0 to `numberMax`. */
  readonly number: number;
}

function sign(secret: string, challenge: string): Buffer {
  return createHmac('sha256', secret).update(challenge).digest();
}

/** A challenge for its owner, good for `proofKeepMs`. */
export function makeChallenge(parts: ChallengeParts): ProofChallenge {
  const { keyId: key, origin, secret, nowMs, nonce, number } = parts;
  const expires = String(Math.ceil((nowMs + proofKeepMs) / 1_000));
  // The end parts salt and number: without it a digit of one could be moved to the other, and one
  // solution would be many.
  const salt = `${nonce}?${new URLSearchParams({ expires, key, origin })}&`;
  const challenge = hash('sha256', `${salt}${number}`);
  return {
    algorithm: 'SHA-256',
    challenge,
    maxnumber: parts.numberMax,
    salt,
    signature: sign(secret, challenge).toString('hex'),
  };
}

/** The solution in a header; null when it is none. */
export function readProof(header: string | undefined): Proof | null {
  if (header === undefined || header.length > 2_000) return null;
  try {
    const read = parse(proofSchema, JSON.parse(Buffer.from(header, 'base64').toString('utf8')));
    return read.ok ? read.value : null;
  } catch {
    // Not JSON, so not a solution: the caller says so by a new challenge.
    return null;
  }
}

/** Whether the proof solves one of our challenges for this owner that has not expired. */
export function isSolved(
  { salt, number, challenge, signature }: Proof,
  {
    secret,
    nowMs,
    keyId,
    origin,
  }: ProofOwner & { readonly secret: string; readonly nowMs: number },
): boolean {
  const wanted = sign(secret, challenge);
  if (!timingSafeEqual(wanted, Buffer.from(signature, 'hex'))) return false;
  if (!salt.endsWith('&') || hash('sha256', `${salt}${number}`) !== challenge) return false;
  const said = new URLSearchParams(salt.slice(salt.indexOf('?') + 1));
  return (
    Number(said.get('expires')) * 1_000 > nowMs &&
    said.get('key') === keyId &&
    said.get('origin') === origin
  );
}
