/** Addresses of species. */
import { type Id, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { changeSpecies } from './making.ts';
import { findSpecies, insertSpecies, listSpecies } from './records.ts';

export interface SpeciesParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newSpeciesId: () => Id<'species'>;
}

/** Hangs them on the house. */
export function registerSpecies(api: Api, { db, now, newSpeciesId }: SpeciesParts): void {
  serve(api, 'createSpecies', async ({ body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const made = await insertSpecies(transaction, caller, newSpeciesId(), body, now());
      return answerText('createSpecies', made);
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listSpecies', async ({ query, caller }) => {
    const { ids, cursor, limit = pageLimit.default } = query;
    if (ids !== undefined) {
      const byId = new Map((await findSpecies(db, caller, ids)).map((each) => [each.id, each]));
      return { items: ids.flatMap((id) => byId.get(id) ?? []), nextCursor: null };
    }
    const found = await listSpecies(db, caller, { cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'changeSpecies', ({ params, body, caller }) =>
    changeSpecies(db, caller, params.speciesId, body, now()),
  );
}
