/** Observations as rows. */
import type {
  CountedHeight,
  Id,
  Observation,
  ObservedTree,
  RecordObservation,
  ReviewState,
} from '@kindcart/contract';
import { type Insertable, type JoinBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ObservationTable } from '../../database/tables/forest.ts';
import type { Book } from '../../ledger/rules.ts';

type Row = Selectable<ObservationTable>;

/** An observation and the number of its tree. */
export type NumberedObservation = Row & { readonly tree_number: number };

/** What an observation counts for something in. */
export const countedReviews: readonly ReviewState[] = ['clear', 'kept'];

/** Those of these trees that exist, as far as observations of them are judged by it. */
export async function findObserved(
  db: Kysely<Database>,
  book: Book,
  numbers: readonly number[],
): Promise<Map<number, ObservedTree & { readonly id: Id<'tree'> }>> {
  const rows = await db
    .selectFrom('tree')
    .innerJoin('place', (join) =>
      join
        .onRef('place.organization_id', '=', 'tree.organization_id')
        .onRef('place.plot_id', '=', 'tree.plot_id')
        .onRef('place.number', '=', 'tree.place_number'),
    )
    .innerJoin('species', (join) =>
      join
        .onRef('species.organization_id', '=', 'tree.organization_id')
        .onRef('species.id', '=', 'tree.species_id'),
    )
    .select(['tree.id', 'tree.number', 'tree.planted_on', 'species.growth'])
    .select(['place.longitude', 'place.latitude'])
    .where('tree.organization_id', '=', book.organizationId)
    .where('tree.livemode', '=', book.livemode)
    .where('tree.number', 'in', [...new Set(numbers)])
    .execute();
  return new Map(
    rows.map(({ id, number, planted_on: plantedOn, growth, longitude, latitude }) => [
      number,
      { id, plantedOn, position: [longitude, latitude], tallestCm: growth.tallestCm },
    ]),
  );
}

/** Heights of these trees that count, by tree. */
export async function findHeights(
  db: Kysely<Database>,
  book: Book,
  treeIds: readonly Id<'tree'>[],
): Promise<Map<Id<'tree'>, CountedHeight[]>> {
  const heights = new Map<Id<'tree'>, CountedHeight[]>(treeIds.map((id) => [id, []]));
  if (treeIds.length === 0) return heights;
  const rows = await db
    .selectFrom('observation')
    .select(['tree_id', 'observed_at', 'height_cm'])
    .where('organization_id', '=', book.organizationId)
    .where('tree_id', 'in', [...treeIds])
    .where('review', 'in', countedReviews)
    .execute();
  for (const { tree_id, observed_at: observedAt, height_cm: heightCm } of rows) {
    if (heightCm !== null) heights.get(tree_id)?.push({ observedAt, heightCm });
  }
  return heights;
}

/** One that is to be written. */
export interface NewObservation {
  readonly id: Id<'observation'>;
  readonly treeId: Id<'tree'>;
  readonly told: RecordObservation;
  readonly fingerprint: string;
  readonly flags: Observation['flags'];
}

/** Writes those whose keys are new, in one statement. @returns the ids of those that were written */
export async function insertObservations(
  db: Kysely<Database>,
  book: Book,
  observations: readonly NewObservation[],
  now: Date,
): Promise<ReadonlySet<Id<'observation'>>> {
  if (observations.length === 0) return new Set();
  const rows = observations
    .map((observation) => toRow(book, observation, now))
    // In one order, so that two who tell the same wait for each other and not in a circle.
    .sort((one, other) => Number(one.key > other.key) - Number(one.key < other.key));
  const written = await db
    .insertInto('observation')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['organization_id', 'livemode', 'key']).doNothing())
    .returning('id')
    .execute();
  return new Set(written.map(({ id }) => id));
}

function toRow(
  { organizationId, livemode }: Book,
  { id, treeId, told, fingerprint, flags }: NewObservation,
  now: Date,
): Insertable<ObservationTable> {
  const { location } = told;
  return {
    organization_id: organizationId,
    id,
    livemode,
    key: told.key,
    fingerprint,
    tree_id: treeId,
    observed_at: told.observedAt,
    height_cm: told.heightCm,
    crown_cm: told.crownCm,
    alive: told.alive,
    photo_url: told.photoUrl,
    longitude: location?.position[0] ?? null,
    latitude: location?.position[1] ?? null,
    accuracy_m: location?.accuracyM ?? null,
    observer: told.observer,
    note: told.note,
    flags: JSON.stringify(flags),
    review: flags.length === 0 ? 'clear' : 'open',
    created_at: now,
  };
}

/** What was told before under these keys, by key. */
export async function findByKeys(
  db: Kysely<Database>,
  book: Book,
  keys: readonly string[],
): Promise<Map<string, Pick<Row, 'id' | 'key' | 'fingerprint' | 'flags'>>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('observation')
    .select(['id', 'key', 'fingerprint', 'flags'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('key', 'in', [...keys])
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

/** How an observation finds its tree. */
function joinTree(join: JoinBuilder<Database, 'observation' | 'tree'>) {
  return join
    .onRef('tree.organization_id', '=', 'observation.organization_id')
    .onRef('tree.id', '=', 'observation.tree_id');
}

function selectObservations(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('observation')
    .innerJoin('tree', joinTree)
    .selectAll('observation')
    .select('tree.number as tree_number')
    .where('observation.organization_id', '=', book.organizationId)
    .where('observation.livemode', '=', book.livemode);
}

/** Which page of which observations. */
export interface ObservationPage {
  readonly treeId: Id<'tree'> | undefined;
  readonly review: ReviewState | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** A page of them, those told last first. */
export function listObservations(
  db: Kysely<Database>,
  book: Book,
  { treeId, review, cursor, limit }: ObservationPage,
): Promise<NumberedObservation[]> {
  let query = selectObservations(db, book).orderBy('observation.id', 'desc').limit(limit);
  if (treeId !== undefined) query = query.where('observation.tree_id', '=', treeId);
  if (review !== undefined) query = query.where('observation.review', '=', review);
  if (cursor !== undefined) query = query.where(sql<boolean>`observation.id < ${cursor}`);
  return query.execute();
}

/** Keeps what somebody has decided. @returns undefined where there is no such observation */
export async function keepReview(
  db: Kysely<Database>,
  book: Book,
  id: Id<'observation'>,
  review: ReviewState,
): Promise<NumberedObservation | undefined> {
  await db
    .updateTable('observation')
    .set({ review })
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .execute();
  return selectObservations(db, book).where('observation.id', '=', id).executeTakeFirst();
}

/** The book that an observation is in, whoever's it is; undefined when there is none. */
export async function bookOfObservation(
  db: Kysely<Database>,
  id: Id<'observation'>,
): Promise<Book | undefined> {
  const row = await db
    .selectFrom('observation')
    .select(['organization_id', 'livemode'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { organizationId: row.organization_id, livemode: row.livemode };
}

/** All that wait to be looked at, whoever's they are, oldest first. */
export async function openObservations(db: Kysely<Database>): Promise<NumberedObservation[]> {
  return db
    .selectFrom('observation')
    .innerJoin('tree', joinTree)
    .selectAll('observation')
    .select('tree.number as tree_number')
    .where('observation.review', '=', 'open')
    .orderBy('observation.id')
    .execute();
}

/** A row as staff see it. */
export function toObservation(row: NumberedObservation): Observation {
  const { longitude, latitude, accuracy_m: accuracyM } = row;
  const isPlaced = longitude !== null && latitude !== null;
  return {
    id: row.id,
    treeId: row.tree_id,
    treeNumber: row.tree_number,
    key: row.key,
    observedAt: row.observed_at.toISOString(),
    heightCm: row.height_cm,
    crownCm: row.crown_cm,
    alive: row.alive,
    photoUrl: row.photo_url,
    location: isPlaced ? { position: [longitude, latitude], accuracyM } : null,
    observer: row.observer,
    note: row.note,
    flags: [...row.flags],
    review: row.review,
    createdAt: row.created_at.toISOString(),
  };
}
