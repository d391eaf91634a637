/** The forest in numbers, from what is counted already: no tree is read. */
import type { Bounds, Forest, Id } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** The level of `tree_count` with the fewest cells. */
const coarsest = 4;

interface PlotSums {
  readonly plots: number;
  readonly adopted: number | null;
  readonly planned: number | null;
  readonly planted: number | null;
  readonly lost: number | null;
  readonly countries: readonly string[] | null;
  readonly west: number | null;
  readonly south: number | null;
  readonly east: number | null;
  readonly north: number | null;
}

/** All of it, as of now. */
export async function countForest(db: Kysely<Database>, book: Book, now: Date): Promise<Forest> {
  const [sums, species, years] = await Promise.all([
    sumPlots(db, book),
    countTrees<{ species_id: Id<'species'> }>(db, book, 'species_id'),
    countTrees<{ year: number }>(db, book, 'year'),
  ]);
  return {
    trees: {
      adopted: sums?.adopted ?? 0,
      planned: sums?.planned ?? 0,
      planted: sums?.planted ?? 0,
      lost: sums?.lost ?? 0,
    },
    species: species.map(({ species_id: speciesId, trees }) => ({ speciesId, trees })),
    years,
    plots: sums?.plots ?? 0,
    countries: [...(sums?.countries ?? [])],
    bounds: boundsOf(sums),
    asOf: now.toISOString(),
  };
}

async function sumPlots(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
): Promise<PlotSums | undefined> {
  // A place that is taken once stays so: whatever becomes of its tree, one was adopted there.
  const { rows } = await sql<PlotSums>`
    select count(*) as plots, sum(places_taken) as adopted, sum(trees_planned) as planned,
      sum(trees_planted::bigint + trees_established + trees_grown)::bigint as planted,
      sum(trees_lost) as lost, array_agg(distinct country::text order by country::text) as countries,
      min(west) as west, min(south) as south, max(east) as east, max(north) as north
    from plot where organization_id = ${organizationId} and livemode = ${livemode}`.execute(db);
  return rows[0];
}

function boundsOf(sums: PlotSums | undefined): Bounds | null {
  const { west = null, south = null, east = null, north = null } = sums ?? {};
  const isThere = west !== null && south !== null && east !== null && north !== null;
  return isThere ? [west, south, east, north] : null;
}

/** Trees that stand, by kind or by the year of planting, in its order. */
async function countTrees<Group>(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  by: 'species_id' | 'year',
): Promise<(Group & { readonly trees: number })[]> {
  const { rows } = await sql<Group & { readonly trees: number }>`
    select ${sql.ref(by)}, sum(trees)::bigint as trees from tree_count
    where organization_id = ${organizationId} and livemode = ${livemode} and level = ${coarsest}
      and year > 0
    group by ${sql.ref(by)} having sum(trees) > 0 order by ${sql.ref(by)}`.execute(db);
  return rows;
}
