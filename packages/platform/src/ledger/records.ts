/**
 * The ledger in SQL. Bookings are part of one statement, so a hot account's row is locked for as
 * long as that statement takes and never over a round trip. Rooms add their own rows to the same
 * statement by composing `bookingCtes`.
 */

import type { Id } from '@kindcart/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { violatedConstraint } from '../database/errors.ts';
import type { Database } from '../database/schema.ts';
import {
  assertBookable,
  assertHoldable,
  assertPostable,
  type Book,
  type Hold,
  type Transfer,
} from './rules.ts';

/** A transfer as a row of JSON, for `transferRows`. */
export function transferRow(transfer: Transfer) {
  assertBookable(transfer);
  return {
    organization_id: transfer.organizationId,
    livemode: transfer.livemode,
    id: transfer.id,
    kind: transfer.kind,
    source: transfer.source,
    debit_account: transfer.debit,
    credit_account: transfer.credit,
    currency: transfer.money.currency,
    amount: transfer.money.amount,
  };
}

/** Columns of `transferRow`, for `json_to_recordset`. */
export const transferColumns = sql.raw(
  'organization_id text, livemode boolean, id text, kind text, source text, debit_account text, credit_account text, currency text, amount bigint',
);

/** What each account gains or loses. */
const deltas = sql`
    deltas as (
      select organization_id, livemode, account_id, currency, sum(amount)::bigint as balance, count(*) as version
      from legs group by organization_id, livemode, account_id, currency)`;

/** The same, with what is held of each. */
const deltasWithHolds = sql`
    deltas as (
      select organization_id, livemode, account_id, currency,
        sum(amount)::bigint as balance, sum(held)::bigint as held, count(transfer_id) as version
      from (
        select organization_id, livemode, account_id, currency, transfer_id, amount, 0 as held from legs
        union all
        select organization_id, livemode, account_id, currency, null, 0, held from holding
      ) as changes
      group by organization_id, livemode, account_id, currency)`;

/** Not by way of the row proposed for insertion: a negative hold would be refused before the conflict. */
const heldToo = sql`,
        held = account.held + (
          select delta.held from deltas as delta
          where delta.organization_id = account.organization_id and delta.livemode = account.livemode
            and delta.account_id = account.id and delta.currency = account.currency)`;

/**
 * Common table expressions that book what the expression named `posting` selects (columns of
 * `transferColumns`) and change what is held by what `holding` selects (organization_id, livemode,
 * account_id, currency, held). `booked` then has the new transfers; those whose source was booked
 * before are left out.
 */
export function bookingCtes(holding: 'holding' | 'nothing_held'): RawBuilder<unknown> {
  return sql`
    booked as (
      insert into ledger_transfer
        (organization_id, livemode, id, kind, source, debit_account, credit_account, currency, amount)
      select organization_id, livemode, id, kind, source, debit_account, credit_account, currency, amount
      from posting
      on conflict on constraint ledger_transfer_source do nothing
      returning *),
    legs as (
      select organization_id, livemode, debit_account as account_id, currency, id as transfer_id, -amount as amount
      from booked
      union all
      select organization_id, livemode, credit_account, currency, id, amount from booked),
    ${holding === 'holding' ? deltasWithHolds : deltas},
    -- In the order of the key, so that two statements never wait for each other in a ring.
    accounts as (
      insert into ledger_account as account (organization_id, livemode, id, currency, balance, version)
      select organization_id, livemode, account_id, currency, balance, version
      from deltas order by organization_id, livemode, account_id, currency
      on conflict (organization_id, livemode, id, currency) do update set
        balance = account.balance + excluded.balance,
        version = account.version + excluded.version
        ${holding === 'holding' ? heldToo : sql``}
      returning organization_id, livemode, id, currency, balance, version),
    entries as (
      insert into ledger_entry
        (organization_id, livemode, account_id, currency, version, transfer_id, amount, balance_after)
      select leg.organization_id, leg.livemode, leg.account_id, leg.currency,
        account.version - count(*) over whole + row_number() over so_far,
        leg.transfer_id, leg.amount,
        account.balance - sum(leg.amount) over whole + sum(leg.amount) over so_far
      from legs as leg
      join accounts as account on account.organization_id = leg.organization_id
        and account.livemode = leg.livemode and account.id = leg.account_id
        and account.currency = leg.currency
      window whole as (partition by leg.organization_id, leg.livemode, leg.account_id, leg.currency),
        so_far as (partition by leg.organization_id, leg.livemode, leg.account_id, leg.currency
          order by leg.transfer_id rows unbounded preceding))`;
}

/** What became of a booking. `replayed`: this source was booked before, with the same values. */
export type Booking = 'booked' | 'replayed' | 'conflict' | 'limit_exceeded';

/**
 * Books transfers together: all of them or, when a limited account does not hold enough, none.
 *
 * @returns one outcome per transfer, in order
 */
export async function book(
  db: Kysely<Database>,
  transfers: readonly Transfer[],
): Promise<Booking[]> {
  const rows = transfers.map(transferRow);
  try {
    const { rows: booked } = await sql<{ id: Id<'transfer'> }>`
      with posting as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as (${transferColumns})),
      ${bookingCtes('nothing_held')}
      select id from booked`.execute(db);
    const made = new Set(booked.map((row) => row.id));
    const outcomes: Booking[] = [];
    for (const transfer of transfers) {
      outcomes.push(made.has(transfer.id) ? 'booked' : await compareWithBooked(db, transfer));
    }
    return outcomes;
  } catch (error) {
    if (isOverLimit(error)) return transfers.map((): Booking => 'limit_exceeded');
    throw error;
  }
}

async function compareWithBooked(db: Kysely<Database>, transfer: Transfer): Promise<Booking> {
  const found = await db
    .selectFrom('ledger_transfer')
    .select(['debit_account', 'credit_account', 'currency', 'amount'])
    .where('organization_id', '=', transfer.organizationId)
    .where('livemode', '=', transfer.livemode)
    .where('kind', '=', transfer.kind)
    .where('source', '=', transfer.source)
    .executeTakeFirstOrThrow();
  const same =
    found.debit_account === transfer.debit &&
    found.credit_account === transfer.credit &&
    found.currency === transfer.money.currency &&
    found.amount === transfer.money.amount;
  return same ? 'replayed' : 'conflict';
}

/**
 * Opens an account that may never be overdrawn: what is held counts against it at once. One that is
 * there already gets the limit from now on.
 *
 * @returns false when it is overdrawn now, and so stays without a limit
 */
export async function openLimitedAccount(
  db: Kysely<Database>,
  book: Book,
  account: string,
  currency: string,
): Promise<boolean> {
  try {
    await db
      .insertInto('ledger_account')
      .values({
        organization_id: book.organizationId,
        livemode: book.livemode,
        id: account,
        currency,
        balance: 0,
        held: 0,
        limited: true,
        version: 0,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'livemode', 'id', 'currency'])
          .doUpdateSet({ limited: true }),
      )
      .execute();
    return true;
  } catch (error) {
    if (isOverLimit(error)) return false;
    throw error;
  }
}

function isOverLimit(error: unknown): boolean {
  return violatedConstraint(error) === 'ledger_account_within_limit';
}

/** How much of an account is there, and how much of that is promised. */
export async function accountBalance(
  db: Kysely<Database>,
  book: Book,
  account: string,
  currency: string,
): Promise<{ balance: number; held: number; version: number }> {
  const found = await db
    .selectFrom('ledger_account')
    .select(['balance', 'held', 'version'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', account)
    .where('currency', '=', currency)
    .executeTakeFirst();
  return found ?? { balance: 0, held: 0, version: 0 };
}

const holdColumns = sql.raw(
  'organization_id text, livemode boolean, id text, account_id text, currency text, amount bigint, source text, expires_at timestamptz',
);

/**
 * What became of asking for a hold. `replayed`: this source holds the same amount of the account
 * already; `conflict`: it holds another.
 */
export type Holding = 'held' | 'replayed' | 'conflict' | 'limit_exceeded' | 'account_unknown';

function holdRow(item: Hold) {
  assertHoldable(item);
  return {
    organization_id: item.organizationId,
    livemode: item.livemode,
    id: item.id,
    account_id: item.account,
    currency: item.money.currency,
    amount: item.money.amount,
    source: item.source,
    expires_at: item.expiresAt.toISOString(),
  };
}

/**
 * Holds parts of limited accounts: all of them or, when one does not hold enough, none. For a
 * group commit, which then tries each alone.
 *
 * @returns one outcome per hold, in order
 * @throws the database's refusal when a limit stands against several at once
 */
export async function hold(db: Kysely<Database>, holds: readonly Hold[]): Promise<Holding[]> {
  const rows = holds.map(holdRow);
  try {
    const { rows: found } = await sql<{ id: string; made: boolean; known: boolean }>`
      with input as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as (${holdColumns})),
      made as (
        insert into ledger_hold (organization_id, livemode, id, account_id, currency, amount, source, expires_at)
        select input.* from input
        join ledger_account as account on account.organization_id = input.organization_id
          and account.livemode = input.livemode and account.id = input.account_id
          and account.currency = input.currency and account.limited
        on conflict on constraint ledger_hold_source do nothing
        returning *),
      holding as (select organization_id, livemode, account_id, currency, amount as held from made),
      posting as (select * from json_to_recordset('[]'::json) as (${transferColumns})),
      ${bookingCtes('holding')}
      select input.id, made.id is not null as made, account.id is not null as known
      from input
      left join made on made.id = input.id
      left join ledger_account as account on account.organization_id = input.organization_id
        and account.livemode = input.livemode and account.id = input.account_id
        and account.currency = input.currency and account.limited`.execute(db);
    const byId = new Map(found.map((row) => [row.id, row]));
    const outcomes: Holding[] = [];
    for (const item of holds) {
      const row = byId.get(item.id);
      if (row?.made === true) outcomes.push('held');
      else outcomes.push(row?.known === true ? await compareWithHeld(db, item) : 'account_unknown');
    }
    return outcomes;
  } catch (error) {
    if (holds.length === 1 && isOverLimit(error)) return ['limit_exceeded'];
    throw error;
  }
}

async function compareWithHeld(db: Kysely<Database>, item: Hold): Promise<Holding> {
  const found = await db
    .selectFrom('ledger_hold')
    .select(['currency', 'amount'])
    .where('organization_id', '=', item.organizationId)
    .where('livemode', '=', item.livemode)
    .where('account_id', '=', item.account)
    .where('source', '=', item.source)
    .executeTakeFirstOrThrow();
  const same = found.currency === item.money.currency && found.amount === item.money.amount;
  return same ? 'replayed' : 'conflict';
}

/** How a hold ends: with a transfer of all or part of it out of the account, or with nothing. */
export type HoldEnd =
  | {
      readonly outcome: 'posted';
      readonly transferId: Id<'transfer'>;
      readonly credit: string;
      /** Minor units of the hold's currency, above zero. */
      readonly amount: number;
    }
  | { readonly outcome: 'released' | 'expired' };

/** What became of ending a hold; `resolved_before` when somebody else was first. */
export type HoldResolution = 'done' | 'resolved_before' | 'hold_unknown' | 'too_much';

/**
 * Ends a hold, exactly once: the rest of it is free again in the same commit. What is posted has the
 * hold's id as its source, so that the books tell which hold it was.
 */
export async function resolveHold(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  holdId: Id<'hold'>,
  end: HoldEnd,
): Promise<HoldResolution> {
  const posting = end.outcome === 'posted' ? end : { transferId: '', credit: '', amount: 0 };
  if (end.outcome === 'posted') assertPostable(holdId, end.amount);
  const { rows } = await sql<{ known: boolean; enough: boolean; resolved: boolean }>`
    with input as (
      select * from ledger_hold as hold
      where hold.organization_id = ${organizationId} and hold.id = ${holdId}),
    resolved as (
      insert into ledger_hold_resolution (organization_id, livemode, hold_id, outcome, posted_amount)
      select organization_id, livemode, id, ${end.outcome}::text, ${posting.amount}::bigint from input
      where amount >= ${posting.amount}::bigint
      on conflict do nothing
      returning hold_id),
    holding as (
      select organization_id, livemode, account_id, currency, -amount as held
      from input where exists (select from resolved)),
    posting as (
      select organization_id, livemode, ${posting.transferId}::text as id, 'hold_posted' as kind, id as source,
        account_id as debit_account, ${posting.credit}::text as credit_account, currency,
        ${posting.amount}::bigint as amount
      from input
      where ${posting.amount}::bigint > 0 and exists (select from resolved)),
    ${bookingCtes('holding')}
    select exists (select from input) as known,
      exists (select from input where amount >= ${posting.amount}::bigint) as enough,
      exists (select from resolved) as resolved`.execute(db);
  const row = rows[0];
  if (row?.known !== true) return 'hold_unknown';
  if (!row.enough) return 'too_much';
  return row.resolved ? 'done' : 'resolved_before';
}

/** Expires every hold whose time is over, each once, and says how many that were. */
export async function expireHolds(db: Kysely<Database>, now: Date, limit = 500): Promise<number> {
  const { rows } = await sql<{ expired: number }>`
    with input as (
      select * from ledger_hold as hold
      where hold.expires_at <= ${now} and not exists (
        select from ledger_hold_resolution as done
        where done.organization_id = hold.organization_id and done.hold_id = hold.id)
      order by hold.expires_at limit ${limit}),
    resolved as (
      insert into ledger_hold_resolution (organization_id, livemode, hold_id, outcome, posted_amount)
      select organization_id, livemode, id, 'expired', 0 from input
      on conflict do nothing
      returning organization_id, hold_id),
    holding as (
      select input.organization_id, input.livemode, input.account_id, input.currency, -input.amount as held
      from input join resolved on resolved.organization_id = input.organization_id
        and resolved.hold_id = input.id),
    posting as (select * from json_to_recordset('[]'::json) as (${transferColumns})),
    ${bookingCtes('holding')}
    select count(*) as expired from resolved`.execute(db);
  return rows[0]?.expired ?? 0;
}
