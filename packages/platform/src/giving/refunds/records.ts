/** Refunds as rows, and the errand to the provider that each starts with. */

import type { Id, Money, Refund } from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database, RefundTable } from '../../database/schema.ts';
import { takeErrands } from '../../jobs/errands.ts';
import type { Book } from '../../ledger/rules.ts';
import { donationFacts, factColumns } from '../donations/records.ts';
import type { DonationFacts } from '../donations/rules.ts';

/** Topic of errands in the outbox that ask the provider for a refund. */
const refundTopic = 'refund.asked';

/** The donation, locked against other changes until the transaction ends. */
export async function lockDonation(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'donation'>,
): Promise<DonationFacts | undefined> {
  const row = await transaction
    .selectFrom('donation')
    .select(factColumns)
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : donationFacts(row);
}

/** Writes the refund, counts it against the donation, and leaves the errand; all in the transaction. */
export async function insertRefund(
  transaction: Transaction<Database>,
  donation: DonationFacts,
  refund: {
    readonly id: Id<'refund'>;
    readonly amount: Money;
    readonly reason: string | null;
    readonly now: Date;
  },
): Promise<void> {
  await transaction
    .insertInto('refund')
    .values({
      organization_id: donation.organizationId,
      id: refund.id,
      donation_id: donation.id,
      currency: refund.amount.currency,
      amount: refund.amount.amount,
      state: 'pending',
      reason: refund.reason,
      created_at: refund.now,
      updated_at: refund.now,
    })
    .execute();
  await transaction
    .updateTable('donation')
    .set((set) => ({
      refund_asked_amount: set('refund_asked_amount', '+', refund.amount.amount),
      version: set('version', '+', 1),
    }))
    .where('organization_id', '=', donation.organizationId)
    .where('id', '=', donation.id)
    .execute();
  await transaction
    .insertInto('outbox')
    .values({
      organization_id: donation.organizationId,
      id: refund.id,
      topic: refundTopic,
      subject: refund.id,
      payload: '{}',
      available_at: sql<Date>`now()`,
      attempts: 0,
    })
    .execute();
}

/** One refund of the book, or undefined. */
export function findRefund(
  db: Kysely<Database>,
  book: Book,
  id: Id<'refund'>,
): Promise<Selectable<RefundTable> | undefined> {
  return db
    .selectFrom('refund')
    .innerJoin('donation', (join) =>
      join
        .onRef('donation.organization_id', '=', 'refund.organization_id')
        .onRef('donation.id', '=', 'refund.donation_id'),
    )
    .selectAll('refund')
    .where('refund.organization_id', '=', book.organizationId)
    .where('donation.livemode', '=', book.livemode)
    .where('refund.id', '=', id)
    .executeTakeFirst();
}

/** An errand to the provider. */
export interface RefundErrand extends Book {
  readonly refundId: Id<'refund'>;
  readonly provider: string;
  readonly reference: Id<'payment'>;
  readonly amount: Money;
}

/** Takes errands that are due for one try each; they come back later unless they are finished. */
export async function takeRefundErrands(
  db: Kysely<Database>,
  limit: number,
): Promise<RefundErrand[]> {
  const { rows } = await sql<{
    organization_id: Id<'organization'>;
    livemode: boolean;
    refund_id: Id<'refund'>;
    provider: string;
    payment_reference: Id<'payment'>;
    currency: string;
    amount: number;
  }>`
    with taken as (${takeErrands({ topic: refundTopic, limit, firstRestSeconds: 5 })})
    select refund.organization_id, donation.livemode, refund.id as refund_id, donation.provider,
      donation.payment_reference,
      refund.currency, refund.amount
    from taken
    join refund on refund.organization_id = taken.organization_id and refund.id = taken.subject
    join donation on donation.organization_id = refund.organization_id and donation.id = refund.donation_id`.execute(
    db,
  );
  return rows.map((row) => ({
    organizationId: row.organization_id,
    livemode: row.livemode,
    refundId: row.refund_id,
    provider: row.provider,
    reference: row.payment_reference,
    amount: { amount: row.amount, currency: row.currency },
  }));
}

/** The provider will never make the refund: it has failed, and its amount may be asked for again. */
export async function failRefund(db: Kysely<Database>, errand: RefundErrand): Promise<void> {
  await sql`
    with failed as (
      update refund set state = 'failed', updated_at = now()
      where organization_id = ${errand.organizationId} and id = ${errand.refundId} and state = 'pending'
      returning organization_id, donation_id, amount),
    done as (
      delete from outbox
      where organization_id = ${errand.organizationId} and id = ${errand.refundId})
    update donation set refund_asked_amount = refund_asked_amount - failed.amount,
      version = version + 1, updated_at = now()
    from failed
    where donation.organization_id = failed.organization_id and donation.id = failed.donation_id`.execute(
    db,
  );
}

/** A row as the contract says it. */
export function toRefund(row: Selectable<RefundTable>): Refund {
  return {
    id: row.id,
    donationId: row.donation_id,
    amount: { amount: row.amount, currency: row.currency },
    state: row.state,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
