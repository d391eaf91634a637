/** Addresses of the tiles of a forest. */
import { forestTilesPath } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Caller } from '../../access/authenticate.ts';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import type { Clock } from '../../http/clock.ts';
import { route } from '../../http/endpoint.ts';
import type { Exchange } from '../../http/exchange.ts';
import { refuse } from '../../http/refusal.ts';
import { answerTile, tagOf } from './answer.ts';
import { createDrawnTiles } from './drawn.ts';
import { type Filters, filtersOf, tileOfPath, zoomMax } from './rules.ts';
import { drawTile } from './tile.ts';
import { createVersions } from './versions.ts';

export interface TileParts {
  readonly db: Kysely<Database>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** Hangs them on the house. */
export function registerTiles(api: Api, { db, clock }: TileParts): void {
  const versions = createVersions(db, clock);
  const drawn = createDrawnTiles();

  route(
    api,
    { method: 'GET', path: forestTilesPath, access: 'public', limited: false, isTile: true },
    async ({ exchange, caller, params }) => {
      if (caller === null) refuse('key_missing');
      const tile = tileOfPath(params, zoomMax);
      if (tile === undefined) {
        const detail = `There is no such tile: its zoom is from 0 to ${zoomMax}, x and y from 0 to below 2 to the power of the zoom.`;
        refuse('not_found', { detail });
      }
      const filters = filtersOf(exchange.query);
      if (isFaulty(filters)) refuse('request_invalid', { fields: filters });
      const { organizationId, livemode } = caller;
      const version = await versions.of(caller);
      const { level, x, y } = tile;
      const asked = JSON.stringify([filters.speciesIds, filters.from, filters.until]);
      const etag = tagOf(organizationId, livemode, version, level, x, y, asked);
      const headers = headersOf(exchange, caller);
      return answerTile(exchange, { etag, headers }, () =>
        drawn.of(etag, () => drawTile(db, caller, tile, filters)),
      );
    },
  );
}

function isFaulty(
  filters: ReturnType<typeof filtersOf>,
): filters is Exclude<typeof filters, Filters> {
  return Array.isArray(filters);
}

/** As for any public read, with time enough that a map that is moved back and forth asks nothing twice. */
function headersOf(exchange: Exchange, { kind }: Caller) {
  if (kind === 'secret') return { 'Cache-Control': 'no-store' };
  const shared = exchange.header('authorization') === undefined;
  return {
    'Cache-Control': `${shared ? 'public' : 'private'}, max-age=10, stale-while-revalidate=300`,
    Vary: `${shared ? '' : 'Authorization, '}Origin, Accept-Encoding`,
  };
}
