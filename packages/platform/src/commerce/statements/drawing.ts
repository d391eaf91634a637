/**
 * Draws statements: every difference between what is owed and what was stated goes on exactly one, whoever
 * else draws at the same time, and wherever a process dies.
 */
import {
  type ExactDue,
  exactText,
  type Id,
  parseExact,
  type StatedDue,
  type Statement,
  statementDueDays,
  statementDues,
  statementTotal,
} from '@kindcart/contract';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { MerchantTable } from '../../database/tables/commerce.ts';
import type { StatementDueTable } from '../../database/tables/statements.ts';
import type { Book } from '../../ledger/rules.ts';
import { queueMails } from '../../mail/queue.ts';
import { type NewId, passOn } from '../round-ups/passing.ts';
import { monthOver, yearAt } from './calendar.ts';
import { isOverThreshold } from './due.ts';
import { type LineSum, takeLines } from './lines.ts';

export interface DrawingParts {
  readonly now: () => Date;
  readonly newId: NewId;
}

/** Which statement is wanted. */
export interface Drawing extends Book {
  readonly merchantId: Id<'merchant'>;
  readonly because: Statement['because'];
  /** Leaves to the next what changed then or later; left out, all of now is on it. */
  readonly until?: Date;
}

type MerchantRow = Selectable<MerchantTable>;

/**
 * Draws a statement in the transaction.
 *
 * @returns null when nothing is new, or when it is not (or no more) time for it
 */
export async function drawStatement(
  transaction: Transaction<Database>,
  parts: DrawingParts,
  wanted: Drawing,
): Promise<Id<'statement'> | null> {
  // Whoever draws for the same merchant waits here, and finds what the first has drawn.
  const merchant = await lockRow(transaction, wanted);
  if (merchant === undefined) return null;
  const now = parts.now();
  if (wanted.because === 'month') return drawMonth(transaction, parts, merchant, now);
  if (wanted.because === 'threshold' && !(await isOverThreshold(transaction, merchant)))
    return null;
  return draw(transaction, parts, merchant, { ...wanted, now });
}

/** The month that is over, if one is; the next is over when that of its end is. */
async function drawMonth(
  transaction: Transaction<Database>,
  parts: DrawingParts,
  merchant: MerchantRow,
  now: Date,
): Promise<Id<'statement'> | null> {
  const { next_statement_at: until, time_zone: timeZone } = merchant;
  if (until > now) return null;
  const drawn = await draw(transaction, parts, merchant, { because: 'month', until, now });
  await transaction
    .updateTable('merchant')
    .set({ next_statement_at: monthOver(until, timeZone) })
    .where('organization_id', '=', merchant.organization_id)
    .where('id', '=', merchant.id)
    .execute();
  return drawn;
}

function lockRow(
  transaction: Transaction<Database>,
  { organizationId, livemode, merchantId }: Drawing,
): Promise<MerchantRow | undefined> {
  return transaction
    .selectFrom('merchant')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('id', '=', merchantId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

async function draw(
  transaction: Transaction<Database>,
  parts: DrawingParts,
  merchant: MerchantRow,
  {
    because,
    until,
    now,
  }: Pick<Drawing, 'because'> & { readonly until?: Date | undefined; readonly now: Date },
): Promise<Id<'statement'> | null> {
  const id = parts.newId('statement');
  const sums = await takeLines(transaction, merchant, id, until);
  const lineCount = sums.reduce((count, { lines }) => count + lines, 0);
  if (lineCount === 0) return null;
  const before = await lastOf(transaction, merchant);
  const dues = duesOf(before.carried, sums);
  const periodUntil = until ?? now;
  // A month that was stated late, after one that was asked for, is no longer than nothing.
  const periodFrom = new Date(Math.min(before.until.getTime(), periodUntil.getTime()));
  const period = { from: periodFrom, until: periodUntil };
  const ordinal = before.ordinal + 1;
  await insertStatement(transaction, merchant, {
    id,
    ordinal,
    because,
    period,
    dues,
    lineCount,
    now,
  });
  await passOnUnpaid(transaction, parts, merchant, id, dues);
  if (merchant.statement_email !== null) {
    const { organization_id: organizationId, livemode, statement_email: to } = merchant;
    const about = { kind: 'statement', statementId: id } as const;
    const mail = { id: parts.newId('mail'), organizationId, livemode, to, about };
    await queueMails(transaction, [mail]);
  }
  return id;
}

type Kind = StatementDueTable['kind'];
/** A due, and whose it is. */
type KindOfDue = StatedDue & { readonly kind: Kind };

/** What each project gets. Merchants and shoppers are added up apart: nobody pays the other's debt. */
function duesOf(carried: LastStatement['carried'], sums: readonly LineSum[]): KindOfDue[] {
  const kinds: readonly Kind[] = ['pledge', 'round_up'];
  return kinds.flatMap((kind) => {
    const lines = sums
      .filter((sum) => sum.kind === kind)
      .map(({ projectId, exact }) => ({ projectId, exact: parseExact(exact) }));
    const before = carried.filter((due) => due.kind === kind);
    return statementDues(before, lines).map((due) => ({ ...due, kind }));
  });
}

/**
 * What projects owe back for round-ups is set off against new ones: of these nobody has to pay anything,
 * so they are passed on at once.
 */
async function passOnUnpaid(
  transaction: Transaction<Database>,
  { newId }: DrawingParts,
  merchant: MerchantRow,
  statementId: Id<'statement'>,
  dues: readonly KindOfDue[],
): Promise<void> {
  const { organization_id: organizationId, livemode, id: merchantId, currency } = merchant;
  const unpaid = dues.filter(({ kind, amount }) => kind === 'round_up' && amount === 0);
  const passing = { organizationId, livemode, merchantId, statementId, currency };
  const projectIds = unpaid.map(({ projectId }) => projectId);
  await passOn(transaction, passing, projectIds, newId);
}

interface LastStatement {
  /** Of all statements of the merchant, from 1; 0 where there is none. */
  readonly ordinal: number;
  readonly until: Date;
  readonly carried: readonly (ExactDue & { readonly kind: Kind })[];
}

/** Where the last statement ended, and what it left over. */
async function lastOf(
  transaction: Transaction<Database>,
  merchant: MerchantRow,
): Promise<LastStatement> {
  const last = await transaction
    .selectFrom('statement')
    .select(['id', 'ordinal', 'period_until'])
    .where('organization_id', '=', merchant.organization_id)
    .where('merchant_id', '=', merchant.id)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return { ordinal: 0, until: merchant.created_at, carried: [] };
  const dues = await transaction
    .selectFrom('statement_due')
    .select(['kind', 'project_id', 'carried_after'])
    .where('organization_id', '=', merchant.organization_id)
    .where('statement_id', '=', last.id)
    .where('carried_after', '<>', '0')
    .orderBy('ordinal')
    .execute();
  return {
    ordinal: last.ordinal,
    until: last.period_until,
    carried: dues.map((due) => ({
      kind: due.kind,
      projectId: due.project_id,
      exact: parseExact(due.carried_after),
    })),
  };
}

const dayMs = 24 * 60 * 60_000;

async function insertStatement(
  transaction: Transaction<Database>,
  merchant: MerchantRow,
  made: {
    readonly id: Id<'statement'>;
    readonly ordinal: number;
    readonly because: Statement['because'];
    readonly period: { readonly from: Date; readonly until: Date };
    readonly dues: readonly KindOfDue[];
    readonly lineCount: number;
    readonly now: Date;
  },
): Promise<void> {
  const { id, ordinal, because, period, dues, lineCount, now } = made;
  const { organization_id, livemode, id: merchant_id, time_zone, currency } = merchant;
  const total = statementTotal(dues);
  const year = yearAt(now, time_zone);
  await transaction
    .insertInto('statement')
    .values({
      organization_id,
      id,
      livemode,
      merchant_id,
      ordinal,
      year,
      // The merchant's row is locked, so that nobody else takes the same number.
      number: sql<number>`(select coalesce(max(number), 0) + 1 from statement
        where organization_id = ${organization_id} and merchant_id = ${merchant_id} and year = ${year})`,
      reason: because,
      period_from: period.from,
      period_until: period.until,
      time_zone,
      state: total === 0 ? 'carried' : 'open',
      currency,
      total_amount: total,
      line_count: lineCount,
      due_at: total === 0 ? null : new Date(now.getTime() + statementDueDays * dayMs),
      created_at: now,
    })
    .execute();
  await transaction
    .insertInto('statement_due')
    .values(
      dues.map(({ kind, projectId, carriedBefore, exact, amount, carriedAfter }, place) => ({
        organization_id,
        statement_id: id,
        ordinal: place,
        kind,
        project_id: projectId,
        carried_before: exactText(carriedBefore),
        exact: exactText(exact),
        amount,
        carried_after: exactText(carriedAfter),
      })),
    )
    .execute();
}
