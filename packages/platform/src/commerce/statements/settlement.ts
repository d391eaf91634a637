/**
 * A provider's word on the payment of a statement, applied. Projects get their money in the commit in which
 * the statement is paid, once for ever, however often the provider tells of it: what the merchant gives,
 * and each gift that its shoppers added.
 */
import type { PaymentState } from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type {
  StatementDueTable,
  StatementPaymentTable,
  StatementTable,
} from '../../database/tables/statements.ts';
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import { liveChannel } from '../../jobs/relay.ts';
import { bookingCtes, transferColumns, transferRow } from '../../ledger/records.ts';
import { accounts, type Transfer } from '../../ledger/rules.ts';
import { lockBooks, type NewId, type Passing, passOn } from '../round-ups/passing.ts';

/** What became of an event that is about a statement. */
export type BillOutcome = Exclude<EventOutcome, 'refunds_exceed_charge'>;

const states: Readonly<Record<PaymentState, StatementPaymentTable['state']>> = {
  requires_action: 'open',
  processing: 'processing',
  succeeded: 'paid',
  failed: 'failed',
  expired: 'failed',
};

/** Applies an event; the answer comes after the commit. */
export function settleStatement(
  db: Kysely<Database>,
  event: PaymentEvent,
  newId: NewId,
): Promise<BillOutcome> {
  return db.transaction().execute(async (transaction) => {
    const payment = await lockPayment(transaction, event);
    if (payment === undefined) return 'payment_unknown';
    if (payment.livemode !== event.livemode) return 'livemode_mismatch';
    await keepEvent(transaction, event);
    const { version, amount, state } = event.payment;
    if (version <= payment.version || payment.state === 'paid') return 'older';
    const isTotal = amount.amount === payment.total_amount && amount.currency === payment.currency;
    if (!isTotal) return 'amount_mismatch';
    await transaction
      .updateTable('statement_payment')
      .set({ version, state: states[state] })
      .where('organization_id', '=', payment.organization_id)
      .where('reference', '=', payment.reference)
      .execute();
    if (states[state] === 'paid') await pay(transaction, payment, newId);
    return 'applied';
  });
}

type PaymentRow = Selectable<StatementPaymentTable> &
  Pick<Selectable<StatementTable>, 'total_amount' | 'currency' | 'merchant_id'>;

/** The payment with its statement, which nobody else settles until the transaction ends. */
function lockPayment(
  transaction: Transaction<Database>,
  { organizationId, payment }: PaymentEvent,
): Promise<PaymentRow | undefined> {
  return transaction
    .selectFrom('statement_payment')
    .innerJoin('statement', (join) =>
      join
        .onRef('statement.organization_id', '=', 'statement_payment.organization_id')
        .onRef('statement.id', '=', 'statement_payment.statement_id'),
    )
    .selectAll('statement_payment')
    .select(['statement.total_amount', 'statement.currency', 'statement.merchant_id'])
    .where('statement_payment.organization_id', '=', organizationId)
    .where('statement_payment.reference', '=', payment.reference)
    .forUpdate()
    .executeTakeFirst();
}

async function keepEvent(
  transaction: Transaction<Database>,
  { organizationId, provider, id, body, payment }: PaymentEvent,
): Promise<void> {
  const { reference, version } = payment;
  await transaction
    .insertInto('payment_event')
    .values({ organization_id: organizationId, provider, id, reference, version, body })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The statement is paid, and each project has its part. */
async function pay(
  transaction: Transaction<Database>,
  payment: PaymentRow,
  newId: NewId,
): Promise<void> {
  const { organization_id: organizationId, statement_id: statementId } = payment;
  await transaction
    .updateTable('statement')
    .set({ state: 'paid', paid_at: sql<Date>`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', statementId)
    .execute();
  const dues = await transaction
    .selectFrom('statement_due')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('statement_id', '=', statementId)
    .where('amount', '>', 0)
    .execute();
  const roundUps = dues.filter(({ kind }) => kind === 'round_up');
  if (roundUps.length > 0) await waitForTurn(transaction, payment, dues);
  await book(
    transaction,
    dues.map((due) => transferOf(payment, due, newId)),
  );
  const projectIds = roundUps.map((due) => due.project_id);
  await passOn(transaction, passingOf(payment), projectIds, newId);
}

/** Nobody draws for the merchant meanwhile, and all books are waited for in their order. */
async function waitForTurn(
  transaction: Transaction<Database>,
  payment: PaymentRow,
  dues: readonly Selectable<StatementDueTable>[],
): Promise<void> {
  await transaction
    .selectFrom('merchant')
    .select('id')
    .where('organization_id', '=', payment.organization_id)
    .where('id', '=', payment.merchant_id)
    .forNoKeyUpdate()
    .execute();
  const projectIds = dues.map((due) => due.project_id);
  const clearing = accounts.clearing(payment.provider);
  await lockBooks(transaction, passingOf(payment), projectIds, clearing);
}

function passingOf(payment: PaymentRow): Passing {
  const { organization_id: organizationId, livemode, statement_id: statementId } = payment;
  const { merchant_id: merchantId, currency } = payment;
  return { organizationId, livemode, statementId, merchantId, currency };
}

/** A due as it is booked: its source makes it one for ever. */
function transferOf(
  payment: PaymentRow,
  { kind, project_id: projectId, amount }: Selectable<StatementDueTable>,
  newId: NewId,
): Transfer {
  const pledged = { kind: 'statement', credit: accounts.project(projectId) } as const;
  const added = { kind: 'round_up', credit: accounts.roundUp(payment.merchant_id) } as const;
  return {
    organizationId: payment.organization_id,
    livemode: payment.livemode,
    id: newId('transfer'),
    source: `${payment.statement_id}:${projectId}`,
    debit: accounts.clearing(payment.provider),
    money: { amount, currency: payment.currency },
    ...(kind === 'pledge' ? pledged : added),
  };
}

/** The books and what pages show of the projects, moved together and told to whoever watches. */
async function book(
  transaction: Transaction<Database>,
  transfers: readonly Transfer[],
): Promise<void> {
  const rows = transfers.map(transferRow);
  await sql`
    with posting as (select * from json_to_recordset(${JSON.stringify(rows)}::json) as (${transferColumns})),
    ${bookingCtes('nothing_held')},
    gained as (
      select organization_id, substr(credit_account, length('project:') + 1) as project_id, amount
      from booked where kind = 'statement'),
    totals as (
      select total.organization_id, total.project_id from project_total as total
      join gained using (organization_id, project_id)
      order by total.organization_id, total.project_id
      for update of total),
    counted as (
      update project_total set raised_amount = raised_amount + gained.amount,
        version = version + 1, updated_at = now()
      from totals join gained using (organization_id, project_id)
      where project_total.organization_id = totals.organization_id
        and project_total.project_id = totals.project_id)
    select pg_notify(${liveChannel}, organization_id || ' ' || project_id) from gained`.execute(
    transaction,
  );
}
