/** Who calls, and whether they may: keys, origins and limits, in the order of the contract's codes. */
import type { Id } from '@kindcart/contract';
import type { Clock } from '../http/clock.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Metrics } from '../http/metrics.ts';
import { refuse } from '../http/refusal.ts';
import type { Logger } from '../http/request-log.ts';
import { hashKey, type KeyKind, parseKey } from './keys.ts';
import { addressBucket, clientAddress, type Limiter, type Limits } from './limits.ts';
import { createKeyCache, type KeyLookup, type KeyRecord } from './lookup.ts';

/** Whose key came with the request. */
export interface Caller {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly kind: KeyKind;
  readonly keyId: Id<'key'>;
}

/** Who may call an endpoint; see `routes` in the contract. */
export type Access = 'public' | 'page' | 'secret' | 'payer' | 'signed' | 'open';

/** What an address asks of its callers. */
export interface Admission {
  readonly access: Access;
  /** Whether it also counts as beginning a donation. */
  readonly beginsDonation: boolean;
}

/** Decides who gets in. */
export interface Gate {
  /**
   * The caller, at once when the key is remembered; null where no key is asked for.
   *
   * @throws Refusal `rate_limited` or one of the codes on keys and origins
   */
  admit(exchange: Exchange, admission: Admission): Caller | null | Promise<Caller>;
}

/** What a gate is made of. */
export interface GateParts {
  readonly keys: KeyLookup;
  readonly limits: Limits;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Origins of the platform's own pages, on which every publishable key may be used. */
  readonly ownOrigins: () => readonly string[];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

interface Shown {
  readonly token: string;
  readonly kind: KeyKind;
  readonly inQuery: boolean;
}

const bearer = /^bearer +([^\s]+) *$/i;

/** The key that the request shows; the header goes before the query. */
function shownKey(exchange: Exchange): Shown {
  const header = exchange.header('authorization');
  const inQuery = header === undefined;
  const token = inQuery ? exchange.query.get('key') : bearer.exec(header)?.[1];
  if (token === null || token === undefined || token === '') refuse('key_missing');
  const parsed = parseKey(token);
  if (parsed === null) {
    refuse('key_unknown', {
      detail: 'This is not a key, or it has a typo. Copy it again from `kindcart keys list`.',
    });
  }
  return { token, kind: parsed.kind, inQuery };
}

/** Whether the request shows a secret key, before anything is looked up. */
function looksSecret(exchange: Exchange): boolean {
  const header = exchange.header('authorization');
  const token = header === undefined ? exchange.query.get('key') : bearer.exec(header)?.[1];
  return token?.startsWith('sk_') ?? false;
}

/**
 * Whether a browser's page sent it. Browsers set these and let no page unset them. A `Sec-Fetch-Mode`
 * of `cors` alone proves nothing: Node's own fetch sends it from servers, without the others.
 */
function isFromBrowser(exchange: Exchange): boolean {
  if (exchange.header('origin') !== undefined) return true;
  if (exchange.header('sec-fetch-site') !== undefined) return true;
  if (exchange.header('sec-fetch-dest') !== undefined) return true;
  const mode = exchange.header('sec-fetch-mode');
  return mode !== undefined && mode !== 'cors';
}

/** Makes the gate. */
export function createGate(parts: GateParts): Gate {
  const { limits, logger, ownOrigins } = parts;
  const cache = createKeyCache(parts.keys, parts.clock);
  const refusals = parts.metrics.counter({
    name: 'access_alarms_total',
    help: 'Secret keys that came from browsers or in addresses.',
    labels: ['reason'],
  });

  function count(exchange: Exchange, limiter: Limiter | undefined, caller: string): void {
    if (limiter === undefined) return;
    const { allowed, remaining, resetSeconds } = limiter.take(caller);
    const { headers } = exchange;
    const before = headers['RateLimit'];
    const policies = headers['RateLimit-Policy'];
    const state = `"${limiter.name}";r=${remaining};t=${resetSeconds}`;
    headers['RateLimit'] = before === undefined ? state : `${before}, ${state}`;
    headers['RateLimit-Policy'] =
      policies === undefined ? limiter.policy : `${policies}, ${limiter.policy}`;
    if (!allowed) refuse('rate_limited', { retryAfterSeconds: resetSeconds });
  }

  function countAddress(exchange: Exchange, limiter: Limiter | undefined): void {
    if (limiter === undefined) return;
    const socketAddress = exchange.incoming?.socket.remoteAddress;
    const forwardedFor = exchange.header('x-forwarded-for');
    const address = clientAddress(socketAddress, forwardedFor, exchange.trustedProxies);
    count(exchange, limiter, addressBucket(address));
  }

  function alarm(exchange: Exchange, reason: string, record: KeyRecord): void {
    refusals.add(1, reason);
    logger.warn(
      { requestId: exchange.requestId, keyId: record.keyId, reason },
      'secret key exposed',
    );
  }

  function checkSecret(exchange: Exchange, shown: Shown, record: KeyRecord): void {
    if (isFromBrowser(exchange)) {
      alarm(exchange, 'browser', record);
      refuse('secret_key_in_browser');
    }
    if (shown.inQuery) {
      alarm(exchange, 'query', record);
      refuse('key_not_allowed', {
        detail:
          'A secret key came in the address, where logs keep it. Revoke it, and send the new one in the Authorization header.',
      });
    }
  }

  function checkPublishable(exchange: Exchange, access: Access, record: KeyRecord): void {
    if (access === 'secret') refuse('key_not_allowed');
    const origin = exchange.header('origin');
    // Pages reading from their own origin and servers send none, and what is public may be read.
    if (origin === undefined && access === 'public') return;
    if (origin === undefined) refuse('origin_not_allowed');
    if (record.origins.includes(origin)) return;
    if (origin !== 'null' && ownOrigins().includes(origin)) return;
    refuse('origin_not_allowed');
  }

  function decide(
    exchange: Exchange,
    access: Access,
    shown: Shown,
    record: KeyRecord | null,
  ): Caller {
    if (record === null) refuse('key_unknown');
    exchange.keyId = record.keyId;
    count(exchange, limits.key, record.keyId);
    if (record.revoked) refuse('key_revoked');
    if (record.kind === 'secret') checkSecret(exchange, shown, record);
    else checkPublishable(exchange, access, record);
    return record;
  }

  async function lookUp(
    exchange: Exchange,
    access: Access,
    shown: Shown,
    keySha256: string,
  ): Promise<Caller> {
    // Made-up secret keys would each have a limit of their own, so those who ask the database count.
    if (shown.kind === 'secret') countAddress(exchange, limits.address);
    return decide(exchange, access, shown, await cache.find(keySha256));
  }

  return {
    admit(exchange, { access, beginsDonation }) {
      if (access === 'signed') return null;
      const keyed = access === 'public' || access === 'page' || access === 'secret';
      if (!keyed || !looksSecret(exchange)) {
        countAddress(exchange, limits.address);
        if (beginsDonation) countAddress(exchange, limits.donations);
      }
      if (!keyed) return null;
      const shown = shownKey(exchange);
      if (shown.inQuery && access === 'page' && shown.kind === 'publishable') refuse('key_missing');
      const keySha256 = hashKey(shown.token);
      const record = cache.known(keySha256);
      return record === undefined
        ? lookUp(exchange, access, shown, keySha256)
        : decide(exchange, access, shown, record);
    },
  };
}
