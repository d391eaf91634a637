/** Reads what lies in a tile. */
import { type Id, type Plot, treeStates } from '@kindcart/contract';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { PlotTable } from '../../database/tables/forest.ts';
import type { ForestKey } from './counts.ts';
import { type Cell, keyOfCell, keysWithin } from './curve.ts';
import type { Filters } from './rules.ts';

/** Whatever changes what tiles show changes this. */
export async function forestVersion(
  db: Kysely<Database>,
  { organizationId, livemode }: ForestKey,
): Promise<string> {
  const { rows } = await sql<{ readonly version: string }>`
    select coalesce((select version from forest_version
        where organization_id = ${organizationId} and livemode = ${livemode}), 0)::text
      || ' ' || (select count(*) || ' ' || coalesce(extract(epoch from max(updated_at))::text, '')
        from plot where organization_id = ${organizationId} and livemode = ${livemode}) as version`.execute(
    db,
  );
  return rows[0]?.version ?? '';
}

/** The trees of one cell together. */
export interface Cluster {
  readonly trees: number;
  /** How many of them are not planted yet. */
  readonly planned: number;
  /** Sums of where they are, in cells of the finest curve. */
  readonly across: number;
  readonly down: number;
}

/** The trees in a tile by cells of a level that is counted, and at least as fine. */
export async function findClusters(
  db: Kysely<Database>,
  { organizationId, livemode }: ForestKey,
  tile: Cell,
  level: number,
  { speciesIds, from, until }: Filters,
): Promise<Cluster[]> {
  const width = 4 ** (level - tile.level);
  const first = keyOfCell(tile) * width;
  const asked: Expression<SqlBool>[] = [
    ...(speciesIds === null ? [] : [sql<SqlBool>`species_id = any(${speciesIds}::text[])`]),
    ...(from === null ? [] : [sql<SqlBool>`year >= ${from}`]),
    ...(until === null ? [] : [sql<SqlBool>`year between 1 and ${until}`]),
  ];
  const where = sql.join([sql<SqlBool>`true`, ...asked], sql` and `);
  const { rows } = await sql<Cluster>`
    select sum(trees)::bigint as trees, sum(case when year = 0 then trees else 0 end)::bigint as planned,
      sum(across)::bigint as across, sum(down)::bigint as down
    from tree_count
    where organization_id = ${organizationId} and livemode = ${livemode} and level = ${level}
      and cell >= ${first} and cell < ${first + width} and ${where}
    group by cell order by cell`.execute(db);
  return rows;
}

/** A tree as tiles show it. */
export interface TileTree {
  readonly number: number;
  readonly curveKey: number;
  readonly spot: number | null;
  /** Its place in `treeStates`. */
  readonly state: number;
  /** Whole days since 1970; null when it is not planted. */
  readonly plantedDay: number | null;
}

/**
 * The trees in a tile that stand, by kind, each kind's by number. They come as text, one row for a kind:
 * thousands of rows of columns cost a multiple in the driver.
 */
export async function findTrees(
  db: Kysely<Database>,
  { organizationId, livemode }: ForestKey,
  tile: Cell,
  { speciesIds, from, until }: Filters,
): Promise<(readonly [Id<'species'>, TileTree[]])[]> {
  const [first, beyond] = keysWithin(tile);
  const asked: Expression<SqlBool>[] = [
    ...(speciesIds === null ? [] : [sql<SqlBool>`species_id = any(${speciesIds}::text[])`]),
    ...(from === null ? [] : [sql<SqlBool>`planted_on >= ${`${from}-01-01`}::date`]),
    ...(until === null ? [] : [sql<SqlBool>`planted_on <= ${`${until}-12-31`}::date`]),
  ];
  const where = sql.join([sql<SqlBool>`true`, ...asked], sql` and `);
  const { rows } = await sql<{ readonly species_id: Id<'species'>; readonly trees: string }>`
    select species_id, string_agg(number || ' ' || curve_key || ' ' || coalesce(spot::text, '') || ' '
      || array_position(${treeStates}::text[], state) || ' '
      || coalesce((planted_on - date '1970-01-01')::text, ''), ',' order by number) as trees
    from tree
    where organization_id = ${organizationId} and livemode = ${livemode}
      and curve_key >= ${first} and curve_key < ${beyond}
      and state not in ('replaced', 'lost') and ${where}
    group by species_id order by min(number)`.execute(db);
  return rows.map(({ species_id, trees }) => [species_id, trees.split(',').map(treeOf)]);
}

function treeOf(text: string): TileTree {
  const [number, curveKey, spot, state, plantedDay] = text.split(' ');
  return {
    number: Number(number),
    curveKey: Number(curveKey),
    spot: spot === '' ? null : Number(spot),
    // Counted from one in SQL.
    state: Number(state) - 1,
    plantedDay: plantedDay === '' ? null : Number(plantedDay),
  };
}

/** Most plots that a tile shows as points: the largest. */
const plotPointsMax = 500;

/** A plot as tiles show it. */
export interface TilePlot {
  readonly id: Id<'plot'>;
  readonly state: Plot['state'];
  readonly names: Plot['names'];
  readonly centre_longitude: number;
  readonly centre_latitude: number;
  /** Its land, where that was asked for. */
  readonly polygon: Plot['polygon'] | null;
}

/** The plots that reach into bounds: west, south, east, north. */
export async function findPlots(
  db: Kysely<Database>,
  { organizationId, livemode }: ForestKey,
  [west, south, east, north]: readonly [number, number, number, number],
  withLand: boolean,
): Promise<TilePlot[]> {
  return db
    .selectFrom('plot')
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('west', '<=', east)
    .where('east', '>=', west)
    .where('south', '<=', north)
    .where('north', '>=', south)
    .orderBy('area_m2', 'desc')
    .orderBy('id')
    .limit(plotPointsMax)
    .select(['id', 'state', 'names', 'centre_longitude', 'centre_latitude'])
    .select(
      sql<PlotTable['polygon']['__select__'] | null>`case when ${withLand} then polygon end`.as(
        'polygon',
      ),
    )
    .execute();
}
