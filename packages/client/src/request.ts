/** Turns a call into an address, headers and a body. Pure. */
import type { Id } from '@kindcart/contract';
import { livePath, proofHeader, type Route } from '@kindcart/contract/routes';

/** A call's input without the types of its endpoint. */
export interface CallInput {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** What of a request does not change between attempts. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Where the platform is, and who asks. */
export interface Target {
  /** Address of the platform, with or without a slash at the end. */
  readonly baseUrl: string;
  readonly key: string;
}

/**
 * A read with a publishable key carries the key in the query, so that the browser sends it at once,
 * without asking the platform for leave first. A secret key never stands in an address.
 */
export function prepareRequest(
  target: Target,
  { method, path }: Route,
  input: CallInput,
  proof?: string,
): PreparedRequest {
  const keyInQuery = method === 'GET' && isPublishable(target.key);
  const query = { ...input.query, ...(keyInQuery && { key: target.key }) };
  const headers: Record<string, string> = {};
  if (!keyInQuery) headers.Authorization = `Bearer ${target.key}`;
  if (input.idempotencyKey !== undefined) headers['Idempotency-Key'] = input.idempotencyKey;
  if (proof) headers[proofHeader] = proof;
  const url = addressOf(target, fillPath(path, { ...input.params }), query);
  if (input.body === undefined) return { method, url, headers };
  headers['Content-Type'] = 'application/json';
  return { method, url, headers, body: JSON.stringify(input.body) };
}

/** What a live stream tells of. */
export type LiveId = Id<'project'> | Id<'charityItem'> | Id<'challenge'>;

/** Address of the live stream for these projects, charity items and challenges. */
export function liveAddress(target: Target, ids: readonly LiveId[]): string {
  const some = (prefix: string) => {
    const found = ids.filter((id) => id.startsWith(prefix));
    return found.length > 0 ? found : undefined;
  };
  const key = isPublishable(target.key) && { key: target.key };
  const kinds = { projects: some('prj'), items: some('chi'), challenges: some('chl') };
  return addressOf(target, livePath, { ...kinds, ...key });
}

function isPublishable(key: string): boolean {
  return key.startsWith('pk_');
}

function fillPath(path: string, params: Readonly<Record<string, unknown>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeValue(params[name]));
}

/** In the query, lists are joined by commas; what is undefined is left out. */
function addressOf({ baseUrl }: Target, path: string, query: Readonly<Record<string, unknown>>) {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${[value].flat().map(encodeValue).join(',')}`,
  );
  return baseUrl.replace(/\/+$/, '') + path + (pairs.length > 0 ? `?${pairs.join('&')}` : '');
}

function encodeValue(value: unknown): string {
  return encodeURIComponent(String(value));
}
