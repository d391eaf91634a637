/** Reads what lies in a tile. */
import type { Id, Plot } from '@kindcart/contract';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { PlotTable, TreeTable } from '../../database/tables/forest.ts';
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

type TileTree = Pick<TreeTable, 'number' | 'species_id' | 'curve_key' | 'state' | 'planted_on'> & {
  readonly longitude: number | null;
  readonly latitude: number | null;
};

/**
 * The trees in a tile that stand, by number.
 *
 * @param exactly - with where they are to the centimetre; the curve knows it to half a metre
 */
export async function findTrees(
  db: Kysely<Database>,
  { organizationId, livemode }: ForestKey,
  tile: Cell,
  { speciesIds, from, until }: Filters,
  exactly: boolean,
): Promise<TileTree[]> {
  const [first, beyond] = keysWithin(tile);
  let asked = db
    .selectFrom('tree')
    .where('tree.organization_id', '=', organizationId)
    .where('tree.livemode', '=', livemode)
    .where('curve_key', '>=', first)
    .where('curve_key', '<', beyond)
    .where('tree.state', 'not in', ['replaced', 'lost'])
    .orderBy('tree.number')
    .select(['tree.number', 'species_id', 'curve_key', 'tree.state', 'planted_on']);
  if (speciesIds !== null) asked = asked.where('species_id', 'in', speciesIds);
  if (from !== null) asked = asked.where('planted_on', '>=', `${from}-01-01`);
  if (until !== null) asked = asked.where('planted_on', '<=', `${until}-12-31`);
  if (!exactly)
    return asked
      .select(sql<null>`null`.as('longitude'))
      .select(sql<null>`null`.as('latitude'))
      .execute();
  return asked
    .innerJoin('place', (join) =>
      join
        .onRef('place.organization_id', '=', 'tree.organization_id')
        .onRef('place.plot_id', '=', 'tree.plot_id')
        .onRef('place.number', '=', 'tree.place_number'),
    )
    .select(['place.longitude', 'place.latitude'])
    .execute();
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
