/**
 * Another card for a gift that Stripe charges. Which card it is, and that it was taken, is Stripe's
 * word alone; a page only hands it to Stripe.
 */
import type { Kysely } from 'kysely';
import type Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import { keepEvent } from '../../giving/recurring/records.ts';
import { readCourse } from '../courses.ts';
import type { Guard } from '../guard/guard.ts';
import { type Connection, onAccount } from './connection.ts';
import { oursOf } from './rules.ts';
import { findGift, type StripeGiftRow, type WaitingGiftEvent } from './subscription-records.ts';
import { isLater, type SetupFacts, type TakenCard } from './subscription-rules.ts';
import { askForSubscription, cancelSetup, unpaused } from './subscription-steps.ts';

/**
 * Charges the card of a SetupIntent from now on, and lets a gift go on that was paused because no try
 * went through.
 *
 * @param told - the SetupIntent, and when Stripe said that it has succeeded
 * @returns what to keep of it; null when it is of no gift's customer, was taken before, or a later one was
 */
export async function takeCard(
  stripe: Stripe,
  row: StripeGiftRow,
  told: TakenCard,
): Promise<TakenCard | null> {
  if (!isLater(row, told)) return null;
  const account = onAccount(row.account);
  const {
    status,
    customer,
    payment_method: method,
  } = await stripe.setupIntents.retrieve(told.setupId, {}, account);
  const isOurs = row.customer_id === (typeof customer === 'string' ? customer : customer?.id);
  if (status !== 'succeeded' || method === null || !isOurs) return null;
  const subscription = await askForSubscription(stripe, row);
  if (['canceled', 'incomplete_expired'].includes(subscription.status)) return null;
  const isPausedForIt = readCourse(row.course).pausedBecause === 'payment_failed';
  const changes = {
    default_payment_method: typeof method === 'string' ? method : method.id,
    // In one request, so that no crash in between leaves a gift paused that has a good card.
    ...(isPausedForIt ? unpaused : {}),
  };
  await stripe.subscriptions.update(subscription.id, changes, account);
  return told;
}

export interface DeclineParts {
  readonly db: Kysely<Database>;
  readonly connectionFor: (livemode: boolean) => Connection | undefined;
  readonly guard: Pick<Guard, 'declined'>;
}

/** A SetupIntent takes card after card, and a thief needs no more than one: after some it takes none. */
export async function countDecline(
  { db, connectionFor, guard }: DeclineParts,
  { organization_id: organizationId, gift: id, ...event }: WaitingGiftEvent,
  setup: SetupFacts,
): Promise<void> {
  const row = await findGift(db, organizationId, id);
  if (row === undefined) throw new Error(`No gift ${id} of Stripe`);
  const reference = oursOf(setup)?.reference;
  const isSpent =
    reference !== undefined &&
    (await guard.declined({
      organizationId,
      provider: 'stripe',
      eventId: event.id,
      reference,
      cardFingerprint: setup.last_setup_error?.payment_method?.card?.fingerprint ?? undefined,
    }));
  const connection = connectionFor(row.livemode);
  if (isSpent && connection !== undefined) await cancelSetup(connection.stripe, row, setup.id);
  await db.transaction().execute((transaction) =>
    keepEvent(transaction, {
      organizationId,
      provider: 'stripe',
      id: event.id,
      reference: id,
      version: row.version,
      body: event.body,
    }),
  );
}
