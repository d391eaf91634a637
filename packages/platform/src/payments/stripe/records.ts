/** Stripe's payments as rows, and its events until they are applied. */
import type { Id } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database, StripePaymentTable } from '../../database/schema.ts';
import { takeErrands } from '../../jobs/errands.ts';
import type { Book } from '../../ledger/rules.ts';

/** A payment at Stripe. */
export type StripePaymentRow = Selectable<StripePaymentTable>;

/** Topic of events in the outbox that wait to be applied. */
const eventTopic = 'stripe.event';

/** The row of a request, made by its first try; the account is the one that is paid now. */
export async function reservePayment(
  db: Kysely<Database>,
  book: Book,
  reference: Id<'payment'>,
  idempotencyKey: string,
): Promise<StripePaymentRow> {
  const { rows } = await sql<StripePaymentRow>`
    insert into stripe_payment (organization_id, reference, livemode, idempotency_key, account)
    values (${book.organizationId}, ${reference}, ${book.livemode}, ${idempotencyKey}, (
      select account from stripe_account
      where organization_id = ${book.organizationId} and livemode = ${book.livemode}))
    on conflict (organization_id, livemode, idempotency_key)
      do update set idempotency_key = excluded.idempotency_key
    returning *`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('An upsert returned no row');
  return row;
}

/** Pays new payments of the book to this connected account. */
export async function keepAccount(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  account: string,
): Promise<void> {
  await db
    .insertInto('stripe_account')
    .values({ organization_id: organizationId, livemode, account, updated_at: sql`now()` })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'livemode'])
        .doUpdateSet({ account, updated_at: sql`now()` }),
    )
    .execute();
}

/** Every connected account that is paid. */
export function listAccounts(db: Kysely<Database>) {
  return db
    .selectFrom('stripe_account')
    .select(['organization_id', 'livemode', 'account'])
    .orderBy('organization_id')
    .orderBy('livemode')
    .execute();
}

/** Keeps which PaymentIntent the row is. */
export async function keepIntent(
  db: Kysely<Database>,
  { organization_id, reference }: StripePaymentRow,
  intentId: string,
): Promise<void> {
  await db
    .updateTable('stripe_payment')
    .set({ intent_id: intentId })
    .where('organization_id', '=', organization_id)
    .where('reference', '=', reference)
    .execute();
}

/** The payment of a PaymentIntent, or undefined when it is none of ours. */
export function findByIntent(
  db: Kysely<Database>,
  intentId: string,
): Promise<StripePaymentRow | undefined> {
  return db
    .selectFrom('stripe_payment')
    .selectAll()
    .where('intent_id', '=', intentId)
    .executeTakeFirst();
}

/** The payment of our reference, or undefined. */
export function findByReference(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
): Promise<StripePaymentRow | undefined> {
  return db
    .selectFrom('stripe_payment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('reference', '=', reference)
    .executeTakeFirst();
}

/**
 * The payment with its next version. Taken before Stripe is asked: of two answers, the one with the
 * higher version was asked for later, and every change is followed by an event that asks anew.
 */
export function nextVersion(
  db: Kysely<Database>,
  { organization_id, reference }: Pick<StripePaymentRow, 'organization_id' | 'reference'>,
): Promise<StripePaymentRow> {
  return db
    .updateTable('stripe_payment')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('organization_id', '=', organization_id)
    .where('reference', '=', reference)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Keeps an event until it is applied; a repeat is the same row. */
export async function enqueueEvent(
  db: Kysely<Database>,
  { organization_id, reference }: StripePaymentRow,
  event: { readonly id: string; readonly body: string },
): Promise<void> {
  await db
    .insertInto('outbox')
    .values({
      organization_id,
      id: event.id,
      topic: eventTopic,
      subject: reference,
      payload: event.body,
      available_at: sql`now()`,
      attempts: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** An event that waits to be applied. */
export interface WaitingEvent {
  readonly organization_id: Id<'organization'>;
  readonly id: string;
  readonly reference: Id<'payment'>;
  readonly body: string;
  /** Such as `payment_intent.succeeded`. */
  readonly type: string;
}

/** Takes events that are due for one try each; they come back later unless they are finished. */
export async function takeEvents(db: Kysely<Database>, limit: number): Promise<WaitingEvent[]> {
  const { rows } = await sql<WaitingEvent>`
    with taken as (${takeErrands({ topic: eventTopic, limit, firstRestSeconds: 1 })})
    select organization_id, id, subject as reference, payload as body, payload::json ->> 'type' as type
    from taken`.execute(db);
  return rows;
}
