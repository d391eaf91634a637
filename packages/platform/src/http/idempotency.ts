/**
 * What makes a POST that moves money safe to send twice. Here: the key, the fingerprint, and who is
 * at work on it in this process. What is kept for replay is written by the room, in the same
 * transaction as its work; 400 and 429 come before that, so they are never kept.
 */
import { hash } from 'node:crypto';
import type { EndpointName, Id } from '@kindcart/contract';
import { refuse } from './refusal.ts';

/** One use of one key: what the room keeps with its work, and finds again on a repeat. */
export interface IdempotencyClaim {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  /** The endpoint, or the hosted page's form. */
  readonly route: EndpointName | 'giveByPage';
  /** As the caller meant it, without quotes. */
  readonly key: string;
  /** SHA-256, in hex, of the path's parameters and the parsed body. */
  readonly fingerprint: string;
}

const keyLengthMax = 255;
const printable = /^[\x20-\x7e]+$/;
/** An sf-string of RFC 8941, in which only the quote and the backslash are escaped. */
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/**
 * The key in an `Idempotency-Key` header; `"k"` and `k` are the same key.
 *
 * @throws Refusal `idempotency_key_missing` or `idempotency_key_invalid`
 */
export function parseIdempotencyKey(header: string | undefined): string {
  if (header === undefined) refuse('idempotency_key_missing');
  const text = header.trim();
  const [, inner] = quoted.exec(text) ?? [];
  const key = inner === undefined ? text : inner.replaceAll(/\\(["\\])/g, '$1');
  const broken = inner === undefined && text.startsWith('"');
  if (broken || key.length > keyLengthMax || !printable.test(key))
    refuse('idempotency_key_invalid');
  return key;
}

/** Schemas give keys in their own order, so the same request always has the same fingerprint. */
export function fingerprintOf(params: unknown, body: unknown): string {
  return hash('sha256', JSON.stringify([params ?? null, body ?? null]));
}

/** Which claims are being worked on in this process. */
export interface InFlight {
  /**
   * Takes the claim's key until the returned function is called.
   *
   * @throws Refusal `idempotency_in_flight` while another request has it
   */
  enter(claim: IdempotencyClaim): () => void;
  /** How many are at work. */
  readonly size: number;
}

/** A registry with nothing at work. Across processes, the room's own unique key decides. */
export function createInFlight(): InFlight {
  const working = new Set<string>();
  return {
    enter({ organizationId, livemode, route, key }) {
      const name = `${organizationId} ${livemode} ${route} ${key}`;
      if (working.has(name)) refuse('idempotency_in_flight', { retryAfterSeconds: 1 });
      working.add(name);
      return () => void working.delete(name);
    },
    get size() {
      return working.size;
    },
  };
}
