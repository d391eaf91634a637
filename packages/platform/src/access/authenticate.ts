/** Who calls, and whether they may: keys, origins and limits, in the order of the contract's codes. */
import type { Id } from '@kindcart/contract';
import type { Clock } from '../http/clock.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Counter, Metrics } from '../http/metrics.ts';
import { refuse } from '../http/refusal.ts';
import type { Logger } from '../http/request-log.ts';
import type { DonorPasses } from './donor-pass.ts';
import { hashKey, type KeyKind, parseKey } from './keys.ts';
import { addressBucket, clientAddress, type Limiter, type Limits } from './limits.ts';
import { createKeyCache, type KeyCache, type KeyLookup, type KeyRecord } from './lookup.ts';

/** Whose key came with the request. */
export interface Caller {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly kind: KeyKind;
  readonly keyId: Id<'key'>;
}

/** A donor who came by a mailed link. */
export interface Visitor {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly kind: 'donor';
  /** The donor's address, as all its spellings have it in common. */
  readonly emailKey: string;
  /** The key of the page that let the donor in. */
  readonly keyId: Id<'key'>;
}

/** Who may call an endpoint; see `routes` in the contract. */
export type Access = 'public' | 'page' | 'secret' | 'payer' | 'donor' | 'signed' | 'open';

/** What an address asks of its callers. */
export interface Admission {
  readonly access: Access;
  /** Whether callers are counted by address; what providers and operators ask is not. */
  readonly limited: boolean;
  /** Whether it also counts as beginning a donation, as what sends a mail does too. */
  readonly beginsDonation: boolean;
  /** Whether it also counts as making a participant. */
  readonly makesParticipant?: boolean;
  /** Whether it is one of the many parts of a map, which have a limit of their own. */
  readonly isTile?: boolean;
}

/** Decides who gets in. */
export interface Gate {
  /**
   * The caller, at once when the key is remembered; null where no key is asked for.
   *
   * @throws Refusal `rate_limited` or one of the codes on keys and origins
   */
  admit(exchange: Exchange, admission: Admission): Caller | Visitor | null | Promise<Caller>;
}

/** What a gate is made of. */
export interface GateParts {
  readonly keys: KeyLookup;
  readonly limits: Limits;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Origins of the platform's own pages, on which every publishable key may be used. */
  readonly ownOrigins: () => readonly string[];
  /** Opens the sessions of donors. */
  readonly passes: DonorPasses;
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
function shownKey(exchange: Exchange, access: Access): Shown {
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
  // An address is no place for the key of a request that does something.
  if (inQuery && access === 'page' && parsed.kind === 'publishable') refuse('key_missing');
  return { token, kind: parsed.kind, inQuery };
}

/** Whether the request shows what can be a secret key, before anything is looked up. */
function looksSecret(exchange: Exchange): boolean {
  const header = exchange.header('authorization');
  const token = header === undefined ? exchange.query.get('key') : bearer.exec(header)?.[1];
  return typeof token === 'string' && parseKey(token)?.kind === 'secret';
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
  return new KeyGate(parts);
}

class KeyGate implements Gate {
  readonly #limits: Limits;
  readonly #logger: Logger;
  readonly #ownOrigins: () => readonly string[];
  readonly #passes: DonorPasses;
  readonly #cache: KeyCache;
  readonly #alarms: Counter<readonly ['reason']>;

  constructor({ keys, clock, limits, logger, metrics, ownOrigins, passes }: GateParts) {
    this.#limits = limits;
    this.#logger = logger;
    this.#ownOrigins = ownOrigins;
    this.#passes = passes;
    this.#cache = createKeyCache(keys, clock);
    this.#alarms = metrics.counter({
      name: 'access_alarms_total',
      help: 'Secret keys that came from browsers or in addresses.',
      labels: ['reason'],
    });
  }

  admit(exchange: Exchange, admission: Admission): Caller | Visitor | null | Promise<Caller> {
    const { access, limited, beginsDonation, makesParticipant = false, isTile = false } = admission;
    const keyed = access === 'public' || access === 'page' || access === 'secret';
    if (isTile) this.#countAddress(exchange, this.#limits.tiles);
    if (limited && !(keyed && looksSecret(exchange))) {
      this.#countAddress(exchange, this.#limits.address);
      if (beginsDonation) this.#countAddress(exchange, this.#limits.donations);
      if (makesParticipant) this.#countAddress(exchange, this.#limits.participants);
    }
    if (access === 'donor') return this.#visitor(exchange);
    if (!keyed) return null;
    const shown = shownKey(exchange, access);
    const keySha256 = hashKey(shown.token);
    const record = this.#cache.known(keySha256);
    return record === undefined
      ? this.#lookUp(exchange, admission, shown, keySha256)
      : this.#decide(exchange, admission, shown, record);
  }

  #visitor(exchange: Exchange): Visitor {
    const session = bearer.exec(exchange.header('authorization') ?? '')?.[1];
    if (session === undefined) refuse('donor_session_missing');
    const pass = this.#passes.open('session', session);
    if (typeof pass === 'string') refuse('donor_session_over');
    const { organizationId, livemode, emailKey, keyId } = pass;
    // Sessions from before pages' keys were kept in them are over, too.
    if (emailKey === null || keyId === undefined) refuse('donor_session_over');
    return { organizationId, livemode, kind: 'donor', emailKey, keyId };
  }

  async #lookUp(
    exchange: Exchange,
    admission: Admission,
    shown: Shown,
    keySha256: string,
  ): Promise<Caller> {
    // Made-up secret keys would each have a limit of their own, so those who ask the database count.
    if (shown.kind === 'secret') this.#countAddress(exchange, this.#limits.address);
    return this.#decide(exchange, admission, shown, await this.#cache.find(keySha256));
  }

  #decide(
    exchange: Exchange,
    { access, isTile = false }: Admission,
    shown: Shown,
    record: KeyRecord | null,
  ): Caller {
    if (record === null) refuse('key_unknown');
    exchange.keyId = record.keyId;
    if (!isTile) countOne(exchange, this.#limits.key, record.keyId);
    if (record.revoked) refuse('key_revoked');
    if (record.kind === 'secret') this.#checkSecret(exchange, shown, record);
    else this.#checkPublishable(exchange, access, record);
    return record;
  }

  #checkSecret(exchange: Exchange, shown: Shown, record: KeyRecord): void {
    if (isFromBrowser(exchange)) {
      this.#alarm(exchange, 'browser', record);
      refuse('secret_key_in_browser');
    }
    if (shown.inQuery) {
      this.#alarm(exchange, 'query', record);
      refuse('key_not_allowed', {
        detail:
          'A secret key came in the address, where logs keep it. Revoke it, and send the new one in the Authorization header.',
      });
    }
  }

  #checkPublishable(exchange: Exchange, access: Access, record: KeyRecord): void {
    if (access === 'secret') refuse('key_not_allowed');
    const origin = exchange.header('origin');
    // Pages reading from their own origin and servers send none, and what is public may be read.
    if (origin === undefined && access === 'public') return;
    if (origin === undefined) refuse('origin_not_allowed');
    if (record.origins.includes(origin)) return;
    if (origin !== 'null' && this.#ownOrigins().includes(origin)) return;
    refuse('origin_not_allowed');
  }

  #countAddress(exchange: Exchange, limiter: Limiter | undefined): void {
    if (limiter === undefined) return;
    countOne(exchange, limiter, callerBucket(exchange));
  }

  #alarm(exchange: Exchange, reason: 'browser' | 'query', record: KeyRecord): void {
    this.#alarms.add(1, reason);
    const { requestId } = exchange;
    this.#logger.warn({ requestId, keyId: record.keyId, reason }, 'secret key exposed');
  }
}

/** What the caller is counted by where it has no key of its own; see `addressBucket`. */
export function callerBucket(exchange: Exchange): string {
  const socketAddress = exchange.incoming?.socket.remoteAddress;
  const forwardedFor = exchange.header('x-forwarded-for');
  return addressBucket(clientAddress(socketAddress, forwardedFor, exchange.trustedProxies));
}

/** Counts the request, and says in the answer's headers how the caller stands. */
function countOne(exchange: Exchange, limiter: Limiter | undefined, caller: string): void {
  if (limiter === undefined) return;
  const { allowed, remaining, resetSeconds } = limiter.take(caller);
  const { headers } = exchange;
  const state = `"${limiter.name}";r=${remaining};t=${resetSeconds}`;
  const before = headers.RateLimit;
  headers.RateLimit = before === undefined ? state : `${before}, ${state}`;
  const policies = headers['RateLimit-Policy'];
  headers['RateLimit-Policy'] =
    policies === undefined ? limiter.policy : `${policies}, ${limiter.policy}`;
  if (!allowed) refuse('rate_limited', { retryAfterSeconds: resetSeconds });
}
