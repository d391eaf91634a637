/** Plots and their places, as rows. */
import {
  type ChangePlot,
  type CreatePlot,
  type Id,
  type Land,
  type Place,
  type Plot,
  type Polygon,
  survivalOf,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { PlotTable } from '../../database/tables/forest.ts';
import type { Book } from '../../ledger/rules.ts';

type PlotId = Id<'plot'>;
type Row = Selectable<PlotTable> & {
  readonly species_ids: Id<'species'>[];
  readonly places_held: number;
};

/** So many places are written at once. */
const batchMax = 20_000;

function selectPlots(db: Kysely<Database>, now: Date) {
  return db
    .selectFrom('plot')
    .selectAll('plot')
    .select([
      sql<Id<'species'>[]>`(
        select json_agg(each.species_id order by each.ordinal) from plot_species as each
        where each.organization_id = plot.organization_id and each.plot_id = plot.id
      )`.as('species_ids'),
      sql<number>`(
        select count(*)::integer from place as each
        where each.organization_id = plot.organization_id and each.plot_id = plot.id
          and each.state = 'held' and each.held_until > ${now}
      )`.as('places_held'),
    ]);
}

function selectOwn(db: Kysely<Database>, book: Book, now: Date) {
  return selectPlots(db, now)
    .where('plot.organization_id', '=', book.organizationId)
    .where('plot.livemode', '=', book.livemode);
}

/** The plots with these ids that exist in the book, in no order. */
export async function findPlots(
  db: Kysely<Database>,
  book: Book,
  ids: readonly PlotId[],
  now: Date,
): Promise<Plot[]> {
  const rows = await selectOwn(db, book, now)
    .where('plot.id', 'in', [...ids])
    .execute();
  return rows.map(toPlot);
}

/** A page of plots, newest first, after the cursor. */
export async function listPlots(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly projectId: Id<'project'> | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
  now: Date,
): Promise<Plot[]> {
  const { projectId, cursor, limit } = page;
  let query = selectOwn(db, book, now).orderBy('plot.id', 'desc').limit(limit);
  if (projectId !== undefined) query = query.where('plot.project_id', '=', projectId);
  if (cursor !== undefined) query = query.where('plot.id', '<', cursor as PlotId);
  return (await query.execute()).map(toPlot);
}

/** All plots of all organizations with theirs, oldest first. */
export async function allPlots(
  db: Kysely<Database>,
  now: Date,
): Promise<{ readonly organizationId: Id<'organization'>; readonly plot: Plot }[]> {
  const rows = await selectPlots(db, now).orderBy('plot.id').execute();
  return rows.map((row) => ({ organizationId: row.organization_id, plot: toPlot(row) }));
}

/** One plot, which nobody else changes until the transaction ends. */
export async function lockPlot(
  transaction: Transaction<Database>,
  book: Book,
  id: PlotId,
  now: Date,
): Promise<Plot | undefined> {
  await transaction
    .selectFrom('plot')
    .select('id')
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute();
  // Read once it is held, so that it is as whoever changed it last left it.
  const [plot] = await findPlots(transaction, book, [id], now);
  return plot;
}

/** Land of the book whose box meets this one; nobody adds to it until the transaction ends. */
export async function lockNeighbours(
  transaction: Transaction<Database>,
  book: Book,
  { bounds: [west, south, east, north] }: Pick<Land, 'bounds'>,
): Promise<Pick<Plot, 'id' | 'names' | 'polygon'>[]> {
  await transaction
    .selectFrom('organization')
    .select('id')
    .where('id', '=', book.organizationId)
    .forNoKeyUpdate()
    .execute();
  return transaction
    .selectFrom('plot')
    .select(['id', 'names', 'polygon'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('west', '<=', east)
    .where('east', '>=', west)
    .where('south', '<=', north)
    .where('north', '>=', south)
    .execute();
}

/** Adds a plot with all of its places. */
export async function insertPlot(
  transaction: Transaction<Database>,
  book: Book,
  id: PlotId,
  told: CreatePlot,
  land: Land,
  now: Date,
): Promise<void> {
  const [west, south, east, north] = land.bounds;
  const [longitude, latitude] = land.centre;
  await transaction
    .insertInto('plot')
    .values({
      organization_id: book.organizationId,
      id,
      livemode: book.livemode,
      project_id: told.projectId,
      names: JSON.stringify(told.names),
      country: told.country,
      partner: told.partner && JSON.stringify(told.partner),
      season: told.season && JSON.stringify(told.season),
      images: JSON.stringify(told.images),
      polygon: JSON.stringify(land.polygon),
      exclusions: JSON.stringify(land.exclusions),
      grid: JSON.stringify(told.grid),
      ...{ west, south, east, north },
      centre_longitude: longitude,
      centre_latitude: latitude,
      area_m2: land.areaM2,
      places_total: land.places.length,
      state: 'open',
      created_at: now,
      updated_at: now,
    })
    .execute();
  await insertSpeciesOf(transaction, book, id, told.speciesIds);
  for (let from = 0; from < land.places.length; from += batchMax) {
    const batch = land.places.slice(from, from + batchMax);
    await sql`insert into place (organization_id, plot_id, number, longitude, latitude)
      select ${book.organizationId}, ${id}, ${from}::integer + each.at, each.longitude, each.latitude
      from unnest(${batch.map(([x]) => x)}::double precision[], ${batch.map(([, y]) => y)}::double precision[])
        with ordinality as each (longitude, latitude, at)`.execute(transaction);
  }
}

async function insertSpeciesOf(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  id: PlotId,
  speciesIds: readonly Id<'species'>[],
): Promise<void> {
  const rows = speciesIds.map((species_id, at) => ({
    organization_id: organizationId,
    plot_id: id,
    ordinal: at + 1,
    species_id,
  }));
  await transaction.insertInto('plot_species').values(rows).execute();
}

/** Changes what is told of a plot that is locked, and nothing else. */
export async function updatePlot(
  transaction: Transaction<Database>,
  book: Book,
  id: PlotId,
  change: ChangePlot,
  now: Date,
): Promise<void> {
  const { names, partner, season, speciesIds, images, state } = change;
  await transaction
    .updateTable('plot')
    .set({
      ...(names !== undefined && { names: JSON.stringify(names) }),
      ...(partner !== undefined && { partner: partner && JSON.stringify(partner) }),
      ...(season !== undefined && { season: season && JSON.stringify(season) }),
      ...(images !== undefined && { images: JSON.stringify(images) }),
      ...(state !== undefined && { state }),
      updated_at: now,
    })
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', id)
    .execute();
  if (speciesIds === undefined) return;
  await transaction
    .deleteFrom('plot_species')
    .where('organization_id', '=', book.organizationId)
    .where('plot_id', '=', id)
    .execute();
  await insertSpeciesOf(transaction, book, id, speciesIds);
}

/** Places of a plot by number; those whose hold is over are free. */
export async function listPlaces(
  db: Kysely<Database>,
  book: Book,
  id: PlotId,
  page: { readonly after: number; readonly limit: number },
  now: Date,
): Promise<Place[]> {
  const rows = await db
    .selectFrom('place')
    .select(['number', 'longitude', 'latitude', 'state', 'held_until', 'tree_number'])
    .where('organization_id', '=', book.organizationId)
    .where('plot_id', '=', id)
    .where('number', '>', page.after)
    .orderBy('number')
    .limit(page.limit)
    .execute();
  return rows.map(({ number, longitude, latitude, state, held_until, tree_number }) => ({
    number,
    position: [longitude, latitude],
    state: held_until !== null && held_until <= now ? 'free' : state,
    treeNumber: tree_number,
  }));
}

/** Whether the book has the plot. */
export async function hasPlot(db: Kysely<Database>, book: Book, id: PlotId): Promise<boolean> {
  const row = await db
    .selectFrom('plot')
    .select('id')
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a project of the book takes; undefined where there is none. */
export async function currencyOf(
  db: Kysely<Database>,
  book: Book,
  id: Id<'project'>,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('project')
    .select('currency')
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.currency;
}

function toPlot(row: Row): Plot {
  const trees = {
    planned: row.trees_planned,
    planted: row.trees_planted,
    established: row.trees_established,
    grown: row.trees_grown,
    lost: row.trees_lost,
  };
  const { places_total: total, places_held: held, places_taken: taken } = row;
  return {
    id: row.id,
    projectId: row.project_id,
    names: row.names,
    country: row.country,
    partner: row.partner,
    season: row.season,
    speciesIds: row.species_ids,
    images: [...row.images],
    polygon: row.polygon,
    exclusions: row.exclusions.map((each): Polygon => each),
    grid: row.grid,
    state: row.state,
    centre: [row.centre_longitude, row.centre_latitude],
    bounds: [row.west, row.south, row.east, row.north],
    areaM2: row.area_m2,
    places: { total, free: total - held - taken, held, taken },
    trees,
    survival: survivalOf(trees, row.trees_ever_planted),
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** The book that has a project; undefined where there is no such project. */
export async function bookOfProject(
  db: Kysely<Database>,
  id: Id<'project'>,
): Promise<Book | undefined> {
  const row = await db
    .selectFrom('project')
    .select(['organization_id', 'livemode'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { organizationId: row.organization_id, livemode: row.livemode };
}
