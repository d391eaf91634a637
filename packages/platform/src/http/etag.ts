/** How long what is read may be kept, and how to ask whether it changed. */
import { hash } from 'node:crypto';
import type { EndpointName } from '@kindcart/contract';
import type { Headers } from './cors.ts';
import type { Exchange } from './exchange.ts';

/** Reads that any cache may carry on a giving day: all that they say is public. */
const sharedReads: ReadonlySet<EndpointName> = new Set([
  'getProject',
  'listProjects',
  'listGifts',
  'listCharityItems',
  'listSpecies',
  'listPlots',
  'listPlaces',
  'listChallenges',
  'getChallenge',
  'listTeams',
]);

const freshness = 'max-age=2, stale-while-revalidate=30';

/** Whether an endpoint's answers may be kept at all. */
export function isSharedRead(name: EndpointName): boolean {
  return sharedReads.has(name);
}

/**
 * Headers that say who may keep an answer. With the key in the address, shared caches may: the
 * address then tells organizations and modes apart. With the key in a header only the caller's own
 * cache may, or one organization would be served what another asked for. The answer depends on the
 * origin, which may be one that the key is not allowed on.
 */
export function cacheHeaders(exchange: Exchange, secret: boolean): Headers {
  if (secret) return { 'Cache-Control': 'no-store' };
  const shared = exchange.header('authorization') === undefined;
  return {
    'Cache-Control': `${shared ? 'public' : 'private'}, ${freshness}`,
    Vary: shared ? 'Origin' : 'Authorization, Origin',
  };
}

/** A weak tag: proxies that compress keep it, and equal text is all that it claims. */
export function etagOf(text: string): string {
  return `W/"${hash('sha256', text, 'base64url').slice(0, 27)}"`;
}

/** Whether an `If-None-Match` header holds the tag, by weak comparison (RFC 9110 §13.1.2). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = etag.replace(/^W\//, '');
  return header.split(',').some((one) => {
    const tag = one.trim();
    return tag === '*' || tag.replace(/^W\//, '') === opaque;
  });
}
