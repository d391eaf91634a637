/** The sandbox's own payments and the events it still has to deliver, as rows. */

import type { Id, SandboxPaymentEvent } from '@kindcart/contract';
import { cardFailureSchema } from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database, SandboxEventTable, SandboxPaymentTable } from '../../database/schema.ts';
import type { CardBehaviour } from './cards.ts';
import { type SandboxPaymentFacts, type Step, toSnapshot } from './rules.ts';

function facts(row: Selectable<SandboxPaymentTable>): SandboxPaymentFacts {
  return {
    reference: row.reference,
    version: row.version,
    state: row.state,
    card: row.card,
    currency: row.currency,
    amount: row.amount,
    failureCode: row.failure_code === null ? null : cardFailureSchema.parse(row.failure_code),
    refunds: row.refunds,
  };
}

/** The payment as it is, for looking. */
export async function findPayment(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
): Promise<SandboxPaymentFacts | undefined> {
  const row = await db
    .selectFrom('sandbox_payment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row === undefined ? undefined : facts(row);
}

/** The payment, locked against other changes until the transaction ends. */
export async function lockPayment(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
): Promise<SandboxPaymentFacts | undefined> {
  const row = await transaction
    .selectFrom('sandbox_payment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('reference', '=', reference)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : facts(row);
}

/** Writes the payment as it is before any step; false when it was there already. */
export async function insertPayment(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  payment: SandboxPaymentFacts,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('sandbox_payment')
    .values({
      organization_id: organizationId,
      reference: payment.reference,
      version: payment.version,
      state: payment.state,
      card: payment.card,
      currency: payment.currency,
      amount: payment.amount,
      failure_code: payment.failureCode,
      refunds: JSON.stringify(payment.refunds),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Writes the payment's last step and an event for each, to be delivered when due. */
export async function writeSteps(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  steps: readonly Step[],
  context: {
    readonly now: Date;
    readonly newEventId: () => Id<'event'>;
    readonly fingerprintOf: (card: CardBehaviour) => string;
  },
): Promise<void> {
  const last = steps.at(-1)?.payment;
  if (last === undefined) return;
  await transaction
    .updateTable('sandbox_payment')
    .set({
      version: last.version,
      state: last.state,
      failure_code: last.failureCode,
      refunds: JSON.stringify(last.refunds),
    })
    .where('organization_id', '=', organizationId)
    .where('reference', '=', last.reference)
    .execute();
  const events = steps.map(({ payment, delayMs }) => {
    const event: SandboxPaymentEvent = {
      id: context.newEventId(),
      type: 'payment.updated',
      createdAt: context.now.toISOString(),
      livemode: false,
      organizationId,
      payment: toSnapshot(payment, context.fingerprintOf(payment.card)),
    };
    return {
      organization_id: organizationId,
      id: event.id,
      reference: payment.reference,
      body: JSON.stringify(event),
      // The database's clock, which also decides what is due.
      deliver_at: sql<Date>`now() + make_interval(secs => ${delayMs}::float8 / 1000)`,
      attempts: 0,
    };
  });
  await transaction.insertInto('sandbox_event').values(events).execute();
}

/** Longest time between two tries of one event. */
const retryMaxSeconds = 60;

/** Takes events that are due for one try each; they come back later unless marked delivered. */
export async function takeDueEvents(
  db: Kysely<Database>,
  limit: number,
): Promise<Selectable<SandboxEventTable>[]> {
  const { rows } = await sql<Selectable<SandboxEventTable>>`
    update sandbox_event set attempts = attempts + 1,
      deliver_at = now() + make_interval(secs => least(${retryMaxSeconds}, 0.5 * 2 ^ least(attempts, 10)))
    where (organization_id, id) in (
      select organization_id, id from sandbox_event
      where delivered_at is null and deliver_at <= now()
      order by deliver_at limit ${limit} for update skip locked)
    returning *`.execute(db);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The platform said that it has the event. */
export async function markDelivered(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  id: Id<'event'>,
): Promise<void> {
  await db
    .updateTable('sandbox_event')
    .set({ delivered_at: sql<Date>`now()` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}
