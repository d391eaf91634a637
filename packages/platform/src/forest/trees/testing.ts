/** Trees straight in the tables, for tests of what becomes of them rather than of how they came to be. */
import { createProjectExample, type Id, type Position } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { insertProject } from '../../giving/projects/records.ts';
import type { Book } from '../../ledger/rules.ts';
import { testId } from '../../testing/platform.ts';
import { seedLand } from '../testing.ts';
import { curveKey } from '../tiles/curve.ts';

/** Which trees there are to be. */
export interface Stand {
  readonly plotId: Id<'plot'>;
  readonly speciesId: Id<'species'>;
  /** Numbers of the trees and of their places alike. */
  readonly numbers: readonly number[];
  /** Null leaves them planned. */
  readonly plantedOn: string | null;
}

/** Where trees of a test stand. */
export interface Grove extends Omit<Stand, 'numbers' | 'plantedOn'> {
  readonly projectId: Id<'project'>;
  readonly treeIds: readonly Id<'tree'>[];
}

/** A project, a plot of so many places and trees on some of them. */
export async function seedGrove(
  db: Kysely<Database>,
  book: Book,
  { places = 10, ...stand }: Pick<Stand, 'numbers' | 'plantedOn'> & { readonly places?: number },
): Promise<Grove> {
  const land = {
    projectId: testId('project'),
    plotId: testId('plot'),
    speciesId: testId('species'),
  };
  await insertProject(db, book, land.projectId, createProjectExample, new Date());
  await seedLand(db, book, { ...land, places });
  return { ...land, treeIds: await seedTrees(db, book, { ...land, ...stand }) };
}

/** @returns their ids, as numbered */
async function seedTrees(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  { plotId, speciesId, numbers, plantedOn }: Stand,
): Promise<Id<'tree'>[]> {
  const now = new Date('2026-01-01T00:00:00Z');
  const places = await db
    .selectFrom('place')
    .select(['number', 'longitude', 'latitude'])
    .where('organization_id', '=', organizationId)
    .where('plot_id', '=', plotId)
    .where('number', 'in', [...numbers])
    .execute();
  const positions = new Map<number, Position>(
    places.map(({ number, longitude, latitude }) => [number, [longitude, latitude]]),
  );
  const ids = numbers.map(() => testId('tree'));
  const state = plantedOn === null ? 'planned' : 'planted';
  const rows = numbers.map(
    (number, at) =>
      ({
        organization_id: organizationId,
        livemode,
        number,
        id: ids[at] ?? testId('tree'),
        plot_id: plotId,
        place_number: number,
        species_id: speciesId,
        adoption_id: null,
        curve_key: curveKey(positions.get(number) ?? [0, 0]),
        state,
        planted_on: plantedOn,
        replaces: null,
        replaced_by: null,
        folded_year: null,
        created_at: now,
        updated_at: now,
      }) as const,
  );
  const stages = rows.flatMap(({ id }) => [
    stageOf(organizationId, id, 1, 'planned', '2025-01-01'),
    ...(plantedOn === null ? [] : [stageOf(organizationId, id, 2, 'planted', plantedOn)]),
  ]);
  await db.insertInto('tree').values(rows).execute();
  await db.insertInto('tree_stage').values(stages).execute();
  await sql`update place set state = 'taken', tree_number = number
    where organization_id = ${organizationId} and plot_id = ${plotId}
      and number = any(${numbers}::integer[])`.execute(db);
  await sql`update plot set places_taken = places_taken + ${numbers.length}::integer,
      trees_planned = trees_planned + ${plantedOn === null ? numbers.length : 0}::integer,
      trees_planted = trees_planted + ${plantedOn === null ? 0 : numbers.length}::integer,
      trees_ever_planted = trees_ever_planted + ${plantedOn === null ? 0 : numbers.length}::integer
    where organization_id = ${organizationId} and id = ${plotId}`.execute(db);
  await sql`insert into forest_number (organization_id, livemode, last_tree)
    values (${organizationId}, ${livemode}, ${Math.max(...numbers)})
    on conflict (organization_id, livemode) do update
    set last_tree = greatest(forest_number.last_tree, excluded.last_tree)`.execute(db);
  return ids;
}

function stageOf(
  organizationId: Id<'organization'>,
  treeId: Id<'tree'>,
  ordinal: number,
  state: 'planned' | 'planted',
  day: string,
) {
  return {
    organization_id: organizationId,
    tree_id: treeId,
    ordinal,
    state,
    on_day: day,
    note: null,
    photo_url: null,
    recorded_at: new Date('2026-01-01T00:00:00Z'),
  };
}
