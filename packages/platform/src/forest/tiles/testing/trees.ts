/** Trees straight in the tables, for tests of what is shown of them. */

import type { Id, TreeState } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../database/schema.ts';
import type { Book } from '../../../ledger/rules.ts';
import { testId } from '../../../testing/platform.ts';
import { curveKey } from '../curve.ts';

/** Trees that are to be there, on the places of a plot. */
export interface Stand {
  readonly plotId: Id<'plot'>;
  readonly speciesId: Id<'species'>;
  /** Number of the first tree. */
  readonly from: number;
  /** What each is and since when, by its place in the list; all on places that follow each other. */
  readonly trees: readonly { readonly state: TreeState; readonly plantedOn: string | null }[];
  /** Number of the place of the first tree; 1 when left out. */
  readonly fromPlace?: number;
}

/** Puts trees on the places of a plot. */
export async function seedTrees(db: Kysely<Database>, book: Book, stand: Stand): Promise<void> {
  const { plotId, speciesId, from, trees, fromPlace = 1 } = stand;
  const places = await db
    .selectFrom('place')
    .select(['number', 'longitude', 'latitude'])
    .where('organization_id', '=', book.organizationId)
    .where('plot_id', '=', plotId)
    .where('number', '>=', fromPlace)
    .orderBy('number')
    .limit(trees.length)
    .execute();
  const now = new Date('2026-11-01T00:00:00Z');
  const rows = trees.map(({ state, plantedOn }, at) => {
    const place = places[at];
    if (place === undefined) throw new Error('There are fewer places than trees');
    return {
      organization_id: book.organizationId,
      livemode: book.livemode,
      number: from + at,
      id: testId('tree'),
      plot_id: plotId,
      place_number: place.number,
      species_id: speciesId,
      adoption_id: null,
      curve_key: curveKey([place.longitude, place.latitude]),
      state,
      planted_on: plantedOn,
      replaces: null,
      replaced_by: null,
      folded_year: null,
      created_at: now,
      updated_at: now,
    };
  });
  for (let at = 0; at < rows.length; at += 1_000) {
    await db
      .insertInto('tree')
      .values(rows.slice(at, at + 1_000))
      .execute();
  }
  await sql`update place set state = 'taken', tree_number = tree.number from tree
    where tree.organization_id = ${book.organizationId} and tree.plot_id = ${plotId}
      and place.organization_id = tree.organization_id and place.plot_id = tree.plot_id
      and place.number = tree.place_number`.execute(db);
  await sql`update plot set places_taken = seen.places, trees_planned = seen.planned,
      trees_planted = seen.planted, trees_established = seen.established, trees_grown = seen.grown,
      trees_lost = seen.lost, trees_ever_planted = seen.ever
    from (select count(distinct place_number) as places, count(*) filter (where planted_on is not null) as ever,
        count(*) filter (where state = 'planned') as planned,
        count(*) filter (where state = 'planted') as planted,
        count(*) filter (where state = 'established') as established,
        count(*) filter (where state = 'grown') as grown,
        count(*) filter (where state in ('lost', 'replaced')) as lost
      from tree where organization_id = ${book.organizationId} and plot_id = ${plotId}) as seen
    where organization_id = ${book.organizationId} and id = ${plotId}`.execute(db);
}
