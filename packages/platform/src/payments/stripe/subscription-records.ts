/** Recurring gifts at Stripe as rows, each worked on by one at a time. */
import { randomUUID } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import type { CardFace, Course, Id } from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { StripeRecurringTable } from '../../database/tables/stripe.ts';
import { takeErrands } from '../../jobs/errands.ts';
import { storeCourse } from '../courses.ts';
import type { StripePaymentRow } from './records.ts';
import { ownDueAt, type TakenCard } from './subscription-rules.ts';

/** A recurring gift at Stripe. */
export type StripeGiftRow = Selectable<StripeRecurringTable>;

/** Topic of events in the outbox that wait to be applied to a recurring gift. */
export const giftTopic = 'stripe.recurring';

/** The row of a gift that a first payment begins; a repeat finds the row of the first. */
export async function reserveGift(
  db: Kysely<Database>,
  payment: StripePaymentRow,
  id: Id<'recurringGift'>,
  course: Course,
): Promise<StripeGiftRow> {
  const { organization_id, livemode, reference, account } = payment;
  return db
    .insertInto('stripe_recurring')
    .values({
      organization_id,
      id,
      livemode,
      reference,
      account,
      version: 0,
      order_number: 0,
      revision: 1,
      course: storeCourse(course),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'reference']).doUpdateSet({ reference }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Keeps which subscription it is, unless another was kept before; says which one it is. */
export async function keepSubscription(
  db: Kysely<Database>,
  { organization_id, id }: StripeGiftRow,
  made: { readonly subscriptionId: string; readonly customerId: string; readonly course: Course },
): Promise<string> {
  await db
    .updateTable('stripe_recurring')
    .set({
      subscription_id: made.subscriptionId,
      customer_id: made.customerId,
      course: storeCourse(made.course),
    })
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('subscription_id', 'is', null)
    .execute();
  const row = await findGift(db, organization_id, id);
  if (row?.subscription_id == null) throw new Error(`No subscription was kept for ${id}`);
  return row.subscription_id;
}

export function findGift(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
): Promise<StripeGiftRow | undefined> {
  return db
    .selectFrom('stripe_recurring')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** As `findGift`, of one that is begun on Stripe's page and has no subscription yet. */
export function findOnPage(
  db: Kysely<Database>,
  { organizationId, id }: { organizationId: Id<'organization'>; id: Id<'recurringGift'> },
): Promise<StripeGiftRow | undefined> {
  return db
    .selectFrom('stripe_recurring')
    .innerJoin('stripe_payment', (join) =>
      join
        .onRef('stripe_payment.organization_id', '=', 'stripe_recurring.organization_id')
        .onRef('stripe_payment.reference', '=', 'stripe_recurring.reference'),
    )
    .selectAll('stripe_recurring')
    .where('stripe_recurring.organization_id', '=', organizationId)
    .where('stripe_recurring.id', '=', id)
    .where('subscription_id', 'is', null)
    .where('session_id', 'is not', null)
    .executeTakeFirst();
}

/** The gift whose first payment it is, or undefined when it begins none. */
export function findByFirstPayment(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
): Promise<StripeGiftRow | undefined> {
  return db
    .selectFrom('stripe_recurring')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('reference', '=', reference)
    .executeTakeFirst();
}

/** The gift of a subscription, or undefined when it is none of ours. */
export function findBySubscription(
  db: Kysely<Database>,
  subscriptionId: string,
): Promise<StripeGiftRow | undefined> {
  return db
    .selectFrom('stripe_recurring')
    .selectAll()
    .where('subscription_id', '=', subscriptionId)
    .executeTakeFirst();
}

/** What may be shown of the card, as it was heard of last. */
export function cardOfRow({
  card_brand: brand,
  card_last4: last4,
}: StripeGiftRow): CardFace | null {
  return last4 === null ? null : { brand, last4 };
}

/** Longer than the requests to Stripe of one step take; after a crash nobody waits longer. */
const holdSeconds = 180;
const [turnsMax, turnMs] = [100, 50] as const;

/**
 * Waits for a turn to work on the gift alone: what Stripe is asked and told meanwhile is of one hand.
 * No transaction stays open over requests to Stripe.
 *
 * @throws when others work on it for too long, or there is no such gift
 */
export async function hold(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
): Promise<StripeGiftRow> {
  const holder = randomUUID();
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const { rows } = await sql<StripeGiftRow>`
      update stripe_recurring set held_by = ${holder},
        held_until = now() + make_interval(secs => ${holdSeconds})
      where organization_id = ${organizationId} and id = ${id}
        and (held_until is null or held_until < now())
      returning *`.execute(db);
    const [row] = rows;
    if (row !== undefined) return row;
    await rest(turnMs);
  }
  throw new Error(`Recurring gift ${id} of Stripe is unknown, or others work on it`);
}

export async function letGo(
  db: Kysely<Database>,
  { organization_id, id, held_by: holder }: StripeGiftRow,
): Promise<void> {
  await db
    .updateTable('stripe_recurring')
    .set({ held_until: null, held_by: null })
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('held_by', '=', holder)
    .execute();
}

/** How a gift is after a step. */
export interface GiftNow {
  readonly course: Course;
  readonly order: number;
  readonly revision: number;
  readonly invoiceId: string | null;
  readonly card: CardFace | null;
  /** The card that this step took. */
  readonly taken?: TakenCard | null;
}

/**
 * Writes a step as the next version, and says which that is.
 *
 * @throws when the gift is held by somebody else by now
 */
export async function writeGift(
  transaction: Transaction<Database>,
  { organization_id, id, held_by: holder }: StripeGiftRow,
  { course, order, revision, invoiceId, card, taken }: GiftNow,
): Promise<number> {
  const { version } = await transaction
    .updateTable('stripe_recurring')
    .set((set) => ({
      version: set('version', '+', 1),
      order_number: order,
      revision,
      invoice_id: invoiceId,
      card_brand: card?.brand ?? null,
      card_last4: card?.last4 ?? null,
      course: storeCourse(course),
      due_at: ownDueAt(course),
      ...(taken && { setup_id: taken.setupId, card_given_at: taken.givenAt }),
    }))
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .where('held_by', '=', holder)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** A step that fails is due again so much later. */
const dueAgainSeconds = 120;

/** Takes a gift for which we have to do something; no other process does before it is due again. */
export async function takeDueGift(
  db: Kysely<Database>,
  now: Date,
): Promise<Pick<StripeGiftRow, 'organization_id' | 'id'> | undefined> {
  const { rows } = await sql<Pick<StripeGiftRow, 'organization_id' | 'id'>>`
    update stripe_recurring
    set due_at = ${now}::timestamptz + make_interval(secs => ${dueAgainSeconds})
    where (organization_id, id) in (
      select organization_id, id from stripe_recurring where due_at <= ${now}::timestamptz
      order by due_at limit 1 for update skip locked)
    returning organization_id, id`.execute(db);
  return rows[0];
}

/** An event that waits to be applied to a recurring gift. */
export interface WaitingGiftEvent {
  readonly organization_id: Id<'organization'>;
  readonly id: string;
  readonly gift: Id<'recurringGift'>;
  readonly body: string;
}

/** As `takeEvents`, of recurring gifts. */
export async function takeGiftEvents(
  db: Kysely<Database>,
  limit: number,
): Promise<WaitingGiftEvent[]> {
  const { rows } = await sql<WaitingGiftEvent>`
    with taken as (${takeErrands({ topic: giftTopic, limit, firstRestSeconds: 1 })})
    select organization_id, id, subject as gift, payload as body from taken`.execute(db);
  return rows;
}

/** The payment of a renewal: one for each period, with the PaymentIntent of its invoice. */
export async function keepRenewal(
  db: Kysely<Database>,
  gift: StripeGiftRow,
  reference: Id<'payment'>,
  intentId: string,
): Promise<void> {
  await db
    .insertInto('stripe_payment')
    .values({
      organization_id: gift.organization_id,
      reference,
      livemode: gift.livemode,
      idempotency_key: `renewal ${reference}`,
      account: gift.account,
      intent_id: intentId,
      via: 'renewal',
      session_id: null,
      session_expires_at: null,
      version: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
