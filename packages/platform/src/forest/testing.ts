/** A small forest straight in the tables, for tests of what grows on land rather than of the land itself. */
import { createSpeciesExample, type Id, type Position, plotExample } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { Book } from '../ledger/rules.ts';

/** What is to be there. */
export interface Land {
  readonly speciesId: Id<'species'>;
  readonly plotId: Id<'plot'>;
  readonly projectId: Id<'project'>;
  /** How many places; in rows of a hundred, 2 m apart. */
  readonly places: number;
  /** Where the first place is. */
  readonly from?: Position;
  /** Of one tree, in minor units of the example's currency; 2,500 when left out. */
  readonly priceAmount?: number;
}

/** Degrees of two metres, of latitude. */
const step = 2 / 111_320;

/** Makes a species, an open plot with it and its places. The project has to be there. */
export async function seedLand(db: Kysely<Database>, book: Book, land: Land): Promise<void> {
  const { organizationId: organization_id, livemode } = book;
  const { speciesId: species_id, plotId: plot_id, from = [103.09, 38.78] } = land;
  const now = new Date('2026-01-01T00:00:00Z');
  const own = { organization_id, livemode, created_at: now, updated_at: now };
  await db
    .insertInto('species')
    .values({ ...own, ...speciesRow(land) })
    .execute();
  await db
    .insertInto('plot')
    .values({ ...own, ...plotRow(land, from) })
    .execute();
  await db
    .insertInto('plot_species')
    .values({ organization_id, plot_id, ordinal: 1, species_id })
    .execute();
  const rows = placesOf(land, from).map((place) => ({ organization_id, plot_id, ...place }));
  for (let at = 0; at < rows.length; at += 1_000) {
    await db
      .insertInto('place')
      .values(rows.slice(at, at + 1_000))
      .execute();
  }
}

function speciesRow({ speciesId, priceAmount }: Land) {
  const { price, points, growth, latinName, names, nativeRange, needs } = createSpeciesExample;
  return {
    id: speciesId,
    latin_name: latinName,
    names: JSON.stringify(names),
    native_range: JSON.stringify(nativeRange),
    needs: JSON.stringify(needs),
    currency: price.currency,
    price_amount: priceAmount ?? price.amount,
    points,
    growth: JSON.stringify(growth),
    state: 'offered',
  } as const;
}

function plotRow({ plotId, projectId, places }: Land, [longitude, latitude]: Position) {
  const { names, country, season, polygon, grid } = plotExample;
  return {
    id: plotId,
    project_id: projectId,
    names: JSON.stringify(names),
    country,
    partner: null,
    season: JSON.stringify(season),
    images: '[]',
    polygon: JSON.stringify(polygon),
    exclusions: '[]',
    grid: JSON.stringify(grid),
    west: longitude,
    south: latitude,
    east: longitude + 101 * step,
    north: latitude + (Math.ceil(places / 100) + 1) * step,
    centre_longitude: longitude,
    centre_latitude: latitude,
    area_m2: places * 4,
    places_total: places,
    state: 'open',
  } as const;
}

function placesOf({ places }: Land, [longitude, latitude]: Position) {
  return Array.from({ length: places }, (_, index) => ({
    number: index + 1,
    longitude: longitude + (index % 100) * step,
    latitude: latitude + Math.floor(index / 100) * step,
    held_until: null,
    adoption_id: null,
    tree_number: null,
  }));
}
