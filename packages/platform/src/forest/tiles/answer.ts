/** How tiles are answered: compressed where that is taken, and not at all where nothing changed. */
import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Headers } from '../../http/cors.ts';
import { matchesEtag } from '../../http/etag.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { PackedTile } from './drawn.ts';

/** Whether the caller takes gzip: by name or by a star, unless it weighs nothing (RFC 9110 §12.5.3). */
export function takesGzip(header: string | undefined): boolean {
  const weights = new Map(
    (header ?? '').split(',').map((each) => {
      const [name = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((part) => part.startsWith('q='))?.slice(2) ?? '1';
      return [name, Number(weight)];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}

/** A weak tag of whatever decides what a tile shows. */
export function tagOf(...facts: readonly (string | number | boolean)[]): string {
  return `W/"${hash('sha256', facts.join('\n'), 'base64url').slice(0, 27)}"`;
}

/** What decides about an answer before its tile is looked at. */
export interface TileHead {
  readonly etag: string;
  readonly headers: Headers;
}

const type = 'application/vnd.mapbox-vector-tile';

/** A tile, looked for only when the caller does not have it already. */
export async function answerTile(
  exchange: Exchange,
  head: TileHead,
  find: () => PackedTile | Promise<PackedTile>,
): Promise<Response> {
  const headers = { ...head.headers, ETag: head.etag, 'Content-Type': type };
  if (matchesEtag(exchange.header('if-none-match'), head.etag)) {
    return new Response(null, { status: 304, headers });
  }
  const packed = await find();
  if (packed === undefined) return new Response(null, { headers });
  return takesGzip(exchange.header('accept-encoding'))
    ? new Response(packed, { headers: { ...headers, 'Content-Encoding': 'gzip' } })
    : new Response(gunzipSync(packed), { headers });
}
