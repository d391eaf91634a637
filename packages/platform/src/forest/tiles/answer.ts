/** How tiles are answered: compressed where that is taken, and not at all where nothing changed. */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Headers } from '../../http/cors.ts';
import { matchesEtag } from '../../http/etag.ts';
import type { Exchange } from '../../http/exchange.ts';

const compress = promisify(gzip);

/** Whether the caller takes gzip: by name or by a star, unless it weighs nothing (RFC 9110 §12.5.3). */
export function takesGzip(header: string | undefined): boolean {
  const weights = new Map(
    (header ?? '').split(',').map((each) => {
      const [name = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((part) => part.startsWith('q='))?.slice(2) ?? '1';
      return [name, Number.parseFloat(weight)];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}

/** A weak tag of whatever decides what a tile shows. */
export function tagOf(...facts: readonly (string | number | boolean)[]): string {
  return `W/"${hash('sha256', facts.join('\n'), 'base64url').slice(0, 27)}"`;
}

/** The tile, drawn only when the caller does not have it already. */
export async function answerTile(
  exchange: Exchange,
  { etag, headers }: { readonly etag: string; readonly headers: Headers },
  draw: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<Response> {
  const kept = { ...headers, ETag: etag };
  if (matchesEtag(exchange.header('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: kept });
  }
  const bytes = await draw();
  const type = { 'Content-Type': 'application/vnd.mapbox-vector-tile' };
  if (bytes.length === 0 || !takesGzip(exchange.header('accept-encoding'))) {
    return new Response(bytes, { headers: { ...kept, ...type } });
  }
  const packed = new Uint8Array(await compress(bytes));
  return new Response(packed, { headers: { ...kept, ...type, 'Content-Encoding': 'gzip' } });
}
