/** First payments on Stripe's page of gifts that come again, booked with whichever event tells of them. */
import type Stripe from 'stripe';
import { onAccount } from './connection.ts';
import { askForPayment, type EventParts, intentOf } from './events.ts';
import * as records from './records.ts';
import { snapshotOf } from './rules.ts';
import { followPage, type PageState } from './subscription-checkout.ts';
import type { StripeGiftRow, WaitingGiftEvent } from './subscription-records.ts';

/** The gift, held, and the line to Stripe for it. */
export interface Held {
  readonly row: StripeGiftRow;
  readonly stripe: Stripe;
}

/** The object that an event is about. */
export interface ToldObject {
  readonly object: string;
  readonly id: string;
}

/**
 * Follows the first payment as long as an event may tell of it, books it, and says how the page of it
 * stands. Of a gift that has its subscription, later events tell of other things.
 */
export async function followFirst(
  parts: EventParts,
  held: Held,
  object: ToldObject,
  event: WaitingGiftEvent,
): Promise<PageState> {
  const { row, stripe } = held;
  // It is pending until all that this event tells of was written: a try may have broken off in between.
  const isBegun = row.subscription_id !== null && row.course.state !== 'pending';
  if (isBegun && object.object !== 'checkout.session') return { kind: 'paid', gift: row };
  const page = await followPage(parts.db, stripe, row);
  if (page.kind !== 'open') await bookFirst(parts, held, event);
  else if (object.object === 'invoice') await countDecline(parts, held, object.id, event);
  return page;
}

/** The payment of the gift with its next version, and what each event on it is submitted with. */
async function openBooking({ db }: EventParts, { row }: Held, { body }: WaitingGiftEvent) {
  const { organization_id, reference, livemode } = row;
  return {
    payment: await records.nextVersion(db, { organization_id, reference }),
    told: { organizationId: organization_id, provider: 'stripe', livemode, body },
  };
}

/** Books the payment as it stands: made, on its way, or never to be made. */
async function bookFirst(parts: EventParts, held: Held, event: WaitingGiftEvent): Promise<void> {
  const { db, settlements, onError } = parts;
  const { payment, told } = await openBooking(parts, held, event);
  // One in a page's own fields is told of by its PaymentIntent.
  if (payment.session_id === null) return;
  const asked = await askForPayment(db, held.stripe, payment, false);
  const outcome = await settlements.submit({ ...told, id: `${event.id} first`, ...asked });
  // The request for it broke off before the donation was written: nobody was led to the page.
  if (outcome === 'payment_unknown' && asked.payment.state !== 'succeeded') return;
  if (outcome === 'payment_unknown' || outcome === 'refunds_exceed_charge') {
    throw new Error(`First payment ${payment.reference} waits: ${outcome}`);
  }
  if (outcome !== 'applied' && outcome !== 'older') {
    const refused = new Error(`First payment ${payment.reference} was refused: ${outcome}`);
    onError('stripe recurring gifts', refused);
  }
}

/**
 * Tells of a card that was declined on a page which still takes others. Its PaymentIntent is the
 * invoice's and names nothing of ours, so that no event of its own is heard.
 */
async function countDecline(
  parts: EventParts,
  held: Held,
  invoiceId: string,
  event: WaitingGiftEvent,
): Promise<void> {
  const { payment, told } = await openBooking(parts, held, event);
  const { stripe, row } = held;
  const account = onAccount(row.account);
  const expand = ['payments'];
  const intentId = intentOf(await stripe.invoices.retrieve(invoiceId, { expand }, account));
  const intent = intentId && (await stripe.paymentIntents.retrieve(intentId, {}, account));
  if (!intent || intent.last_payment_error === null) return;
  const seen = snapshotOf(payment, intent, []);
  // What went through after all is booked with the page, and what was given up there ends with it.
  if (seen.state === 'succeeded') return;
  const failureCode = seen.failureCode ?? 'card_declined';
  const declined = { ...seen, state: 'failed', failureCode } as const;
  await parts.settlements.submit({ ...told, id: event.id, payment: declined, isDecline: true });
}
