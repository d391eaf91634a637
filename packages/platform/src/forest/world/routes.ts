/** Addresses of the world behind a forest, and of the style in which both are drawn. */
import { type FieldError, worldStylePath, worldTilesPath } from '@kindcart/contract';
import { parseKey } from '../../access/keys.ts';
import type { Api } from '../../http/api.ts';
import { route } from '../../http/endpoint.ts';
import { etagOf, matchesEtag } from '../../http/etag.ts';
import { refuse } from '../../http/refusal.ts';
import { answerTile, tagOf } from '../tiles/answer.ts';
import { tileOfPath } from '../tiles/rules.ts';
import { type StyleWish, styleOf } from './map.styles.ts';
import { createWorld } from './shipped.ts';

export interface WorldParts {
  /** Origin under which browsers reach the platform; undefined takes the one that they asked. */
  readonly publicUrl: string | undefined;
}

/** Hangs them on the house. */
export function registerWorld(api: Api, { publicUrl }: WorldParts): void {
  const world = createWorld();

  route(
    api,
    { method: 'GET', path: worldTilesPath, access: 'open', limited: false, isTile: true },
    async ({ exchange, params }) => {
      const { zoomMax, version, tile: kept } = await world();
      const tile = tileOfPath(params, zoomMax);
      if (tile === undefined) {
        const detail = `There is no such tile: the world has zooms from 0 to ${zoomMax}; nearer maps stretch the last.`;
        refuse('not_found', { detail });
      }
      const etag = tagOf(version, tile.level, tile.x, tile.y);
      const headers = {
        'Cache-Control': 'public, max-age=86400, stale-while-revalidate=604800',
        Vary: 'Accept-Encoding',
      };
      return answerTile(exchange, { etag, headers }, () => kept(tile));
    },
  );

  route(
    api,
    { method: 'GET', path: worldStylePath, access: 'open', limited: true },
    ({ exchange }) => {
      const base = publicUrl ?? new URL(exchange.request.url).origin;
      const text = JSON.stringify(styleOf({ base, ...wishOf(exchange.query) }));
      const headers = {
        ETag: etagOf(text),
        'Cache-Control': 'public, max-age=300, stale-while-revalidate=86400',
        'Content-Type': 'application/json',
      };
      return matchesEtag(exchange.header('if-none-match'), headers.ETag)
        ? new Response(null, { status: 304, headers })
        : new Response(text, { headers });
    },
  );
}

/** What the query asks of a style. @throws Refusal when there is no such style */
function wishOf(query: URLSearchParams): Omit<StyleWish, 'base'> {
  const fields: FieldError[] = [];
  const scheme = query.get('scheme') ?? 'light';
  if (scheme !== 'light' && scheme !== 'dark') {
    fields.push({ field: 'scheme', message: 'is neither light nor dark' });
  }
  const key = query.get('key');
  if (key !== null && parseKey(key)?.kind !== 'publishable') {
    fields.push({ field: 'key', message: 'is not a publishable key, pk_…' });
  }
  if (fields.length > 0) refuse('request_invalid', { fields });
  return { language: query.get('lang') ?? 'en', scheme: scheme === 'dark' ? 'dark' : 'light', key };
}
