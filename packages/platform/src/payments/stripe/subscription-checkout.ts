/**
 * Gifts that come again whose first payment is made on Stripe's own page. Until it is made there is no
 * subscription, only the page; what becomes of it is asked of Stripe, whatever event came first.
 */
import { beginCourse } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import { moveAnchor } from '../../giving/recurring/records.ts';
import { readCourse } from '../courses.ts';
import type { RecurringRedirectRequest, RecurringRedirectStart } from '../port.ts';
import { type CheckoutParts, pageOf, pageParams, reservePage, shortened } from './checkout.ts';
import { type Connection, onAccount, refuseGift } from './connection.ts';
import * as records from './records.ts';
import { ourMetadata, toStripeAmount } from './rules.ts';
import * as gifts from './subscription-records.ts';
import { giftMetadata } from './subscription-rules.ts';
import { makePrice } from './subscription-steps.ts';

/** The page of a gift's first payment; a repeated request gets the page that was handed out first. */
export async function startRecurringRedirect(
  parts: CheckoutParts,
  { stripe }: Connection,
  request: RecurringRedirectRequest,
): Promise<RecurringRedirectStart> {
  const amount = toStripeAmount(request.charge);
  if (amount === null) refuseGift(request.charge.currency);
  const { db, now } = parts;
  const payment = await reservePage(parts, request);
  const pending = beginCourse(request.interval, now(), request.endsAt);
  const gift = await gifts.reserveGift(db, payment, request.recurringGiftId, pending);
  const page = await pageOf(parts, stripe, { row: payment, amount, request }, () =>
    recurringWish(stripe, payment, gift, request),
  );
  return { ...page, recurringGiftId: gift.id, anchorAt: readCourse(gift.course).anchorAt };
}

async function recurringWish(
  stripe: Stripe,
  payment: records.StripePaymentRow,
  gift: gifts.StripeGiftRow,
  request: RecurringRedirectRequest,
): Promise<Stripe.Checkout.SessionCreateParams> {
  const { charge, interval, email, organizationId } = request;
  const description = shortened(request.description);
  const metadata = giftMetadata({ organizationId, id: gift.id, order: 0, revision: 1 });
  return {
    ...pageParams(payment, request),
    mode: 'subscription',
    line_items: [
      { quantity: 1, price: await makePrice(stripe, gift, { charge, interval, revision: 1 }) },
    ],
    // Stripe makes the customer when the donor pays, so that nobody who does not is left there.
    customer_email: email,
    // The price is of the one product for all gifts, which does not say what this one is for.
    custom_text: { submit: { message: description } },
    metadata: { ...ourMetadata(payment), ...metadata },
    subscription_data: { billing_mode: { type: 'flexible' }, description, metadata },
  };
}

/** How a page stands on which a gift was begun: with the gift of its subscription, once it is paid. */
export type PageState =
  | { readonly kind: 'paid'; readonly gift: gifts.StripeGiftRow }
  | { readonly kind: 'open' }
  | { readonly kind: 'over' };

/**
 * Looks what became of the page of a gift that has no subscription. One that was paid there is kept as
 * the gift's, whose periods are counted from that moment on.
 */
export async function followPage(
  db: Kysely<Database>,
  stripe: Stripe,
  gift: gifts.StripeGiftRow,
): Promise<PageState> {
  if (gift.subscription_id !== null) return { kind: 'paid', gift };
  const session = await sessionOf(db, stripe, gift);
  if (session?.status === 'expired') return { kind: 'over' };
  const subscriptionId = session?.status === 'complete' ? idOf(session.subscription) : null;
  if (subscriptionId === null) return { kind: 'open' };
  const account = onAccount(gift.account);
  const made = await stripe.subscriptions.retrieve(subscriptionId, {}, account);
  const anchorAt = new Date(made.billing_cycle_anchor * 1_000);
  const { interval, endsAt } = readCourse(gift.course);
  const course = beginCourse(interval, anchorAt, endsAt);
  const { organization_id: organizationId, id } = gift;
  const customerId = idOf(made.customer) ?? '';
  await db.transaction().execute(async (transaction) => {
    await gifts.keepSubscription(transaction, gift, { subscriptionId, customerId, course });
    await moveAnchor(transaction, organizationId, id, anchorAt);
  });
  const kept = await gifts.findGift(db, organizationId, id);
  if (kept === undefined) throw new Error(`Recurring gift ${id} of Stripe is gone`);
  return { kind: 'paid', gift: kept };
}

const idOf = (object: string | { readonly id: string } | null): string | null =>
  object === null || typeof object === 'string' ? object : object.id;

/** The page that the donor was led to; undefined where nobody was led to one. */
async function sessionOf(
  db: Kysely<Database>,
  stripe: Stripe,
  { organization_id: organizationId, reference, account }: gifts.StripeGiftRow,
): Promise<Stripe.Checkout.Session | undefined> {
  const payment = await records.findByReference(db, organizationId, reference);
  if (payment?.session_id == null) return undefined;
  return stripe.checkout.sessions.retrieve(payment.session_id, {}, onAccount(account));
}

/**
 * Lets nobody begin the gift on its page any more, and says how the page then stands: it may have been
 * paid meanwhile.
 */
export async function closePage(
  db: Kysely<Database>,
  stripe: Stripe,
  gift: gifts.StripeGiftRow,
): Promise<PageState> {
  const before = await followPage(db, stripe, gift);
  if (before.kind !== 'open') return before;
  const session = await sessionOf(db, stripe, gift);
  if (session === undefined) return { kind: 'over' };
  try {
    await stripe.checkout.sessions.expire(session.id, {}, onAccount(gift.account));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
  return followPage(db, stripe, gift);
}
