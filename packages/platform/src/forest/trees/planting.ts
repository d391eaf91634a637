/** Trees come to be: each gets the next number of the forest and a place for itself. */
import { type Id, type Position, utcDay } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { curveKey } from '../tiles/curve.ts';

/** A tree that is to be. */
export interface Seed {
  readonly plotId: Id<'plot'>;
  readonly placeNumber: number;
  readonly speciesId: Id<'species'>;
  readonly adoptionId: Id<'adoption'> | null;
  /** Number of the lost tree in whose place it comes; that place is taken already. */
  readonly replaces: number | null;
}

/** A tree that is planned, with its number. */
export interface NewTree extends Seed {
  readonly id: Id<'tree'>;
  readonly number: number;
}

export interface PlantingParts {
  readonly now: Date;
  /** The day on which they were planned; today when left out. */
  readonly plannedOn?: string;
  readonly newTreeId: () => Id<'tree'>;
}

/**
 * Plans a tree for each seed, numbered in their order, within the transaction. Whoever calls holds the
 * places, and no seed's place may be taken by a tree that it does not replace. It is called once in a
 * transaction: it holds the plots and the forest's number, in that order, until the end.
 */
export async function plantTrees(
  transaction: Transaction<Database>,
  book: Book,
  seeds: readonly Seed[],
  { now, plannedOn = utcDay(now), newTreeId }: PlantingParts,
): Promise<readonly NewTree[]> {
  if (seeds.length === 0) return [];
  await countPlanned(transaction, book, seeds);
  const first = await takeNumbers(transaction, book, seeds.length);
  const trees = seeds.map((seed, at) => ({ ...seed, id: newTreeId(), number: first + at }));
  await takePlaces(transaction, book, trees);
  await insertTrees(transaction, book, trees, { now, plannedOn });
  return trees;
}

/** The plots' counts, held in the order of their ids so that nobody waits for one who waits for him. */
async function countPlanned(
  db: Kysely<Database>,
  { organizationId }: Book,
  seeds: readonly Seed[],
) {
  const byPlot = Map.groupBy(seeds, ({ plotId }) => plotId);
  for (const plotId of [...byPlot.keys()].sort()) {
    const ofPlot = byPlot.get(plotId) ?? [];
    const taken = ofPlot.filter(({ replaces }) => replaces === null).length;
    await db
      .updateTable('plot')
      .set((set) => ({
        places_taken: set('places_taken', '+', taken),
        trees_planned: set('trees_planned', '+', ofPlot.length),
      }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', plotId)
      .execute();
  }
}

/** The first of so many numbers in a row that nobody else gets. */
async function takeNumbers(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  count: number,
): Promise<number> {
  const { last_tree: last } = await db
    .insertInto('forest_number')
    .values({ organization_id: organizationId, livemode, last_tree: count })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'livemode'])
        .doUpdateSet({ last_tree: sql`forest_number.last_tree + ${count}` }),
    )
    .returning('last_tree')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}

async function takePlaces(
  db: Kysely<Database>,
  { organizationId }: Book,
  trees: readonly NewTree[],
): Promise<void> {
  const wanted = trees.map(({ plotId, placeNumber, adoptionId, number, replaces }) => ({
    plot_id: plotId,
    place: placeNumber,
    adoption_id: adoptionId,
    tree: number,
    replaces,
  }));
  const { rows } = await sql`
    update place set state = 'taken', held_until = null, adoption_id = wanted.adoption_id,
      tree_number = wanted.tree
    from json_to_recordset(${JSON.stringify(wanted)}::json)
      as wanted (plot_id text, place integer, adoption_id text, tree bigint, replaces bigint)
    where place.organization_id = ${organizationId} and place.plot_id = wanted.plot_id
      and place.number = wanted.place
      and case when wanted.replaces is null then place.state <> 'taken'
        else place.state = 'taken' and place.tree_number = wanted.replaces end
    returning place.number`.execute(db);
  if (rows.length !== trees.length) throw new Error('A place is taken by another tree');
}

async function insertTrees(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  trees: readonly NewTree[],
  { now, plannedOn }: { readonly now: Date; readonly plannedOn: string },
): Promise<void> {
  const own = { organization_id: organizationId, livemode };
  const positions = await positionsOf(db, organizationId, trees);
  const keyOf = ({ plotId, placeNumber }: Seed) => {
    const position = positions.get(`${plotId} ${placeNumber}`);
    if (position === undefined) throw new Error(`${plotId} has no place ${placeNumber}`);
    return curveKey(position);
  };
  await db
    .insertInto('tree')
    .values(
      trees.map((tree) => ({
        ...own,
        number: tree.number,
        id: tree.id,
        plot_id: tree.plotId,
        place_number: tree.placeNumber,
        species_id: tree.speciesId,
        adoption_id: tree.adoptionId,
        curve_key: keyOf(tree),
        state: 'planned' as const,
        planted_on: null,
        replaces: tree.replaces,
        replaced_by: null,
        folded_year: null,
        created_at: now,
        updated_at: now,
      })),
    )
    .execute();
  await db
    .insertInto('tree_stage')
    .values(
      trees.map(({ id }) => ({
        organization_id: organizationId,
        tree_id: id,
        ordinal: 1,
        state: 'planned' as const,
        on_day: plannedOn,
        note: null,
        photo_url: null,
        recorded_at: now,
      })),
    )
    .execute();
}

async function positionsOf(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  trees: readonly NewTree[],
): Promise<Map<string, Position>> {
  const asked = trees.map(({ plotId, placeNumber }) => ({ plot_id: plotId, place: placeNumber }));
  const { rows } = await sql<{ key: string; longitude: number; latitude: number }>`
    select place.plot_id || ' ' || place.number as key, longitude, latitude
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked (plot_id text, place integer)
    join place on place.organization_id = ${organizationId} and place.plot_id = asked.plot_id
      and place.number = asked.place`.execute(db);
  return new Map(rows.map(({ key, longitude, latitude }) => [key, [longitude, latitude]]));
}
