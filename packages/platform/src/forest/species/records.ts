/** Kinds of trees, as rows. */
import type { ChangeSpecies, CreateSpecies, Id, Species } from '@kindcart/contract';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { SpeciesTable } from '../../database/tables/forest.ts';
import type { Book } from '../../ledger/rules.ts';

type Row = Selectable<SpeciesTable>;
type SpeciesId = Id<'species'>;

function selectSpecies(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('species')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode);
}

/** The species with these ids that exist in the book, in no order. */
export async function findSpecies(
  db: Kysely<Database>,
  book: Book,
  ids: readonly SpeciesId[],
): Promise<Species[]> {
  const rows = await selectSpecies(db, book)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(toSpecies);
}

/** The same; until the transaction ends nobody changes what they cost. */
export async function holdSpecies(
  transaction: Transaction<Database>,
  book: Book,
  ids: readonly SpeciesId[],
): Promise<Species[]> {
  const rows = await selectSpecies(transaction, book)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forShare()
    .execute();
  return rows.map(toSpecies);
}

/** One of them, which nobody else changes or puts on a plot until the transaction ends. */
export async function lockSpecies(
  transaction: Transaction<Database>,
  book: Book,
  id: SpeciesId,
): Promise<Species | undefined> {
  const row = await selectSpecies(transaction, book)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && toSpecies(row);
}

/** A page of species, newest first, after the cursor. */
export async function listSpecies(
  db: Kysely<Database>,
  book: Book,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Species[]> {
  const all = selectSpecies(db, book).orderBy('id', 'desc').limit(limit);
  const asked = cursor === undefined ? all : all.where('id', '<', cursor as SpeciesId);
  return (await asked.execute()).map(toSpecies);
}

/** All species of all organizations with theirs, oldest first. */
export async function allSpecies(
  db: Kysely<Database>,
): Promise<{ readonly organizationId: Id<'organization'>; readonly species: Species }[]> {
  const rows = await db.selectFrom('species').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ organizationId: row.organization_id, species: toSpecies(row) }));
}

/** What the projects take on whose plots the species is planted, each currency once. */
export async function plotCurrencies(
  db: Kysely<Database>,
  book: Book,
  id: SpeciesId,
): Promise<string[]> {
  const rows = await db
    .selectFrom('plot_species')
    .innerJoin('plot', (join) =>
      join
        .onRef('plot.organization_id', '=', 'plot_species.organization_id')
        .onRef('plot.id', '=', 'plot_species.plot_id'),
    )
    .innerJoin('project', (join) =>
      join
        .onRef('project.organization_id', '=', 'plot.organization_id')
        .onRef('project.id', '=', 'plot.project_id'),
    )
    .select('project.currency')
    .distinct()
    .where('plot_species.organization_id', '=', book.organizationId)
    .where('plot_species.species_id', '=', id)
    .execute();
  return rows.map(({ currency }) => currency);
}

/** Adds a species. */
export async function insertSpecies(
  db: Kysely<Database>,
  book: Book,
  id: SpeciesId,
  told: CreateSpecies,
  now: Date,
): Promise<Species> {
  const row = await db
    .insertInto('species')
    .values({
      organization_id: book.organizationId,
      id,
      livemode: book.livemode,
      latin_name: told.latinName,
      names: JSON.stringify(told.names),
      native_range: JSON.stringify(told.nativeRange),
      needs: JSON.stringify(told.needs),
      currency: told.price.currency,
      price_amount: told.price.amount,
      points: told.points,
      growth: JSON.stringify(told.growth),
      state: 'offered',
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSpecies(row);
}

/** Changes what is told of a species, and nothing else. */
export async function updateSpecies(
  db: Kysely<Database>,
  book: Book,
  id: SpeciesId,
  change: ChangeSpecies,
  now: Date,
): Promise<Species> {
  const { names, nativeRange, needs, price, points, growth, state } = change;
  const row = await db
    .updateTable('species')
    .set({
      ...(names !== undefined && { names: JSON.stringify(names) }),
      ...(nativeRange !== undefined && { native_range: JSON.stringify(nativeRange) }),
      ...(needs !== undefined && { needs: JSON.stringify(needs) }),
      ...(price !== undefined && { currency: price.currency, price_amount: price.amount }),
      ...(points !== undefined && { points }),
      ...(growth !== undefined && { growth: JSON.stringify(growth) }),
      ...(state !== undefined && { state }),
      updated_at: now,
    })
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toSpecies(row);
}

function toSpecies(row: Row): Species {
  return {
    id: row.id,
    latinName: row.latin_name,
    names: row.names,
    nativeRange: row.native_range,
    needs: row.needs,
    price: { amount: row.price_amount, currency: row.currency },
    points: row.points,
    growth: row.growth,
    state: row.state,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
