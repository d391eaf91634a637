/** Statements as rows, with what projects get and how they are paid. */
import {
  exactText,
  type Id,
  parseExact,
  type Statement,
  type StatementLine,
  statementNumber,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type {
  StatementDueTable,
  StatementPaymentTable,
  StatementTable,
} from '../../database/tables/statements.ts';
import type { Book } from '../../ledger/rules.ts';
import { type StatementLinkParts, statementLinks } from './links.ts';

/** Who owes whom by a statement. */
export interface StatementParties {
  readonly merchantName: string;
  readonly language: string;
  readonly organizationName: string;
  /** Where the merchant's statements are sent; null for nowhere. */
  readonly email: string | null;
}

/** A statement whole. */
export interface KeptStatement {
  readonly row: Selectable<StatementTable>;
  readonly dues: readonly (Selectable<StatementDueTable> & { readonly title: string })[];
  /** The last that was begun. */
  readonly payment: Selectable<StatementPaymentTable> | undefined;
}

type Row = Selectable<StatementTable>;

function selectStatements(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('statement')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode);
}

/** One statement of the book, or undefined. */
export async function findStatement(
  db: Kysely<Database>,
  book: Book,
  id: Id<'statement'>,
): Promise<KeptStatement | undefined> {
  const rows = await selectStatements(db, book).where('id', '=', id).execute();
  return (await withDues(db, book, rows))[0];
}

/** A page of statements, newest first, after the cursor. */
export async function listStatements(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly merchantId: Id<'merchant'> | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<KeptStatement[]> {
  const { merchantId, cursor, limit } = page;
  let query = selectStatements(db, book).orderBy('id', 'desc').limit(limit);
  if (merchantId !== undefined) query = query.where('merchant_id', '=', merchantId);
  if (cursor !== undefined) query = query.where('id', '<', cursor as Id<'statement'>);
  return withDues(db, book, await query.execute());
}

/** All statements of all organizations, oldest first; of one merchant where it is named. */
export async function allStatements(
  db: Kysely<Database>,
  merchantId: Id<'merchant'> | undefined,
): Promise<Row[]> {
  let query = db.selectFrom('statement').selectAll().orderBy('id');
  if (merchantId !== undefined) query = query.where('merchant_id', '=', merchantId);
  return query.execute();
}

/** A statement of whatever organization, or undefined. */
export async function findAnyStatement(
  db: Kysely<Database>,
  id: Id<'statement'>,
): Promise<KeptStatement | undefined> {
  const row = await db
    .selectFrom('statement')
    .select(['organization_id', 'livemode'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { organization_id: organizationId, livemode } = row;
  return findStatement(db, { organizationId, livemode }, id);
}

async function withDues(
  db: Kysely<Database>,
  { organizationId }: Book,
  rows: readonly Row[],
): Promise<KeptStatement[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const dues = await db
    .selectFrom('statement_due')
    .innerJoin('project', (join) =>
      join
        .onRef('project.organization_id', '=', 'statement_due.organization_id')
        .onRef('project.id', '=', 'statement_due.project_id'),
    )
    .selectAll('statement_due')
    .select('project.title')
    .where('statement_due.organization_id', '=', organizationId)
    .where('statement_id', 'in', ids)
    .orderBy('ordinal')
    .execute();
  const payments = await db
    .selectFrom('statement_payment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('statement_id', 'in', ids)
    .orderBy('attempt')
    .execute();
  return rows.map((row) => ({
    row,
    dues: dues.filter((due) => due.statement_id === row.id),
    payment: payments.findLast((payment) => payment.statement_id === row.id),
  }));
}

/** The merchant and the organization of a statement. */
export async function findParties(
  db: Kysely<Database>,
  { row }: Pick<KeptStatement, 'row'>,
): Promise<StatementParties> {
  return db
    .selectFrom('merchant')
    .innerJoin('organization', 'organization.id', 'merchant.organization_id')
    .select([
      'merchant.name as merchantName',
      'merchant.language',
      'organization.name as organizationName',
      'merchant.statement_email as email',
    ])
    .where('merchant.organization_id', '=', row.organization_id)
    .where('merchant.id', '=', row.merchant_id)
    .executeTakeFirstOrThrow();
}

/** A line, and its place on the statement. */
export interface PlacedLine extends StatementLine {
  readonly ordinal: number;
}

/** Lines of a statement after a place, in their order. */
export async function linesAfter(
  db: Kysely<Database>,
  { organizationId }: Pick<Book, 'organizationId'>,
  id: Id<'statement'>,
  after: number,
  limit: number,
): Promise<PlacedLine[]> {
  const { rows } = await sql<Omit<PlacedLine, 'kind'>>`
    select line.ordinal, line.order_id as "orderId", shop_order.shop_order_id as "shopOrderId",
      line.charity_item_id as "charityItemId", line.revision, line.project_id as "projectId", line.exact
    from statement_line as line
    join shop_order on shop_order.organization_id = line.organization_id and shop_order.id = line.order_id
    where line.organization_id = ${organizationId} and line.statement_id = ${id} and line.ordinal > ${after}
    order by line.ordinal limit ${limit}`.execute(db);
  return rows.map(({ exact, ...line }) => {
    const amount = parseExact(exact);
    const kind = lineKindOf(line.charityItemId === null, amount < 0n);
    return { ...line, kind, exact: exactText(amount) };
  });
}

function lineKindOf(isRoundUp: boolean, isCredit: boolean): StatementLine['kind'] {
  if (isRoundUp) return isCredit ? 'round_up_credit' : 'round_up';
  return isCredit ? 'credit' : 'pledge';
}

/** Dues of one kind. */
export function duesOf(
  { dues }: Pick<KeptStatement, 'dues'>,
  kind: StatementDueTable['kind'],
): KeptStatement['dues'] {
  return dues.filter((due) => due.kind === kind);
}

/** All lines of a statement, a page at a time. */
export async function* linePages(
  db: Kysely<Database>,
  book: Book,
  id: Id<'statement'>,
): AsyncGenerator<PlacedLine[]> {
  const linesPerPage = 1_000;
  let after = 0;
  for (;;) {
    const lines = await linesAfter(db, book, id, after, linesPerPage);
    if (lines.length > 0) yield lines;
    const last = lines.at(-1);
    if (last === undefined || lines.length < linesPerPage) return;
    after = last.ordinal;
  }
}

const text = (exact: string) => exactText(parseExact(exact));

/** A statement as the contract says it. */
export function toStatement(parts: StatementLinkParts, kept: KeptStatement): Statement {
  const { row, payment } = kept;
  const { currency } = row;
  const money = (amount: number) => ({ amount, currency });
  const said = (due: KeptStatement['dues'][number]) => ({
    project: { id: due.project_id, title: due.title },
    carriedBefore: text(due.carried_before),
    exact: text(due.exact),
    amount: money(due.amount),
    carriedAfter: text(due.carried_after),
  });
  return {
    id: row.id,
    merchantId: row.merchant_id,
    number: statementNumber(row.year, row.number, row.livemode),
    because: row.reason,
    period: { from: row.period_from.toISOString(), until: row.period_until.toISOString() },
    state: row.state,
    total: money(row.total_amount),
    currency,
    dues: duesOf(kept, 'pledge').map(said),
    roundUps: duesOf(kept, 'round_up').map(said),
    lineCount: row.line_count,
    dueAt: row.due_at?.toISOString() ?? null,
    paidAt: row.paid_at?.toISOString() ?? null,
    payment:
      payment === undefined
        ? null
        : { provider: payment.provider, reference: payment.reference, state: payment.state },
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    links: statementLinks(parts, row),
  };
}
