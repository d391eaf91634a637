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
import type { Book } from '../../ledger/rules.ts';
import { queueMails } from '../../mail/queue.ts';
import { monthOver, yearAt } from './calendar.ts';
import { isOverThreshold } from './due.ts';

export interface DrawingParts {
  readonly now: () => Date;
  readonly newStatementId: () => Id<'statement'>;
  readonly newMailId: () => Id<'mail'>;
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
  const id = parts.newStatementId();
  const sums = await takeLines(transaction, merchant, id, until);
  const lineCount = sums.reduce((count, { lines }) => count + lines, 0);
  if (lineCount === 0) return null;
  const before = await lastOf(transaction, merchant);
  const dues = statementDues(
    before.carried,
    sums.map(({ projectId, exact }) => ({ projectId, exact: parseExact(exact) })),
  );
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
  if (merchant.statement_email !== null) {
    const { organization_id: organizationId, livemode, statement_email: to } = merchant;
    const about = { kind: 'statement', statementId: id } as const;
    await queueMails(transaction, [{ id: parts.newMailId(), organizationId, livemode, to, about }]);
  }
  return id;
}

/** What the lines of a project come to. */
interface LineSum {
  readonly projectId: Id<'project'>;
  readonly exact: string;
  readonly lines: number;
}

/**
 * Writes a line for each part of which more or less is owed than was stated, and states it, in one
 * statement. Orders that somebody is just writing are left to the next statement; a new version of the
 * others makes whoever has read them before read them again.
 */
async function takeLines(
  transaction: Transaction<Database>,
  merchant: MerchantRow,
  id: Id<'statement'>,
  until: Date | undefined,
): Promise<LineSum[]> {
  const { rows } = await sql<LineSum>`
    with taken as materialized (
      select part.organization_id, part.order_id, part.charity_item_id, part.project_id, pledge.revision,
        part.owed, part.stated
      from pledge_part as part
      join shop_order on shop_order.organization_id = part.organization_id
        and shop_order.id = part.order_id
      join pledge on pledge.organization_id = part.organization_id and pledge.order_id = part.order_id
        and pledge.charity_item_id = part.charity_item_id
      where part.organization_id = ${merchant.organization_id} and part.owed <> part.stated
        and shop_order.merchant_id = ${merchant.id}
        ${until === undefined ? sql`` : sql`and pledge.updated_at < ${until}`}
      for update of shop_order, part skip locked),
    stated as (
      update pledge_part as part set stated = taken.owed from taken
      where part.organization_id = taken.organization_id and part.order_id = taken.order_id
        and part.charity_item_id = taken.charity_item_id and part.project_id = taken.project_id),
    versioned as (
      update shop_order set version = shop_order.version + 1
      from (select distinct organization_id, order_id from taken) as each
      where shop_order.organization_id = each.organization_id and shop_order.id = each.order_id),
    lined as (
      insert into statement_line (organization_id, statement_id, ordinal, order_id, charity_item_id, revision,
        project_id, exact)
      select organization_id, ${id}, row_number() over (order by order_id, charity_item_id, project_id),
        order_id, charity_item_id, revision, project_id, owed - stated
      from taken)
    select project_id as "projectId", sum(owed - stated)::text as exact, count(*)::integer as lines
    from taken group by project_id order by project_id`.execute(transaction);
  return rows;
}

interface LastStatement {
  /** Of all statements of the merchant, from 1; 0 where there is none. */
  readonly ordinal: number;
  readonly until: Date;
  readonly carried: readonly ExactDue[];
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
    .select(['project_id', 'carried_after'])
    .where('organization_id', '=', merchant.organization_id)
    .where('statement_id', '=', last.id)
    .where('carried_after', '<>', '0')
    .orderBy('ordinal')
    .execute();
  return {
    ordinal: last.ordinal,
    until: last.period_until,
    carried: dues.map((due) => ({
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
    readonly dues: readonly StatedDue[];
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
      dues.map(({ projectId, carriedBefore, exact, amount, carriedAfter }, place) => ({
        organization_id,
        statement_id: id,
        ordinal: place,
        project_id: projectId,
        carried_before: exactText(carriedBefore),
        exact: exactText(exact),
        amount,
        carried_after: exactText(carriedAfter),
      })),
    )
    .execute();
}
