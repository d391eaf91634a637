/** Charity items, their terms and totals, as rows. */
import {
  type CharityItem,
  type CharityItemTerms,
  type CharityItemWhole,
  type CreateCharityItem,
  charityItemStateOf,
  exactText,
  type Id,
  type ItemInForce,
  type LiveItem,
  type ProjectFacts,
  parseExact,
  projectsOfTerms,
  wholeUnits,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type {
  CharityItemTable,
  CharityItemTermsTable,
  CharityItemTotalTable,
} from '../../database/tables/commerce.ts';
import type { Book } from '../../ledger/rules.ts';

type ItemId = Id<'charityItem'>;

/** A charity item with its terms of now and what was given by it. */
export type ItemRow = Selectable<CharityItemTable> &
  Pick<Selectable<CharityItemTermsTable>, 'terms'> &
  Pick<Selectable<CharityItemTotalTable>, 'orders' | 'given'> & {
    readonly total_version: number;
    readonly total_updated_at: Date;
  };

function selectItems(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('charity_item')
    .innerJoin('charity_item_terms', (join) =>
      join
        .onRef('charity_item_terms.organization_id', '=', 'charity_item.organization_id')
        .onRef('charity_item_terms.charity_item_id', '=', 'charity_item.id')
        .onRef('charity_item_terms.revision', '=', 'charity_item.revision'),
    )
    .innerJoin('charity_item_total', (join) =>
      join
        .onRef('charity_item_total.organization_id', '=', 'charity_item.organization_id')
        .onRef('charity_item_total.charity_item_id', '=', 'charity_item.id'),
    )
    .selectAll('charity_item')
    .select([
      'charity_item_terms.terms',
      'charity_item_total.orders',
      'charity_item_total.given',
      'charity_item_total.version as total_version',
      'charity_item_total.updated_at as total_updated_at',
    ])
    .where('charity_item.organization_id', '=', book.organizationId)
    .where('charity_item.livemode', '=', book.livemode);
}

/** The charity items with these ids that exist in the book, in no order. */
export function findItems(
  db: Kysely<Database>,
  book: Book,
  ids: readonly ItemId[],
): Promise<ItemRow[]> {
  return selectItems(db, book)
    .where('charity_item.id', 'in', [...ids])
    .execute();
}

/** The totals of those of these charity items that exist in the book, in no order. */
export async function findTotals(
  db: Kysely<Database>,
  book: Book,
  ids: readonly ItemId[],
): Promise<LiveItem[]> {
  const rows = await findItems(db, book, ids);
  return rows.map((row) => ({ charityItemId: row.id, totals: toTotals(row) }));
}

/** Where a page of charity items goes on: after this place and id. */
export interface ItemCursor {
  readonly place: number;
  readonly id: string;
}

/** A page of charity items in their order, of one merchant or of all. */
export function listItems(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly merchantId: Id<'merchant'> | undefined;
    readonly after: ItemCursor | undefined;
    readonly limit: number;
  },
): Promise<ItemRow[]> {
  const { merchantId, after, limit } = page;
  let query = selectItems(db, book)
    .orderBy('charity_item.place')
    .orderBy('charity_item.id')
    .limit(limit);
  if (merchantId !== undefined) query = query.where('charity_item.merchant_id', '=', merchantId);
  if (after !== undefined) {
    query = query.where(
      sql<boolean>`(charity_item.place, charity_item.id) > (${after.place}::integer, ${after.id})`,
    );
  }
  return query.execute();
}

/** One charity item, which nobody else changes until the transaction ends. */
export async function lockItem(
  transaction: Transaction<Database>,
  book: Book,
  id: ItemId,
): Promise<ItemRow | undefined> {
  await transaction
    .selectFrom('charity_item')
    .select('id')
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  // Read once it is held, so that the terms are those of whoever changed it last.
  const [row] = await findItems(transaction, book, [id]);
  return row;
}

/** Counts the merchant's charity items that have not ended. */
export async function countItems(
  db: Kysely<Database>,
  book: Book,
  merchantId: Id<'merchant'>,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from charity_item as item
    join charity_item_terms as terms on terms.organization_id = item.organization_id
      and terms.charity_item_id = item.id and terms.revision = item.revision
    where item.organization_id = ${book.organizationId} and item.merchant_id = ${merchantId}
      and (terms.ends_at is null or terms.ends_at > ${now})`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Writes a charity item with its first terms and its empty total. */
export async function insertItem(
  db: Kysely<Database>,
  book: Book,
  id: ItemId,
  { merchantId, name, place, terms }: CreateCharityItem,
  now: Date,
): Promise<void> {
  const { organizationId: organization_id, livemode } = book;
  const times = { created_at: now, updated_at: now };
  await db
    .insertInto('charity_item')
    .values({
      organization_id,
      id,
      livemode,
      merchant_id: merchantId,
      name,
      place,
      revision: 1,
      ...times,
    })
    .execute();
  await insertTerms(db, book, { id, revision: 1, terms }, now);
  await db
    .insertInto('charity_item_total')
    .values({
      organization_id,
      charity_item_id: id,
      orders: 0,
      given: '0',
      version: 0,
      updated_at: now,
    })
    .execute();
}

async function insertTerms(
  db: Kysely<Database>,
  { organizationId }: Book,
  { id, revision, terms }: ItemInForce,
  since: Date,
): Promise<void> {
  await db
    .insertInto('charity_item_terms')
    .values({
      organization_id: organizationId,
      charity_item_id: id,
      revision,
      since,
      starts_at: terms.startsAt,
      ends_at: terms.endsAt,
      terms: JSON.stringify(terms),
    })
    .execute();
}

/** Changes a charity item that is held; new terms hold from now on. */
export async function changeItem(
  transaction: Transaction<Database>,
  book: Book,
  row: ItemRow,
  change: {
    readonly name?: string | undefined;
    readonly place?: number | undefined;
    readonly terms?: CharityItemTerms | undefined;
  },
  now: Date,
): Promise<void> {
  const { name = row.name, place = row.place, terms } = change;
  const revision = terms === undefined ? row.revision : row.revision + 1;
  if (terms !== undefined)
    await insertTerms(transaction, book, { id: row.id, revision, terms }, now);
  await transaction
    .updateTable('charity_item')
    .set({ name, place, revision, updated_at: now })
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', row.id)
    .execute();
}

/** A charity item in force, and whether its merchant was suspended then. */
export interface ItemThen extends ItemInForce {
  readonly isSuspended: boolean;
}

/** The merchant's charity items that held when an order was paid, with their terms of then, in order. */
export async function itemsInForce(
  db: Kysely<Database>,
  { organizationId }: Book,
  merchantId: Id<'merchant'>,
  paidAt: Date,
): Promise<ItemThen[]> {
  const { rows } = await sql<ItemThen>`
    select item.id, terms.revision, terms.terms,
      exists (
        select from json_to_recordset(merchant.suspensions) as each (since timestamptz, until timestamptz)
        where each.since <= ${paidAt} and (each.until is null or each.until > ${paidAt})) as "isSuspended"
    from charity_item as item
    join merchant on merchant.organization_id = item.organization_id and merchant.id = item.merchant_id
    cross join lateral (
      select revision, starts_at, ends_at, terms from charity_item_terms as each
      where each.organization_id = item.organization_id and each.charity_item_id = item.id
        and each.since <= ${paidAt}
      order by revision desc limit 1) as terms
    where item.organization_id = ${organizationId} and item.merchant_id = ${merchantId}
      and terms.starts_at <= ${paidAt} and (terms.ends_at is null or terms.ends_at > ${paidAt})
    order by item.place, item.id`.execute(db);
  return rows;
}

/** What is known of the projects with these ids that exist in the book. */
export async function findProjectFacts(
  db: Kysely<Database>,
  book: Book,
  ids: readonly Id<'project'>[],
): Promise<ProjectFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('project')
    .select(['id', 'title', 'currency', 'state', 'closes_at', 'updated_at'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return rows.map(({ id, title, currency, state, closes_at, updated_at }) => {
    // Closing is the last change of a project.
    const times = [closes_at, state === 'closed' ? updated_at : null].flatMap((time) => time ?? []);
    const closesMs = Math.min(...times.map((time) => time.getTime()));
    return { id, title, currency, closesAt: times.length === 0 ? null : new Date(closesMs) };
  });
}

/** Facts of the projects of all these charity items. */
export function factsOf(
  db: Kysely<Database>,
  book: Book,
  items: readonly { readonly terms: CharityItemTerms }[],
): Promise<ProjectFacts[]> {
  const ids = items.flatMap(({ terms }) => projectsOfTerms(terms).map(({ id }) => id));
  return findProjectFacts(db, book, ids);
}

/** A row as pages see it. */
export function toItem(row: ItemRow, projects: readonly ProjectFacts[], now: Date): CharityItem {
  const { currency, gives, scope, least, most, startsAt, endsAt, split, choices } = row.terms;
  const titles = new Map(projects.map(({ id, title }) => [id, title]));
  const named = (id: Id<'project'>) => ({ id, title: titles.get(id) ?? '' });
  return {
    id: row.id,
    merchantId: row.merchant_id,
    name: row.name,
    place: row.place,
    currency,
    gives,
    wholeShop: scope.kind === 'shop',
    least,
    most,
    startsAt,
    endsAt,
    split: split.map(({ projectId, basisPoints }) => ({ project: named(projectId), basisPoints })),
    choices: choices.map(named),
    state: charityItemStateOf(row.terms, projects, now),
    totals: toTotals(row),
    livemode: row.livemode,
  };
}

function toTotals(row: ItemRow): CharityItem['totals'] {
  const given = parseExact(row.given);
  return {
    orders: row.orders,
    given: { amount: wholeUnits(given), currency: row.terms.currency },
    exact: exactText(given),
    version: row.total_version,
    asOf: row.total_updated_at.toISOString(),
  };
}

/** A row as its merchant sees it. */
export function toWhole(
  row: ItemRow,
  projects: readonly ProjectFacts[],
  now: Date,
): CharityItemWhole {
  return {
    ...toItem(row, projects, now),
    terms: row.terms,
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
