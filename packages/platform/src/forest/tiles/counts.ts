/**
 * Trees counted beforehand, so that a tile of a whole country reads some rows and not a million: by cell of
 * a few levels, kind and year of planting. Trees that changed say so (`unfolded`), and a round counts them
 * again. A tree is counted while it stands or is about to; one that is lost or replaced is not.
 */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { PlaceTable, TreeTable } from '../../database/tables/forest.ts';
import { cellOfKey, curveOrder } from './curve.ts';
import { spotOf } from './spot.ts';

/** Whose trees. */
export interface ForestKey {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
}

/** Levels of cells that are counted, from a continent to some 10 m. */
export const countedLevels = [4, 6, 8, 10, 12, 14, 16, 18, 20, 22] as const;

/** Most trees of one forest that are counted in one commit. */
const treesMax = 4_000;

/** Counts again what changed, a batch of each forest; says how many trees it counted. */
export async function countRound(db: Kysely<Database>, atOnceMax = treesMax): Promise<number> {
  let counted = 0;
  let forest = await nextForest(db);
  while (forest !== undefined) {
    counted += await countForest(db, forest, atOnceMax);
    forest = await nextForest(db, forest);
  }
  return counted;
}

/** The first forest with changes, or the first after another. */
async function nextForest(db: Kysely<Database>, after?: ForestKey): Promise<ForestKey | undefined> {
  const changed = db
    .selectFrom('tree')
    .select(['organization_id', 'livemode'])
    .where('unfolded', '=', true)
    .orderBy('organization_id')
    .orderBy('livemode')
    .limit(1);
  const later = sql<boolean>`(organization_id, livemode) > (${after?.organizationId}, ${after?.livemode})`;
  const row = await (after === undefined ? changed : changed.where(later)).executeTakeFirst();
  return row && { organizationId: row.organization_id, livemode: row.livemode };
}

type CountedTree = Pick<
  TreeTable,
  'number' | 'species_id' | 'curve_key' | 'state' | 'planted_on' | 'folded_year'
> &
  Pick<PlaceTable, 'longitude' | 'latitude'>;

/** One at a time counts a forest, so none waits for another in a circle; whoever comes second leaves it. */
async function countForest(
  db: Kysely<Database>,
  { organizationId, livemode }: ForestKey,
  atOnceMax: number,
): Promise<number> {
  const own = { organization_id: organizationId, livemode };
  await db
    .insertInto('forest_version')
    .values({ ...own, version: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('forest_version')
      .select('version')
      .where('organization_id', '=', organizationId)
      .where('livemode', '=', livemode)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (held === undefined) return 0;
    const trees = await trx
      .selectFrom('tree')
      .innerJoin('place', (join) =>
        join
          .onRef('place.organization_id', '=', 'tree.organization_id')
          .onRef('place.plot_id', '=', 'tree.plot_id')
          .onRef('place.number', '=', 'tree.place_number'),
      )
      .select(['tree.number', 'species_id', 'curve_key', 'tree.state', 'planted_on', 'folded_year'])
      .select(['longitude', 'latitude'])
      .where('tree.organization_id', '=', organizationId)
      .where('tree.livemode', '=', livemode)
      .where('unfolded', '=', true)
      .orderBy('tree.number')
      .limit(atOnceMax)
      .forUpdate('tree')
      .skipLocked()
      .execute();
    if (trees.length === 0) return 0;
    await writeMoves(trx, { organizationId, livemode }, movesOf(trees));
    await markCounted(trx, { organizationId, livemode }, trees);
    await trx
      .updateTable('forest_version')
      .set({ version: held.version + 1 })
      .where('organization_id', '=', organizationId)
      .where('livemode', '=', livemode)
      .execute();
    return trees.length;
  });
}

/** The year under which a tree is counted: that of its planting, 0 before; null when it does not stand. */
function yearOf({ state, planted_on }: Pick<CountedTree, 'state' | 'planted_on'>): number | null {
  if (state === 'lost' || state === 'replaced') return null;
  return state === 'planned' || planted_on === null ? 0 : Number.parseInt(planted_on, 10);
}

/** What is added to one count, or taken from it. */
interface Move {
  readonly level: number;
  readonly cell: number;
  readonly speciesId: Id<'species'>;
  readonly year: number;
  trees: number;
  across: number;
  down: number;
}

/** What changes in the counts when these trees are counted anew. */
function movesOf(trees: readonly CountedTree[]): Move[] {
  const moves = new Map<string, Move>();
  for (const tree of trees) {
    const year = yearOf(tree);
    if (year === tree.folded_year) continue;
    const { x, y } = cellOfKey(curveOrder, tree.curve_key);
    const add = (each: number, sign: 1 | -1) => {
      for (const level of countedLevels) {
        const cell = Math.floor(tree.curve_key / 4 ** (curveOrder - level));
        const key = `${level} ${cell} ${tree.species_id} ${each}`;
        const same = { level, cell, speciesId: tree.species_id, year: each };
        const move = moves.get(key) ?? { ...same, trees: 0, across: 0, down: 0 };
        move.trees += sign;
        move.across += sign * x;
        move.down += sign * y;
        moves.set(key, move);
      }
    };
    if (tree.folded_year !== null) add(tree.folded_year, -1);
    if (year !== null) add(year, 1);
  }
  return [...moves.values()].filter(
    ({ trees: n, across, down }) => n !== 0 || across !== 0 || down !== 0,
  );
}

/** First what is taken from counts that are there, and only then what is added to others, or new. */
async function writeMoves(
  trx: Transaction<Database>,
  { organizationId, livemode }: ForestKey,
  moves: readonly Move[],
): Promise<void> {
  const taken = moves.filter(({ trees }) => trees <= 0);
  const added = moves.filter(({ trees }) => trees > 0);
  const own = sql`count.organization_id = ${organizationId} and count.livemode = ${livemode}`;
  const same = sql`count.level = move.level and count.cell = move.cell
    and count.species_id = move.species_id and count.year = move.year`;
  if (taken.length > 0) {
    // What is left with nothing goes; elsewhere a count is always of something.
    await sql`delete from tree_count as count using ${rowsOf(taken)}
      where ${own} and ${same} and count.trees + move.trees = 0`.execute(trx);
    await sql`update tree_count as count set trees = count.trees + move.trees,
        across = count.across + move.across, down = count.down + move.down
      from ${rowsOf(taken)} where ${own} and ${same}`.execute(trx);
  }
  if (added.length === 0) return;
  await sql`insert into tree_count
      (organization_id, livemode, level, cell, species_id, year, trees, across, down)
    select ${organizationId}, ${livemode}::boolean, level, cell, species_id, year, trees, across, down
    from ${rowsOf(added)}
    on conflict (organization_id, livemode, level, cell, species_id, year) do update
    set trees = tree_count.trees + excluded.trees, across = tree_count.across + excluded.across,
      down = tree_count.down + excluded.down`.execute(trx);
}

function rowsOf(moves: readonly Move[]) {
  return sql`unnest(${moves.map(({ level }) => level)}::smallint[],
    ${moves.map(({ cell }) => cell)}::bigint[], ${moves.map(({ speciesId }) => speciesId)}::text[],
    ${moves.map(({ year }) => year)}::smallint[], ${moves.map(({ trees }) => trees)}::integer[],
    ${moves.map(({ across }) => across)}::bigint[], ${moves.map(({ down }) => down)}::bigint[])
    as move (level, cell, species_id, year, trees, across, down)`;
}

async function markCounted(
  trx: Transaction<Database>,
  { organizationId, livemode }: ForestKey,
  trees: readonly CountedTree[],
): Promise<void> {
  const spots = trees.map(({ curve_key: key, longitude, latitude }) =>
    spotOf([longitude, latitude], cellOfKey(curveOrder, key)),
  );
  await sql`update tree set unfolded = false, folded_year = counted.year, spot = counted.spot
    from unnest(${trees.map(({ number }) => number)}::bigint[], ${trees.map(yearOf)}::smallint[],
      ${spots}::integer[]) as counted (number, year, spot)
    where tree.organization_id = ${organizationId} and tree.livemode = ${livemode}
      and tree.number = counted.number`.execute(trx);
}
