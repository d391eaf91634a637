/** What a phone takes along to a plot: its trees as they stand, and when they were last looked at. */
import type { Id, Position, Texts } from '@kindcart/contract';
import { nextObservationOn } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** A plot to choose. */
export interface FieldPlot {
  readonly id: Id<'plot'>;
  readonly names: Texts;
  readonly centre: Position;
  /** Trees that stand there. */
  readonly trees: number;
}

/** A tree to look at. */
export interface FieldTree {
  readonly number: number;
  readonly place: number;
  readonly position: Position;
  readonly speciesNames: Texts;
  readonly plantedOn: string;
  /** The last height that counts, in centimetres; null where nobody measured one. */
  readonly lastHeightCm: number | null;
  /** A day; null where nobody has looked since planting. */
  readonly lastSeenOn: string | null;
  readonly nextOn: string;
}

/** The plots of a book on which trees stand. */
export async function findFieldPlots(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
): Promise<FieldPlot[]> {
  const { rows } = await sql<{
    id: Id<'plot'>;
    names: Texts;
    centre_longitude: number;
    centre_latitude: number;
    trees: number;
  }>`
    select id, names, centre_longitude, centre_latitude,
      trees_planted + trees_established + trees_grown as trees
    from plot
    where organization_id = ${organizationId} and livemode = ${livemode}
      and trees_planted + trees_established + trees_grown > 0
    order by id`.execute(db);
  return rows.map(({ id, names, centre_longitude, centre_latitude, trees }) => ({
    id,
    names,
    centre: [centre_longitude, centre_latitude],
    trees,
  }));
}

interface TreeRow {
  readonly number: number;
  readonly place_number: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly names: Texts;
  readonly planted_on: string;
  readonly last_height_cm: number | null;
  readonly last_seen_on: string | null;
}

/** The trees that stand on a plot, by number, from after one on; at most so many. */
export async function findFieldTrees(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  plotId: Id<'plot'>,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<FieldTree[]> {
  const { rows } = await sql<TreeRow>`
    select tree.number, tree.place_number, place.longitude, place.latitude, species.names,
      tree.planted_on,
      (select height_cm from observation as seen
        where seen.organization_id = tree.organization_id and seen.tree_id = tree.id
          and seen.review in ('clear', 'kept') and seen.height_cm is not null
        order by seen.observed_at desc limit 1) as last_height_cm,
      (select to_char(max(seen.observed_at) at time zone 'UTC', 'YYYY-MM-DD') from observation as seen
        where seen.organization_id = tree.organization_id and seen.tree_id = tree.id) as last_seen_on
    from tree
    join place on place.organization_id = tree.organization_id and place.plot_id = tree.plot_id
      and place.number = tree.place_number
    join species on species.organization_id = tree.organization_id and species.id = tree.species_id
    where tree.organization_id = ${organizationId} and tree.livemode = ${livemode}
      and tree.plot_id = ${plotId} and tree.number > ${after}::bigint
      and tree.planted_on is not null and tree.state in ('planted', 'established', 'grown')
    order by tree.number limit ${limit}`.execute(db);
  return rows.map((row) => ({
    number: row.number,
    place: row.place_number,
    position: [row.longitude, row.latitude],
    speciesNames: row.names,
    plantedOn: row.planted_on,
    lastHeightCm: row.last_height_cm,
    lastSeenOn: row.last_seen_on,
    nextOn: nextObservationOn(row.planted_on, row.last_seen_on),
  }));
}
