/** Addresses of observations. */
import { pageLimit } from '@kindcart/contract';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { type ObservationParts, recordObservations } from './recording.ts';
import { keepReview, listObservations, toObservation } from './records.ts';

/** Hangs them on the house. */
export function registerObservations(api: Api, parts: ObservationParts): void {
  const { db } = parts;

  serve(api, 'recordObservations', async ({ body, caller }) => ({
    items: await recordObservations(parts, caller, body.observations),
  }));

  serve(api, 'listObservations', async ({ query, caller }) => {
    const { treeId, review, cursor, limit = pageLimit.default } = query;
    const page = { treeId, review, cursor, limit: limit + 1 };
    const found = await listObservations(db, caller, page);
    const items = found.slice(0, limit).map(toObservation);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'reviewObservation', async ({ params, body, caller }) => {
    const row = await keepReview(db, caller, params.observationId, body.review);
    return row === undefined ? refuse('observation_unknown') : toObservation(row);
  });
}
