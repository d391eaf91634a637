/** Addresses of plots and their places. */
import { type Id, pageLimit, placesLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { changePlot, makePlot } from './making.ts';
import { findPlots, hasPlot, listPlaces, listPlots } from './records.ts';

export interface PlotParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newPlotId: () => Id<'plot'>;
}

/** Hangs them on the house. */
export function registerPlots(api: Api, { db, now, newPlotId }: PlotParts): void {
  serve(api, 'createPlot', async ({ body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) =>
      answerText('createPlot', await makePlot(transaction, caller, newPlotId(), body, now())),
    );
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listPlots', async ({ query, caller }) => {
    const { ids, projectId, cursor, limit = pageLimit.default } = query;
    if (ids !== undefined) {
      const found = await findPlots(db, caller, ids, now());
      const byId = new Map(found.map((plot) => [plot.id, plot]));
      const items = ids
        .flatMap((id) => byId.get(id) ?? [])
        .filter((plot) => projectId === undefined || plot.projectId === projectId);
      return { items, nextCursor: null };
    }
    const page = { projectId, cursor, limit: limit + 1 };
    const found = await listPlots(db, caller, page, now());
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'changePlot', ({ params, body, caller }) =>
    db
      .transaction()
      .execute((transaction) => changePlot(transaction, caller, params.plotId, () => body, now())),
  );

  serve(api, 'listPlaces', async ({ params, query, caller }) => {
    const { plotId } = params;
    const { after = 0, limit = placesLimit.default } = query;
    if (!(await hasPlot(db, caller, plotId))) refuse('plot_unknown');
    const page = { after, limit: limit + 1 };
    const found = await listPlaces(db, caller, plotId, page, now());
    const items = found.slice(0, limit);
    return { items, nextAfter: found.length > limit ? (items.at(-1)?.number ?? null) : null };
  });
}
