/** Merchants as rows. */
import type { ChangeMerchant, Completion, CreateMerchant, Id, Merchant } from '@kindcart/contract';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { MerchantTable } from '../../database/tables/commerce.ts';
import type { Book } from '../../ledger/rules.ts';
import { newTokenSecret } from '../order-impact/tokens.ts';
import { monthOver, movedMonthOver } from '../statements/calendar.ts';
import { isSuspended, suspensionsAfter } from './rules.ts';

type Row = Selectable<MerchantTable>;
type MerchantId = Id<'merchant'>;

function selectMerchants(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('merchant')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode);
}

/** One merchant of the book, or undefined. */
export async function findMerchant(
  db: Kysely<Database>,
  book: Book,
  id: MerchantId,
): Promise<Merchant | undefined> {
  const row = await selectMerchants(db, book).where('id', '=', id).executeTakeFirst();
  return row && toMerchant(row);
}

/** The same; nobody else adds charity items to it or changes it until the transaction ends. */
export async function lockMerchant(
  transaction: Transaction<Database>,
  book: Book,
  id: MerchantId,
): Promise<Merchant | undefined> {
  const row = await selectMerchants(transaction, book)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && toMerchant(row);
}

/** A page of merchants, newest first, after the cursor. */
export async function listMerchants(
  db: Kysely<Database>,
  book: Book,
  { cursor, limit }: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Merchant[]> {
  const all = selectMerchants(db, book).orderBy('id', 'desc').limit(limit);
  const asked = cursor === undefined ? all : all.where('id', '<', cursor as MerchantId);
  return (await asked.execute()).map(toMerchant);
}

/** All merchants of all organizations with theirs, oldest first. */
export async function allMerchants(
  db: Kysely<Database>,
): Promise<{ readonly organizationId: Id<'organization'>; readonly merchant: Merchant }[]> {
  const rows = await db.selectFrom('merchant').selectAll().orderBy('id').execute();
  return rows.map((row) => ({ organizationId: row.organization_id, merchant: toMerchant(row) }));
}

/** Adds a merchant. */
export async function insertMerchant(
  db: Kysely<Database>,
  book: Book,
  id: MerchantId,
  told: CreateMerchant,
  now: Date,
): Promise<Merchant> {
  const { name, language, currency, completes, timeZone = 'UTC' } = told;
  const row = await db
    .insertInto('merchant')
    .values({
      organization_id: book.organizationId,
      id,
      livemode: book.livemode,
      name,
      language,
      currency,
      ...completionColumns(completes),
      time_zone: timeZone,
      statement_threshold: told.statementThreshold ?? null,
      statement_email: told.statementEmail ?? null,
      suspensions: '[]',
      next_statement_at: monthOver(now, timeZone),
      order_token_secrets: JSON.stringify([{ secret: newTokenSecret(), until: null }]),
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toMerchant(row);
}

/** Changes what is told of a merchant, and nothing else. Undefined where there is no such merchant. */
export function changeMerchant(
  db: Kysely<Database>,
  book: Book,
  id: MerchantId,
  change: ChangeMerchant,
  now: Date,
): Promise<Merchant | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await selectMerchants(transaction, book)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { name, completes, timeZone, statementThreshold, statementEmail, state } = change;
    const changed = await transaction
      .updateTable('merchant')
      .set({
        ...(name !== undefined && { name }),
        ...(completes !== undefined && completionColumns(completes)),
        ...(timeZone !== undefined && {
          time_zone: timeZone,
          next_statement_at: movedMonthOver(row.next_statement_at, timeZone),
        }),
        ...(statementThreshold !== undefined && { statement_threshold: statementThreshold }),
        ...(statementEmail !== undefined && { statement_email: statementEmail }),
        suspensions: JSON.stringify(suspensionsAfter(row.suspensions, state, now)),
      })
      .where('organization_id', '=', book.organizationId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toMerchant(changed);
  });
}

function completionColumns(completes: Completion) {
  const days = completes.when === 'delivered' ? completes.days : 0;
  return { completes_when: completes.when, complete_days: days };
}

/** A row as its owner sees it. */
export function toMerchant(row: Row): Merchant {
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    currency: row.currency,
    completes: toCompletion(row),
    timeZone: row.time_zone,
    statementThreshold: row.statement_threshold,
    statementEmail: row.statement_email,
    state: isSuspended(row.suspensions) ? 'suspended' : 'active',
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
  };
}

/** When an order is complete, as columns tell it. */
export function toCompletion({
  completes_when: when,
  complete_days: days,
}: Pick<Row, 'completes_when' | 'complete_days'>): Completion {
  return when === 'delivered' ? { when, days } : { when };
}
