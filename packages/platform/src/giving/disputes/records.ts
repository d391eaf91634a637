/** Disputes as rows, written together with the settlement that they are part of. */
import type { Dispute, Id, Money } from '@kindcart/contract';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database, DisputeTable } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import type { DisputeFacts, DonationFacts } from '../donations/rules.ts';

/** A dispute as a row of JSON, for `disputeChanges`. */
export function disputeRow(donation: DonationFacts, dispute: DisputeFacts) {
  return {
    organization_id: donation.organizationId,
    id: dispute.id,
    livemode: donation.livemode,
    donation_id: donation.id,
    state: dispute.state,
    currency: donation.currency,
    amount: dispute.amount,
    withdrawn_amount: dispute.withdrawnAmount,
    fee_currency: dispute.fee?.currency ?? null,
    fee_amount: dispute.fee?.amount ?? null,
    reason: dispute.reason,
    evidence_due_at: dispute.evidenceDueAt?.toISOString() ?? null,
    dashboard_url: dispute.dashboardUrl,
    created_at: dispute.createdAt.toISOString(),
  };
}

/** The disputes of a settlement as they stand now: a common table expression beside its `changed`. */
export function disputeChanges(
  rows: readonly (ReturnType<typeof disputeRow> & { readonly event_id: string })[],
): RawBuilder<unknown> {
  return sql`
    disputes as (
      insert into dispute (organization_id, id, livemode, donation_id, state, currency, amount, withdrawn_amount,
        fee_currency, fee_amount, reason, evidence_due_at, dashboard_url, created_at, updated_at)
      select organization_id, said.id, said.livemode, said.donation_id, said.state, said.currency, said.amount,
        said.withdrawn_amount, said.fee_currency, said.fee_amount, said.reason, said.evidence_due_at,
        said.dashboard_url, said.created_at, now()
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as said (organization_id text, event_id text, id text, livemode boolean, donation_id text, state text,
          currency text, amount bigint, withdrawn_amount bigint, fee_currency text, fee_amount bigint, reason text,
          evidence_due_at timestamptz, dashboard_url text, created_at timestamptz)
      join changed using (organization_id, event_id)
      on conflict (organization_id, id) do update set
        state = excluded.state, amount = excluded.amount, withdrawn_amount = excluded.withdrawn_amount,
        fee_currency = excluded.fee_currency, fee_amount = excluded.fee_amount, reason = excluded.reason,
        evidence_due_at = excluded.evidence_due_at, updated_at = excluded.updated_at),`;
}

/** What providers took for the disputes of these donations. */
export async function findFees(
  db: Kysely<Database>,
  donations: readonly { organization_id: Id<'organization'>; id: Id<'donation'> }[],
): Promise<(Money & { donationId: Id<'donation'> })[]> {
  const asked = donations.map(({ organization_id, id }) => ({ organization_id, donation_id: id }));
  const { rows } = await sql<Money & { donationId: Id<'donation'> }>`
    select dispute.donation_id as "donationId", fee_currency as currency, fee_amount as amount
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked (organization_id text, donation_id text)
    join dispute using (organization_id, donation_id)
    where fee_amount is not null`.execute(db);
  return rows;
}

/** A page of the book's disputes, newest first, after the cursor. */
export function listDisputes(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly donationId: Id<'donation'> | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<Selectable<DisputeTable>[]> {
  let query = db
    .selectFrom('dispute')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.donationId !== undefined) query = query.where('donation_id', '=', page.donationId);
  if (page.cursor !== undefined) query = query.where(sql<boolean>`id < ${page.cursor}`);
  return query.execute();
}

/** A row as the contract says it. */
export function toDispute(row: Selectable<DisputeTable>): Dispute {
  const { currency, fee_amount: fee, fee_currency: feeCurrency } = row;
  return {
    id: row.id,
    donationId: row.donation_id,
    state: row.state,
    amount: { amount: row.amount, currency },
    withdrawn: { amount: row.withdrawn_amount, currency },
    fee: fee === null || feeCurrency === null ? null : { amount: fee, currency: feeCurrency },
    reason: row.reason,
    evidenceDueAt: row.evidence_due_at?.toISOString() ?? null,
    dashboardUrl: row.dashboard_url,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
