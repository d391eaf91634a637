/** Orders of shops and what they pledge, as rows. */
import {
  type Completion,
  type DecidedPledge,
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
import { itemChanged } from '../../jobs/relay.ts';
import type { Book } from '../../ledger/rules.ts';
import { findRoundUps, type KeptRoundUp, toRoundUp } from '../round-ups/records.ts';
import type { ImpactChange, PartedPledge, TotalChange } from './rules.ts';

/** An order with what it pledges. */
export interface KeptOrder {
  readonly row: Selectable<ShopOrderTable>;
  readonly pledges: readonly Selectable<PledgeTable>[];
  readonly parts: readonly Selectable<PledgePartTable>[];
  /** Ids of pledges as `order item` that are on statements of which one is not settled yet. */
  readonly unsettled: ReadonlySet<string>;
  readonly roundUps: readonly KeptRoundUp[];
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
    readonly shopOrderId?: string | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<KeptOrder[]> {
  const { merchantId, shopOrderId, cursor, limit } = page;
  let query = selectOrders(db, book).orderBy('id', 'desc').limit(limit);
  if (merchantId !== undefined) query = query.where('merchant_id', '=', merchantId);
  if (shopOrderId !== undefined) query = query.where('shop_order_id', '=', shopOrderId);
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
  const stated = parts.filter((part) => parseExact(part.stated) > 0n);
  const unsettled = stated.length === 0 ? [] : await findUnsettled(db, organizationId, ids);
  const rounded = rows.filter((row) => row.round_up_project !== null).map(({ id }) => id);
  const roundUps = await findRoundUps(db, organizationId, rounded);
  return rows.map((row) => ({
    row,
    pledges: pledges.filter((pledge) => pledge.order_id === row.id),
    parts: parts.filter((part) => part.order_id === row.id),
    unsettled: new Set(unsettled.map((each) => pledgeKey(each))),
    roundUps: roundUps.filter((one) => one.order_id === row.id),
  }));
}

const pledgeKey = (pledge: { readonly order_id: string; readonly charity_item_id: string }) =>
  `${pledge.order_id} ${pledge.charity_item_id}`;

/**
 * Pledges with a line on a statement that is not paid. One that was carried is settled with the next that
 * is paid, since that begins with what it left over.
 */
async function findUnsettled(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  orderIds: readonly Id<'order'>[],
): Promise<{ readonly order_id: Id<'order'>; readonly charity_item_id: Id<'charityItem'> }[]> {
  const { rows } = await sql<{ order_id: Id<'order'>; charity_item_id: Id<'charityItem'> }>`
    select distinct line.order_id, line.charity_item_id
    from statement_line as line
    join statement on statement.organization_id = line.organization_id
      and statement.id = line.statement_id
    where line.organization_id = ${organizationId} and line.order_id in (${sql.join(orderIds)})
      and (statement.state = 'open' or statement.state = 'carried' and not exists (
        select from statement as later where later.organization_id = statement.organization_id
          and later.merchant_id = statement.merchant_id and later.ordinal > statement.ordinal
          and later.state = 'paid'))`.execute(db);
  return rows;
}

/** An order as it is about to stand. */
export interface NewStanding {
  readonly id: Id<'order'>;
  readonly key: OrderKey;
  readonly standing: OrderStanding;
  /** Of the order's first telling: a merchant that changes it changes no order. */
  readonly completes: Completion;
  readonly outcome: OrderOutcome;
  readonly changes: readonly TotalChange[];
  readonly impact: ImpactChange;
  /** The row's version that all of this was decided on; 0 when there was none. */
  readonly version: number;
}

const pledgeColumns = sql.raw(
  'charity_item_id text, ordinal integer, revision integer, state text, amount numeric, steps json',
);
const partColumns = sql.raw(
  'charity_item_id text, project_id text, ordinal integer, amount numeric, owed numeric',
);
const addedColumns = sql.raw('project_id text, state text, amount bigint, owed bigint');
const changeColumns = sql.raw('charity_item_id text, orders integer, given numeric');
const projectColumns = sql.raw('project_id text, given numeric');

const partGone =
  sql.raw(`part.organization_id = written.organization_id and part.order_id = written.id
        and not exists (select from said_part where said_part.charity_item_id = part.charity_item_id
          and said_part.project_id = part.project_id)`);
const pledgeGone =
  sql.raw(`pledge.organization_id = written.organization_id and pledge.order_id = written.id
        and not exists (select from said where said.charity_item_id = pledge.charity_item_id)`);
const isStated = sql.raw(`exists (select from pledge_part as part
        where part.organization_id = pledge.organization_id and part.order_id = pledge.order_id
          and part.charity_item_id = pledge.charity_item_id and part.stated <> 0)`);

/**
 * Writes the order, its pledges, the totals that they move and the news of that, in one statement, so that
 * the totals' rows are held no longer than that. The merchant's is taken first: all others that an order
 * moves are its own, so that no two orders wait for each other.
 *
 * @returns false when the order is no longer as it was read; then nothing is written
 */
export async function writeOrder(
  db: Kysely<Database>,
  book: Book,
  made: NewStanding,
  now: Date,
): Promise<boolean> {
  const { pledges, parts, added, changes, projects } = rowsOf(made);
  const { rows } = await sql`
    with written as (${orderUpsert(book, made, now)}),
    said as (select * from json_to_recordset(${JSON.stringify(pledges)}::json) as (${pledgeColumns})),
    said_part as (select * from json_to_recordset(${JSON.stringify(parts)}::json) as (${partColumns})),
    moved as (select * from json_to_recordset(${JSON.stringify(changes)}::json) as (${changeColumns})),
    moved_project as (
      select * from json_to_recordset(${JSON.stringify(projects)}::json) as (${projectColumns})),
    no_part as (
      delete from pledge_part as part using written
      where ${partGone} and part.stated = 0),
    no_pledge as (
      delete from pledge using written
      where ${pledgeGone} and not ${isStated}),
    -- What was on a statement stays, so that it is credited on the next.
    emptied as (
      update pledge_part as part set amount = 0, owed = 0 from written
      where ${partGone} and part.stated <> 0),
    reversed as (
      update pledge set state = 'reversed', amount = 0, steps = '[]', updated_at = ${now}::timestamptz
      from written
      where ${pledgeGone} and ${isStated} and pledge.state <> 'reversed'),
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
      insert into pledge_part (organization_id, order_id, charity_item_id, project_id, ordinal, amount,
        owed)
      select written.organization_id, written.id, charity_item_id, project_id, ordinal, amount, owed
      from said_part cross join written
      on conflict (organization_id, order_id, charity_item_id, project_id) do update set
        ordinal = excluded.ordinal, amount = excluded.amount, owed = excluded.owed),
    said_added as (
      select * from json_to_recordset(${JSON.stringify(added)}::json) as (${addedColumns})),
    no_added as (
      update round_up set amount = 0, owed = 0, state = 'reversed', updated_at = ${now}::timestamptz
      from written
      where round_up.organization_id = written.organization_id and round_up.order_id = written.id
        and round_up.amount > 0
        and not exists (select from said_added where said_added.project_id = round_up.project_id)),
    added as (
      insert into round_up (organization_id, order_id, project_id, state, amount, owed, updated_at)
      select written.organization_id, written.id, project_id, state, amount, owed, ${now}::timestamptz
      from said_added cross join written
      on conflict (organization_id, order_id, project_id) do update set
        state = excluded.state, amount = excluded.amount, owed = excluded.owed,
        updated_at = excluded.updated_at),
    ${totalsMoved(made.impact, now)}
    select id from written`.execute(db);
  return rows.length > 0;
}

/** The part of the statement that moves totals, and tells of them; the merchant's row is taken first. */
function totalsMoved({ orders }: ImpactChange, now: Date) {
  return sql`
    shop as (
      insert into merchant_total (organization_id, merchant_id, orders, version, updated_at)
      select organization_id, merchant_id, greatest(${orders}::integer, 0), 1, ${now}::timestamptz
      from written where exists (select from moved) or exists (select from moved_project)
      on conflict (organization_id, merchant_id) do update set
        orders = merchant_total.orders + ${orders}::integer, version = merchant_total.version + 1,
        updated_at = excluded.updated_at
      returning organization_id, merchant_id),
    shop_project as (
      insert into merchant_project_total (organization_id, merchant_id, project_id, given)
      select organization_id, merchant_id, project_id, greatest(given, 0)
      from moved_project cross join shop
      on conflict (organization_id, merchant_id, project_id) do update set
        given = merchant_project_total.given
          + (select given from moved_project where project_id = excluded.project_id)),
    held as (
      select total.organization_id, total.charity_item_id from charity_item_total as total
      join shop using (organization_id) join moved using (charity_item_id)
      order by total.charity_item_id
      for update of total),
    counted as (
      update charity_item_total as total set orders = total.orders + moved.orders,
        given = total.given + moved.given, version = total.version + 1, updated_at = ${now}
      from held join moved using (charity_item_id)
      where total.organization_id = held.organization_id
        and total.charity_item_id = held.charity_item_id),
    queued as (
      insert into outbox (organization_id, id, topic, subject, payload, available_at)
      select organization_id, id || ' ' || version || ' ' || charity_item_id, ${itemChanged},
        charity_item_id, '', now()
      from written cross join moved)`;
}

function orderUpsert(
  book: Book,
  { id, key, standing, completes, outcome, version }: NewStanding,
  now: Date,
) {
  const { currency, paidAt, completedAt, cancelledAt, test, choice, roundUp } = standing;
  const none = outcome.none.map((each) => ({ ...each, steps: saySteps(each.steps) }));
  return sql`
    insert into shop_order (organization_id, id, livemode, merchant_id, source, shop_order_id, version,
      told_at, currency, paid_at, completed_at, cancelled_at, test, choice, round_up_project, round_up_amount,
      round_up_state, lines, none, confirms_at,
      completes_when, complete_days, created_at, updated_at)
    values (${book.organizationId}, ${id}, ${book.livemode}, ${key.merchantId}, ${key.source},
      ${key.shopOrderId}, 1, ${standing.updatedAt}, ${currency}, ${paidAt}, ${completedAt}, ${cancelledAt},
      ${test}, ${choice}, ${roundUp?.projectId ?? null}, ${roundUp?.amount ?? null},
      ${outcome.roundUp?.state ?? null}, ${JSON.stringify(standing.lines)}, ${JSON.stringify(none)},
      ${outcome.confirmsAt}, ${completes.when}, ${completes.when === 'delivered' ? completes.days : 0},
      ${now}, ${now})
    on conflict (organization_id, merchant_id, source, shop_order_id) do update set
      version = shop_order.version + 1, told_at = excluded.told_at, currency = excluded.currency,
      paid_at = excluded.paid_at, completed_at = excluded.completed_at,
      cancelled_at = excluded.cancelled_at, test = excluded.test, choice = excluded.choice,
      round_up_project = excluded.round_up_project, round_up_amount = excluded.round_up_amount,
      round_up_state = excluded.round_up_state,
      lines = excluded.lines, none = excluded.none, confirms_at = excluded.confirms_at,
      updated_at = excluded.updated_at
    where shop_order.version = ${version}
    returning organization_id, id, merchant_id, version`;
}

function rowsOf({ outcome, changes, impact }: NewStanding) {
  return {
    pledges: outcome.pledges.map(({ charityItemId, revision, state, exact, steps }, ordinal) => ({
      charity_item_id: charityItemId,
      ordinal,
      revision,
      state,
      amount: exactText(exact),
      steps: saySteps(steps),
    })),
    parts: outcome.pledges.flatMap(({ charityItemId, state, parts }) =>
      parts.map(({ projectId, exact }, ordinal) => ({
        charity_item_id: charityItemId,
        project_id: projectId,
        ordinal,
        amount: exactText(exact),
        owed: state === 'confirmed' ? exactText(exact) : '0',
      })),
    ),
    added: addedRows(outcome.roundUp),
    changes: changes.map(({ charityItemId, orders, given }) => ({
      charity_item_id: charityItemId,
      orders,
      given: exactText(given),
    })),
    projects: impact.projects.map(({ projectId, given }) => ({
      project_id: projectId,
      given: exactText(given),
    })),
  };
}

/** What of a round-up has to be passed on; nothing where the shop has to give it back. */
function addedRows(roundUp: OrderOutcome['roundUp']) {
  if (roundUp === null || roundUp.state === 'refused') return [];
  const { projectId, state } = roundUp;
  const amount = state === 'reversed' ? 0 : roundUp.amount;
  return [{ project_id: projectId, state, amount, owed: state === 'confirmed' ? amount : 0 }];
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
    roundUp: toldRoundUp(row),
    lines: row.lines,
  };
}

function toldRoundUp({
  round_up_project: projectId,
  round_up_amount: amount,
}: KeptOrder['row']): OrderStanding['roundUp'] {
  return projectId === null || amount === null ? null : { projectId, amount };
}

/** What the kept order's pledges count for. */
export function keptPledges({ pledges, parts }: KeptOrder): PartedPledge[] {
  return pledges.map((pledge) => ({
    charityItemId: pledge.charity_item_id,
    state: pledge.state,
    exact: parseExact(pledge.amount),
    parts: partsOf(pledge, parts),
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
    roundUp: toRoundUp(row, kept.roundUps),
    state: orderStateOf(standing),
    confirmsAt: timeText(row.confirms_at),
    pledges: kept.pledges.map((pledge) => toPledge(pledge, kept)),
    none: row.none,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
  };
}

function toPledge(pledge: Selectable<PledgeTable>, kept: KeptOrder): OrderPledge {
  const parts = kept.parts.filter((part) => part.charity_item_id === pledge.charity_item_id);
  const given = partsOf(pledge, parts);
  return {
    charityItemId: pledge.charity_item_id,
    revision: pledge.revision,
    state: saidState(pledge, parts, kept.unsettled.has(pledgeKey(pledge))),
    exact: exactText(parseExact(pledge.amount)),
    // What was on a statement and is no more is told by its credit.
    parts: sayParts(given.filter(({ exact }) => exact > 0n)),
    steps: pledge.steps,
  };
}

/** Stated is what is on statements to its full amount; what was added since is confirmed. */
function saidState(
  pledge: Selectable<PledgeTable>,
  parts: readonly Selectable<PledgePartTable>[],
  isUnsettled: boolean,
): OrderPledge['state'] {
  const isStated =
    pledge.state === 'confirmed' &&
    parts.every(({ owed, stated }) => parseExact(stated) >= parseExact(owed));
  if (!isStated) return pledge.state;
  return isUnsettled ? 'stated' : 'settled';
}

function partsOf(
  pledge: Selectable<PledgeTable>,
  parts: readonly Selectable<PledgePartTable>[],
): DecidedPledge['parts'] {
  return parts
    .filter((part) => part.charity_item_id === pledge.charity_item_id)
    .map((part) => ({ projectId: part.project_id, exact: parseExact(part.amount) }));
}
