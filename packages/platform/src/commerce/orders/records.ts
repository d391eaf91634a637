/** Orders of shops and what they pledge, as rows. */
import {
  exactText,
  type Id,
  type Order,
  type OrderOutcome,
  type OrderPledge,
  type OrderStanding,
  orderSources,
  orderStateOf,
  parseExact,
  type RecordOrder,
  sayParts,
  saySteps,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type {
  PledgePartTable,
  PledgeTable,
  ShopOrderTable,
} from '../../database/tables/commerce.ts';
import type { Book } from '../../ledger/rules.ts';
import type { KeptPledge, TotalChange } from './rules.ts';

/** An order with what it pledges. */
export interface KeptOrder {
  readonly row: Selectable<ShopOrderTable>;
  readonly pledges: readonly Selectable<PledgeTable>[];
  readonly parts: readonly Selectable<PledgePartTable>[];
}

/** Which order of whose shop. */
export type OrderKey = Pick<RecordOrder, 'merchantId' | 'shopOrderId'> & {
  readonly source: Order['source'];
};

function selectOrders(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('shop_order')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode);
}

/** One order of the book, or undefined. */
export async function findOrder(
  db: Kysely<Database>,
  book: Book,
  id: Id<'order'>,
): Promise<KeptOrder | undefined> {
  const rows = await selectOrders(db, book).where('id', '=', id).execute();
  return (await withPledges(db, book, rows))[0];
}

/** The same by the shop's own id of it. */
export async function findOrderOf(
  db: Kysely<Database>,
  book: Book,
  { merchantId, source, shopOrderId }: OrderKey,
): Promise<KeptOrder | undefined> {
  const rows = await selectOrders(db, book)
    .where('merchant_id', '=', merchantId)
    .where('source', '=', source)
    .where('shop_order_id', '=', shopOrderId)
    .execute();
  return (await withPledges(db, book, rows))[0];
}

/** The same for a page of the shop, which does not say by which way the order was told; the newest of them. */
export async function findOrderNamed(
  db: Kysely<Database>,
  book: Book,
  { merchantId, shopOrderId }: Omit<OrderKey, 'source'>,
): Promise<KeptOrder | undefined> {
  const rows = await selectOrders(db, book)
    .where('merchant_id', '=', merchantId)
    .where('source', 'in', [...orderSources])
    .where('shop_order_id', '=', shopOrderId)
    .orderBy('id', 'desc')
    .limit(1)
    .execute();
  return (await withPledges(db, book, rows))[0];
}

/** A page of orders, newest first, after the cursor. */
export async function listOrders(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly merchantId: Id<'merchant'> | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<KeptOrder[]> {
  const { merchantId, cursor, limit } = page;
  let query = selectOrders(db, book).orderBy('id', 'desc').limit(limit);
  if (merchantId !== undefined) query = query.where('merchant_id', '=', merchantId);
  if (cursor !== undefined) query = query.where('id', '<', cursor as Id<'order'>);
  return withPledges(db, book, await query.execute());
}

/** Orders of all organizations whose pledges become confirmed by now, the longest due first. */
export function dueOrders(
  db: Kysely<Database>,
  now: Date,
  limit: number,
): Promise<Pick<Selectable<ShopOrderTable>, 'organization_id' | 'livemode' | 'id'>[]> {
  return db
    .selectFrom('shop_order')
    .select(['organization_id', 'livemode', 'id'])
    .where('confirms_at', '<=', now)
    .orderBy('confirms_at')
    .limit(limit)
    .execute();
}

async function withPledges(
  db: Kysely<Database>,
  { organizationId }: Book,
  rows: readonly Selectable<ShopOrderTable>[],
): Promise<KeptOrder[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const pledges = await db
    .selectFrom('pledge')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('order_id', 'in', ids)
    .orderBy('ordinal')
    .execute();
  const parts = await db
    .selectFrom('pledge_part')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('order_id', 'in', ids)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ({
    row,
    pledges: pledges.filter((pledge) => pledge.order_id === row.id),
    parts: parts.filter((part) => part.order_id === row.id),
  }));
}

/** An order as it is about to stand. */
export interface NewStanding {
  readonly id: Id<'order'>;
  readonly key: OrderKey;
  readonly standing: OrderStanding;
  readonly outcome: OrderOutcome;
  readonly changes: readonly TotalChange[];
  /** The row's version that all of this was decided on; 0 when there was none. */
  readonly version: number;
}

const pledgeColumns = sql.raw(
  'charity_item_id text, ordinal integer, revision integer, state text, amount numeric, steps json',
);
const partColumns = sql.raw(
  'charity_item_id text, project_id text, ordinal integer, amount numeric',
);
const changeColumns = sql.raw('charity_item_id text, orders integer, given numeric');

/**
 * Writes the order, its pledges and the totals that they move, in one statement, so that the totals'
 * rows are held no longer than that.
 *
 * @returns false when the order is no longer as it was read; then nothing is written
 */
export async function writeOrder(
  db: Kysely<Database>,
  book: Book,
  made: NewStanding,
  now: Date,
): Promise<boolean> {
  const { pledges, parts, changes } = rowsOf(made);
  const { rows } = await sql`
    with written as (${orderUpsert(book, made, now)}),
    said as (select * from json_to_recordset(${JSON.stringify(pledges)}::json) as (${pledgeColumns})),
    said_part as (select * from json_to_recordset(${JSON.stringify(parts)}::json) as (${partColumns})),
    moved as (select * from json_to_recordset(${JSON.stringify(changes)}::json) as (${changeColumns})),
    no_part as (
      delete from pledge_part as part using written
      where part.organization_id = written.organization_id and part.order_id = written.id
        and not exists (select from said_part where said_part.charity_item_id = part.charity_item_id
          and said_part.project_id = part.project_id)),
    no_pledge as (
      delete from pledge using written
      where pledge.organization_id = written.organization_id and pledge.order_id = written.id
        and not exists (select from said where said.charity_item_id = pledge.charity_item_id)),
    pledged as (
      insert into pledge (organization_id, order_id, charity_item_id, ordinal, revision, state, amount,
        steps, updated_at)
      select written.organization_id, written.id, charity_item_id, ordinal, revision, state, amount,
        steps, ${now}::timestamptz
      from said cross join written
      on conflict (organization_id, order_id, charity_item_id) do update set
        ordinal = excluded.ordinal, revision = excluded.revision, state = excluded.state,
        amount = excluded.amount, steps = excluded.steps, updated_at = excluded.updated_at),
    parted as (
      insert into pledge_part (organization_id, order_id, charity_item_id, project_id, ordinal, amount)
      select written.organization_id, written.id, charity_item_id, project_id, ordinal, amount
      from said_part cross join written
      on conflict (organization_id, order_id, charity_item_id, project_id) do update set
        ordinal = excluded.ordinal, amount = excluded.amount),
    held as (
      select total.organization_id, total.charity_item_id from charity_item_total as total
      join written using (organization_id) join moved using (charity_item_id)
      order by total.charity_item_id
      for update of total),
    counted as (
      update charity_item_total as total set orders = total.orders + moved.orders,
        given = total.given + moved.given, version = total.version + 1, updated_at = ${now}
      from held join moved using (charity_item_id)
      where total.organization_id = held.organization_id
        and total.charity_item_id = held.charity_item_id)
    select id from written`.execute(db);
  return rows.length > 0;
}

function orderUpsert(book: Book, { id, key, standing, outcome, version }: NewStanding, now: Date) {
  const { currency, paidAt, completedAt, cancelledAt, test, choice } = standing;
  const none = outcome.none.map((each) => ({ ...each, steps: saySteps(each.steps) }));
  return sql`
    insert into shop_order (organization_id, id, livemode, merchant_id, source, shop_order_id, version,
      told_at, currency, paid_at, completed_at, cancelled_at, test, choice, lines, none, confirms_at,
      created_at, updated_at)
    values (${book.organizationId}, ${id}, ${book.livemode}, ${key.merchantId}, ${key.source},
      ${key.shopOrderId}, 1, ${standing.updatedAt}, ${currency}, ${paidAt}, ${completedAt}, ${cancelledAt},
      ${test}, ${choice}, ${JSON.stringify(standing.lines)}, ${JSON.stringify(none)},
      ${outcome.confirmsAt}, ${now}, ${now})
    on conflict (organization_id, merchant_id, source, shop_order_id) do update set
      version = shop_order.version + 1, told_at = excluded.told_at, currency = excluded.currency,
      paid_at = excluded.paid_at, completed_at = excluded.completed_at,
      cancelled_at = excluded.cancelled_at, test = excluded.test, choice = excluded.choice,
      lines = excluded.lines, none = excluded.none, confirms_at = excluded.confirms_at,
      updated_at = excluded.updated_at
    where shop_order.version = ${version}
    returning organization_id, id`;
}

function rowsOf({ outcome, changes }: NewStanding) {
  return {
    pledges: outcome.pledges.map(({ charityItemId, revision, state, exact, steps }, ordinal) => ({
      charity_item_id: charityItemId,
      ordinal,
      revision,
      state,
      amount: exactText(exact),
      steps: saySteps(steps),
    })),
    parts: outcome.pledges.flatMap(({ charityItemId, parts }) =>
      parts.map(({ projectId, exact }, ordinal) => ({
        charity_item_id: charityItemId,
        project_id: projectId,
        ordinal,
        amount: exactText(exact),
      })),
    ),
    changes: changes.map(({ charityItemId, orders, given }) => ({
      charity_item_id: charityItemId,
      orders,
      given: exactText(given),
    })),
  };
}

const timeText = (time: Date | null) => time?.toISOString() ?? null;

/** How the kept order stands, as a shop would tell it. */
export function standingOf({ row }: KeptOrder): OrderStanding {
  return {
    updatedAt: row.told_at.toISOString(),
    currency: row.currency,
    paidAt: timeText(row.paid_at),
    completedAt: timeText(row.completed_at),
    cancelledAt: timeText(row.cancelled_at),
    test: row.test,
    choice: row.choice,
    lines: row.lines,
  };
}

/** What the kept order's pledges count for. */
export function keptPledges({ pledges }: KeptOrder): KeptPledge[] {
  return pledges.map(({ charity_item_id: charityItemId, state, amount }) => ({
    charityItemId,
    state,
    exact: parseExact(amount),
  }));
}

/** An order as the contract says it. */
export function toOrder(kept: KeptOrder): Order {
  const { row } = kept;
  const standing = standingOf(kept);
  return {
    id: row.id,
    merchantId: row.merchant_id,
    source: row.source,
    shopOrderId: row.shop_order_id,
    ...standing,
    state: orderStateOf(standing),
    confirmsAt: timeText(row.confirms_at),
    pledges: kept.pledges.map((pledge) => toPledge(pledge, kept.parts)),
    none: row.none,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
  };
}

function toPledge(
  pledge: Selectable<PledgeTable>,
  parts: readonly Selectable<PledgePartTable>[],
): OrderPledge {
  return {
    charityItemId: pledge.charity_item_id,
    revision: pledge.revision,
    state: pledge.state,
    exact: exactText(parseExact(pledge.amount)),
    parts: sayParts(
      parts
        .filter((part) => part.charity_item_id === pledge.charity_item_id)
        .map((part) => ({ projectId: part.project_id, exact: parseExact(part.amount) })),
    ),
    steps: pledge.steps,
  };
}
