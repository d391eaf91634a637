/**
 * The auditor: recomputes from the rows what the code promises, and names what is wrong. It only
 * reads. Invariants I1, I2, I3 and I6; the rooms add theirs.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/schema.ts';

/** One thing that is wrong. */
export interface Finding {
  /** Which invariant, such as `I2`. */
  readonly invariant: string;
  /** The account, transfer, donation or table at fault. */
  readonly subject: string;
  /** What is wrong with it. */
  readonly message: string;
}

/** What a query finds. */
export type Fault = Omit<Finding, 'invariant'>;

/** One invariant as a query for what breaks it: rows of `subject` and `message`. */
export interface Check {
  readonly invariant: string;
  /** What holds when the query finds nothing. */
  readonly promise: string;
  readonly query:
    | RawBuilder<Fault>
    /** For what SQL alone cannot recompute; however often it reads, it reads what stood at one moment. */
    | ((db: Kysely<Database>, faultsMax: number) => Promise<readonly Fault[]>);
}

/** Most findings of one check; more of the same say nothing new. */
const findingsMax = 20;

/** Runs the checks in order, telling of each as it is done. */
export async function audit(
  db: Kysely<Database>,
  checks: readonly Check[],
  onChecked: (check: Check, found: number) => void = () => {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const rows = await faultsOf(db, check);
    findings.push(...rows.map((row) => ({ invariant: check.invariant, ...row })));
    onChecked(check, rows.length);
  }
  return findings;
}

async function faultsOf(db: Kysely<Database>, { query }: Check): Promise<readonly Fault[]> {
  if (typeof query === 'function') {
    const faults = await atOneMoment(db, (moment) => query(moment, findingsMax));
    return faults.slice(0, findingsMax);
  }
  const { rows } = await sql<Fault>`
    select subject, message from (${query}) as broken limit ${findingsMax}`.execute(db);
  return rows;
}

/** Others may write meanwhile: what they do shows in none of the reads, as within a single statement. */
function atOneMoment<Read>(
  db: Kysely<Database>,
  read: (moment: Kysely<Database>) => Promise<Read>,
): Promise<Read> {
  // Within a transaction there can be no other.
  if (db.isTransaction) return read(db);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(read);
}

const accountName = sql.raw(
  `account.organization_id || ' ' || case when account.livemode then 'live ' else 'test ' end || account.id || ' ' || account.currency`,
);

/** What the ledger promises by itself. */
export const ledgerChecks: readonly Check[] = [
  {
    invariant: 'I1',
    promise: 'the entries of every transfer are its two sides and sum to zero',
    // Grouped first and joined once, so that it stays linear on tables that were never analyzed.
    query: sql`
      with sides as materialized (
        select organization_id, transfer_id, count(*) as count, sum(amount) as total, min(currency) as currency,
          max(livemode::int) as livemode,
          min(account_id) filter (where amount < 0) as debit, max(account_id) filter (where amount > 0) as credit,
          max(amount) as amount
        from ledger_entry group by organization_id, transfer_id)
      select transfer.id as subject,
        'has ' || coalesce(sides.count, 0) || ' entries that sum to ' || coalesce(sides.total, 0)
          || ', moving ' || coalesce(sides.amount, 0) || ' from ' || coalesce(sides.debit, 'nowhere')
          || ' to ' || coalesce(sides.credit, 'nowhere') as message
      from ledger_transfer as transfer
      left join sides on sides.organization_id = transfer.organization_id and sides.transfer_id = transfer.id
      where sides.count is distinct from 2 or sides.total <> 0 or sides.amount <> transfer.amount
        or sides.currency <> transfer.currency or sides.livemode <> transfer.livemode::int
        or sides.debit is distinct from transfer.debit_account
        or sides.credit is distinct from transfer.credit_account`,
  },
  {
    invariant: 'I1',
    promise: 'every entry belongs to a transfer',
    query: sql`
      select entry.account_id as subject, 'has an entry of the unknown transfer ' || entry.transfer_id as message
      from ledger_entry as entry
      left join ledger_transfer as transfer on transfer.organization_id = entry.organization_id
        and transfer.id = entry.transfer_id
      where transfer.id is null`,
  },
  {
    invariant: 'I1',
    promise: 'all entries of a currency sum to zero',
    query: sql`
      select currency as subject, 'all entries sum to ' || sum(amount) as message
      from ledger_entry group by currency having sum(amount) <> 0`,
  },
  {
    invariant: 'I2',
    promise: 'every account holds the sum of its entries, in versions 1 to n without a gap',
    query: sql`
      select ${accountName} as subject,
        'stores ' || account.balance || ' at version ' || account.version || ', its ' || coalesce(entries.count, 0)
          || ' entries up to version ' || coalesce(entries.last, 0) || ' sum to ' || coalesce(entries.total, 0) as message
      from ledger_account as account
      left join (
        select organization_id, livemode, account_id, currency,
          count(*) as count, min(version) as first, max(version) as last, sum(amount) as total
        from ledger_entry group by organization_id, livemode, account_id, currency
      ) as entries on entries.organization_id = account.organization_id and entries.livemode = account.livemode
        and entries.account_id = account.id and entries.currency = account.currency
      where account.balance <> coalesce(entries.total, 0) or account.version <> coalesce(entries.count, 0)
        or account.version <> coalesce(entries.last, 0) or coalesce(entries.first, 1) <> 1`,
  },
  {
    invariant: 'I2',
    promise: 'every entry says the balance after it',
    query: sql`
      select account_id || ' ' || currency as subject,
        'says ' || balance_after || ' after version ' || version || ', its entries sum to ' || running as message
      from (
        select account_id, currency, version, balance_after, sum(amount) over (
          partition by organization_id, livemode, account_id, currency order by version) as running
        from ledger_entry) as entries
      where balance_after <> running`,
  },
  {
    invariant: 'I2',
    promise: 'every account with entries exists',
    query: sql`
      select distinct entry.account_id || ' ' || entry.currency as subject, 'has entries and no account' as message
      from ledger_entry as entry
      left join ledger_account as account on account.organization_id = entry.organization_id
        and account.livemode = entry.livemode and account.id = entry.account_id
        and account.currency = entry.currency
      where account.id is null`,
  },
  {
    invariant: 'I3',
    promise: 'what is held of an account is the sum of its open holds, and is there',
    query: sql`
      select ${accountName} as subject,
        'holds ' || account.held || ' of ' || account.balance || ', its open holds sum to ' || coalesce(sum(hold.amount), 0) as message
      from ledger_account as account
      left join (
        select ledger_hold.* from ledger_hold
        left join ledger_hold_resolution as done on done.organization_id = ledger_hold.organization_id
          and done.hold_id = ledger_hold.id
        where done.hold_id is null
      ) as hold on hold.organization_id = account.organization_id and hold.livemode = account.livemode
        and hold.account_id = account.id and hold.currency = account.currency
      group by account.organization_id, account.livemode, account.id, account.currency, account.held,
        account.balance, account.limited
      having account.held <> coalesce(sum(hold.amount), 0)
        or (account.limited and account.balance < account.held)`,
  },
  {
    invariant: 'I3',
    promise: 'what holds posted is what was moved out of their accounts for them',
    query: sql`
      select coalesce(hold.id, transfer.source) as subject,
        'posted ' || coalesce(done.posted_amount, 0) || ' of ' || coalesce(hold.account_id, 'nothing')
          || ', the books moved ' || coalesce(transfer.amount, 0) || ' of '
          || coalesce(transfer.debit_account, 'nothing') as message
      from (select * from ledger_hold_resolution where posted_amount > 0) as done
      join ledger_hold as hold on hold.organization_id = done.organization_id and hold.id = done.hold_id
      full join (select * from ledger_transfer where kind = 'hold_posted') as transfer
        on transfer.organization_id = hold.organization_id and transfer.source = hold.id
      where transfer.amount is distinct from done.posted_amount or transfer.livemode <> hold.livemode
        or transfer.debit_account <> hold.account_id or transfer.currency <> hold.currency
        or done.posted_amount > hold.amount`,
  },
  {
    invariant: 'I6',
    promise: 'what was written once cannot be changed',
    query: sql`
      select wanted.name as subject, 'has no trigger that keeps its rows from being changed' as message
      from unnest(array['ledger_transfer', 'ledger_entry', 'ledger_hold', 'ledger_hold_resolution', 'payment_event'])
        as wanted (name)
      left join pg_trigger on pg_trigger.tgrelid = to_regclass(wanted.name)
        and pg_trigger.tgname = 'append_only' and pg_trigger.tgenabled <> 'D'
      where pg_trigger.oid is null`,
  },
];
