/** Stripe's payments as rows, and its events until they are applied. */
import type { Id } from '@kindcart/contract';
import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Database, OutboxTable } from '../../database/schema.ts';
import type { StripePaymentTable } from '../../database/tables/stripe.ts';
import { takeErrands } from '../../jobs/errands.ts';
import type { Book } from '../../ledger/rules.ts';
import { addPoll } from './poll-records.ts';

/** A payment at Stripe. */
export type StripePaymentRow = Selectable<StripePaymentTable>;

/** Topic of events in the outbox that wait to be applied. */
export const eventTopic = 'stripe.event';

/**
 * The row of a request, made by its first try; the account is the one that is paid now. A page that
 * was not made yet keeps its end over tries that follow each other, so that they ask for the same page.
 */
export async function reservePayment(
  db: Kysely<Database>,
  book: Book,
  reference: Id<'payment'>,
  idempotencyKey: string,
  where:
    | { readonly via: 'fields' | 'invoice' | 'bill' }
    | { readonly via: 'page'; readonly expiresAt: Date; readonly notBefore: Date },
): Promise<StripePaymentRow> {
  const sessionExpiresAt = where.via === 'page' ? where.expiresAt : null;
  const { rows } = await sql<StripePaymentRow>`
    insert into stripe_payment as payment
      (organization_id, reference, livemode, idempotency_key, via, session_expires_at, account)
    values (${book.organizationId}, ${reference}, ${book.livemode}, ${idempotencyKey},
      ${where.via}, ${sessionExpiresAt}::timestamptz, (
      select account from stripe_account
      where organization_id = ${book.organizationId} and livemode = ${book.livemode}))
    on conflict (organization_id, livemode, idempotency_key)
      do update set idempotency_key = excluded.idempotency_key,
        session_expires_at = case
          when payment.session_id is null
            and payment.session_expires_at < ${where.via === 'page' ? where.notBefore : null}::timestamptz
          then excluded.session_expires_at else payment.session_expires_at end
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
  await addPoll(db, { livemode, account });
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

/** Keeps which page the row is, unless it is another already, and says which it is. */
export async function keepSession(
  db: Kysely<Database>,
  { organization_id, reference }: StripePaymentRow,
  sessionId: string,
): Promise<string> {
  const { session_id: kept } = await db
    .updateTable('stripe_payment')
    .set({ session_id: sql`coalesce(session_id, ${sessionId})` })
    .where('organization_id', '=', organization_id)
    .where('reference', '=', reference)
    .returning('session_id')
    .executeTakeFirstOrThrow();
  return kept ?? sessionId;
}

/** Keeps which invoice the row is. */
export async function keepInvoice(
  db: Kysely<Database>,
  { organization_id, reference }: StripePaymentRow,
  invoiceId: string,
): Promise<void> {
  await db
    .updateTable('stripe_payment')
    .set({ invoice_id: invoiceId })
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

/** Keeps an event until it is applied; a repeat is the same row. Says whether it was not there yet. */
export async function enqueueEvent(
  db: Kysely<Database>,
  concerned: Pick<Insertable<OutboxTable>, 'organization_id' | 'topic' | 'subject'>,
  event: { readonly id: string; readonly body: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('outbox')
    .values({
      ...concerned,
      id: event.id,
      payload: event.body,
      available_at: sql`now()`,
      attempts: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Which of these events wait to be applied, or were applied. */
export async function knownEvents(
  db: Kysely<Database>,
  events: readonly { readonly organization_id: Id<'organization'>; readonly id: string }[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    with asked as (
      select * from json_to_recordset(${JSON.stringify(events)}::json) as (organization_id text, id text))
    select id from asked join outbox using (organization_id, id)
    union
    select id from asked join payment_event as event using (organization_id, id)
    where event.provider = 'stripe'`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Keeps an event as one that was seen and changes nothing. */
export async function rememberEvent(
  db: Kysely<Database>,
  { organization_id, id, reference, body }: WaitingEvent,
  version: number,
): Promise<void> {
  await db
    .insertInto('payment_event')
    .values({ organization_id, provider: 'stripe', id, reference, version, body })
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
