/**
 * How much one caller may ask. GCRA (the leaky bucket as a meter): one number per caller, the
 * "theoretical arrival time" at which its bucket would be empty again, so nothing has to drip.
 * Kept in this process; several processes each allow the whole rate.
 */
import { isIP, isIPv4 } from 'node:net';
import type { Clock } from '../http/clock.ts';

/** So many in the long run, and so many at once. */
export interface Rate {
  /** Requests per period. */
  readonly count: number;
  readonly periodSeconds: number;
  /** Requests that may come at once after a quiet time. */
  readonly burst: number;
}

/** The limits of one platform; undefined where there is none. */
export interface LimitRates {
  /** Per key. */
  readonly key: Rate | undefined;
  /** Per client address, for everything but secret keys. */
  readonly address: Rate | undefined;
  /** Donations begun per client address with a publishable key. */
  readonly donations: Rate | undefined;
  /** Participants made per client address with a publishable key. */
  readonly participants?: Rate | undefined;
  /** Tiles of a map per client address; they count as nothing else. */
  readonly tiles?: Rate | undefined;
}

export type LimitName = keyof LimitRates;

export const defaultRates: LimitRates = {
  key: { count: 100, periodSeconds: 1, burst: 200 },
  address: { count: 20, periodSeconds: 1, burst: 60 },
  // Many donors share an address: a hall's network, a school's, a phone company's.
  donations: { count: 1, periodSeconds: 1, burst: 60 },
  // A company begins to walk on one morning, and all of it shares an address.
  participants: { count: 2, periodSeconds: 1, burst: 300 },
  // A map that is moved asks for some dozens at once, and a class looks at it together.
  tiles: { count: 100, periodSeconds: 1, burst: 1_000 },
};

/** How one request fared. */
export interface Taken {
  readonly allowed: boolean;
  /** Requests that would be let through right now. */
  readonly remaining: number;
  /** Whole seconds until one more is let through (when refused) or all are (when allowed). */
  readonly resetSeconds: number;
}

/** One limit over many callers. */
export interface Limiter {
  /** For the header `RateLimit-Policy`. */
  readonly policy: string;
  readonly name: LimitName;
  /** Counts one request of the caller; a refused one costs nothing. */
  take(caller: string): Taken;
  /** Callers that are remembered. */
  readonly size: number;
}

/** Callers remembered per limit; some 10 MB at the most. */
const callersMax = 100_000;

/** Makes a limit with no caller in it. */
export function createLimiter(
  name: LimitName,
  rate: Rate,
  clock: Pick<Clock, 'monotonicMs'>,
  rememberedMax = callersMax,
): Limiter {
  // Time is counted in ticks of which both a millisecond and a request have a whole number, so that
  // nobody who keeps to the rate is refused over a rounding error.
  const ticksPerMs = rate.count;
  const step = rate.periodSeconds * 1_000;
  const burst = step * rate.burst;
  const startMs = clock.monotonicMs();
  // In order of last use, so that those whose time is past are found at the front.
  const arrivals = new Map<string, number>();

  function forget(now: number): void {
    let looked = 0;
    for (const [caller, arrival] of arrivals) {
      // A caller whose time is past is as good as a new one. When there are too many others, the
      // least recent goes: whoever sends from that many addresses is not held by a count per address.
      if (arrival > now && arrivals.size <= rememberedMax) return;
      arrivals.delete(caller);
      looked += 1;
      if (looked === 4) return;
    }
  }

  const secondsOf = (ticks: number) => Math.max(1, Math.ceil(ticks / ticksPerMs / 1_000));

  return {
    name,
    policy: `"${name}";q=${rate.burst};w=${secondsOf(burst)}`,
    take(caller) {
      const now = Math.floor(clock.monotonicMs() - startMs) * ticksPerMs;
      const arrival = Math.max(arrivals.get(caller) ?? now, now);
      const next = arrival + step;
      const spare = burst - (next - now);
      if (spare < 0) return { allowed: false, remaining: 0, resetSeconds: secondsOf(-spare) };
      arrivals.delete(caller);
      arrivals.set(caller, next);
      forget(now);
      return {
        allowed: true,
        remaining: Math.floor(spare / step),
        resetSeconds: secondsOf(next - now),
      };
    },
    get size() {
      return arrivals.size;
    },
  };
}

/** A limiter for each rate that is set. */
export type Limits = { readonly [Name in LimitName]-?: Limiter | undefined };

/** Makes the limiters of a platform. */
export function createLimits(rates: LimitRates, clock: Pick<Clock, 'monotonicMs'>): Limits {
  const make = (name: LimitName) => {
    const rate = rates[name];
    return rate === undefined ? undefined : createLimiter(name, rate, clock);
  };
  return {
    key: make('key'),
    address: make('address'),
    donations: make('donations'),
    participants: make('participants'),
    tiles: make('tiles'),
  };
}

/**
 * The client's address, as far as it can be believed. Each trusted proxy adds the address it was
 * called from at the right end of `X-Forwarded-For`; what stands further left is the client's own
 * claim and means nothing.
 *
 * @param trustedProxies how many proxies stand in front; 0 takes the socket's own address
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  if (trustedProxies > 0 && forwardedFor !== undefined) {
    const hops = forwardedFor.split(',');
    const told = (hops[Math.max(0, hops.length - trustedProxies)] ?? '').trim();
    if (isIP(told) !== 0) return told;
  }
  return socketAddress ?? 'unknown';
}

/**
 * What one client is counted by. A household or a rented server has a whole /64 of IPv6 addresses,
 * so the first half of the address is what counts.
 */
export function addressBucket(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain) || isIP(plain) === 0) return plain;
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  return [...groups, ...after]
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
