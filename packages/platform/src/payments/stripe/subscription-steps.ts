/** What is done to a subscription at Stripe, each step so that a repeat of it does no harm. */
import {
  type CardFace,
  type CardFailure,
  type Course,
  type Id,
  type Interval,
  isOver,
  retryCourse,
} from '@kindcart/contract';
import type { Money } from '@kindcart/contract/money';
import Stripe from 'stripe';
import { orderedCourse, readCourse } from '../courses.ts';
import type { RecurringOrder } from '../port.ts';
import { makeOnce, onAccount } from './connection.ts';
import { toStripeAmount } from './rules.ts';
import type { GiftNow, StripeGiftRow } from './subscription-records.ts';
import {
  giftKeys,
  giftMetadata,
  observe,
  projectClosed,
  refusedBecause,
} from './subscription-rules.ts';

/** One product for all gifts of an account, so that its list of products stays short. */
const productId = 'kindcart_gift';

/** A price of the gift's own, which says on each invoice which amounts were agreed for it. */
export async function makePrice(
  stripe: Stripe,
  gift: Pick<StripeGiftRow, 'id' | 'account'>,
  terms: { readonly charge: Money; readonly interval: Interval; readonly revision: number },
): Promise<string> {
  const { charge, interval, revision } = terms;
  const account = onAccount(gift.account);
  const amount = toStripeAmount(charge);
  if (amount === null)
    throw new RangeError(`Stripe cannot charge ${charge.amount} ${charge.currency}`);
  await makeProduct(stripe, account);
  const price = await makeOnce(`kindcart-${gift.id}-price-${revision}`, (idempotencyKey) =>
    stripe.prices.create(
      {
        product: productId,
        currency: charge.currency.toLowerCase(),
        unit_amount: amount,
        recurring: { interval },
        metadata: { [giftKeys.gift]: gift.id, [giftKeys.revision]: String(revision) },
      },
      { idempotencyKey, ...account },
    ),
  );
  return price.id;
}

async function makeProduct(stripe: Stripe, account: { stripeAccount?: string }): Promise<void> {
  try {
    await stripe.products.retrieve(productId, {}, account);
  } catch (error) {
    if (!isRefusal(error, 'resource_missing')) throw error;
    await stripe.products.create({ id: productId, name: 'Gift' }, account).catch((cause) => {
      // Another gift made it meanwhile.
      if (!isRefusal(cause, 'resource_already_exists')) throw cause;
    });
  }
}

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === code;
}

/** The subscription as it is now, with the card that it charges. */
export function askForSubscription(
  stripe: Stripe,
  { id, subscription_id: subscription, account }: StripeGiftRow,
): Promise<Stripe.Subscription> {
  if (subscription === null) throw new Error(`Stripe has no subscription for ${id}`);
  const expand = ['default_payment_method'];
  return stripe.subscriptions.retrieve(subscription, { expand }, onAccount(account));
}

/** What may be shown of the card that a subscription charges. */
export function cardOf({ default_payment_method: method }: Stripe.Subscription): CardFace | null {
  if (method === null || typeof method === 'string' || method.card === undefined) return null;
  return { brand: method.card.brand, last4: method.card.last4 };
}

/** Does what an order says, whatever of it was done before. */
export async function followOrder(
  stripe: Stripe,
  row: StripeGiftRow,
  order: RecurringOrder,
  now: Date,
): Promise<GiftNow> {
  const subscription = await askForSubscription(stripe, row);
  const seen = observe(readCourse(row.course), subscription, [], now);
  const rest = { order: order.number, revision: order.revision, card: cardOf(subscription) };
  if (isOver(seen.state)) return { ...rest, course: seen, invoiceId: null };
  const course = orderedCourse(seen, order, now);
  if (isOver(course.state)) {
    const comment = order.wish === 'end' ? projectClosed : '';
    await cancel(stripe, row, comment);
    return { ...rest, course, invoiceId: null };
  }
  await steer(stripe, row, order, subscription, course, now);
  if (course.state === 'paused') {
    await giveUp(stripe, row, subscription.latest_invoice);
    return { ...rest, course, invoiceId: null };
  }
  const isRetry = order.nudge === 'retry' && course.state === 'past_due';
  const tried = isRetry ? await tryAgain(stripe, row, course, now) : course;
  return { ...rest, course: tried, invoiceId: row.invoice_id };
}

/** Makes the subscription charge these amounts, or pause, from now on. */
async function steer(
  stripe: Stripe,
  row: StripeGiftRow,
  order: RecurringOrder,
  subscription: Stripe.Subscription,
  course: Course,
  now: Date,
): Promise<void> {
  const { organizationId, recurringGiftId: id, number, revision } = order;
  const [item] = subscription.items.data;
  if (item === undefined) throw new Error(`Subscription ${subscription.id} has no item`);
  const items =
    revision === row.revision
      ? undefined
      : [{ id: item.id, price: await makePrice(stripe, row, order) }];
  await stripe.subscriptions.update(
    subscription.id,
    {
      metadata: {
        ...giftMetadata({ organizationId, id, order: number, revision }),
        [giftKeys.paused]: course.pausedBecause ?? '',
      },
      pause_collection: pauseOf(course, now),
      proration_behavior: 'none',
      ...(items !== undefined && { items }),
    },
    onAccount(row.account),
  );
}

/** Nothing is charged in a pause or for it later: Stripe voids what it makes out meanwhile. */
function pauseOf({ state, pausedUntil }: Course, now: Date) {
  if (state !== 'paused') return '' as const;
  const behavior = 'void' as const;
  if (pausedUntil === null || pausedUntil <= now) return { behavior };
  return { behavior, resumes_at: Math.floor(pausedUntil.getTime() / 1_000) };
}

/** Ends a subscription at once; nothing is given back or charged for it. */
export async function cancel(stripe: Stripe, row: StripeGiftRow, comment: string): Promise<void> {
  const { subscription_id: subscription, account } = row;
  if (subscription === null) return;
  await stripe.subscriptions.cancel(
    subscription,
    { invoice_now: false, prorate: false, cancellation_details: { comment } },
    onAccount(account),
  );
}

/**
 * Lets the first payment of a gift take no more cards, which ends the gift: its PaymentIntent is the
 * invoice's, and is cancelled with it alone. One that was paid meanwhile goes on.
 */
export async function endUnpaid(stripe: Stripe, row: StripeGiftRow): Promise<void> {
  const { subscription_id: subscription, account } = row;
  if (subscription === null) return;
  const { latest_invoice: latest } = await stripe.subscriptions.retrieve(
    subscription,
    {},
    onAccount(account),
  );
  const invoiceId = typeof latest === 'string' ? latest : latest?.id;
  if (invoiceId === undefined) return;
  await giveUp(stripe, row, invoiceId);
  const { status } = await stripe.invoices.retrieve(invoiceId, {}, onAccount(account));
  if (status === 'void') await cancel(stripe, row, 'Too many cards were declined.');
}

/** Pauses until somebody resumes it, because no try to charge went through. */
async function pauseAfterFailures(stripe: Stripe, row: StripeGiftRow): Promise<void> {
  const { subscription_id: subscription, account } = row;
  if (subscription === null) return;
  const metadata = { [giftKeys.paused]: 'payment_failed' };
  const changes = { pause_collection: { behavior: 'void' as const }, metadata };
  await stripe.subscriptions.update(subscription, changes, onAccount(account));
  await giveUp(stripe, row, row.invoice_id);
}

/** What ends a pause: it is charged again from the next period on. */
export const unpaused = { pause_collection: '', metadata: { [giftKeys.paused]: '' } } as const;

/** Charges again after a pause, from the next period on. */
export async function resume(stripe: Stripe, row: StripeGiftRow): Promise<void> {
  const { subscription_id: subscription, account } = row;
  if (subscription === null) return;
  await stripe.subscriptions.update(subscription, unpaused, onAccount(account));
}

/** Lets a SetupIntent take no more cards; one that has a card, or is cancelled by now, takes none anyhow. */
export async function cancelSetup(
  stripe: Stripe,
  { account }: Pick<StripeGiftRow, 'account'>,
  setupId: string,
): Promise<void> {
  try {
    await stripe.setupIntents.cancel(setupId, {}, onAccount(account));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

/** Tries to charge what is outstanding; after the last try the gift is paused. */
export async function tryAgain(
  stripe: Stripe,
  row: StripeGiftRow,
  course: Course,
  now: Date,
): Promise<Course> {
  const { invoice_id: invoice } = row;
  if (invoice === null) throw new Error(`Nothing is outstanding of ${row.id}`);
  const failure = await pay(stripe, row, invoice, course.failedTries);
  const tried = retryCourse(course, now, failure);
  if (tried.state === 'paused') await pauseAfterFailures(stripe, row);
  return tried;
}

/** Asks for an invoice, once for each try; null when it is paid. */
async function pay(
  stripe: Stripe,
  row: StripeGiftRow,
  invoice: string,
  tries: number,
): Promise<CardFailure | null> {
  const account = onAccount(row.account);
  try {
    await makeOnce(`kindcart-${row.id}-${invoice}-${tries}`, (idempotencyKey) =>
      stripe.invoices.pay(invoice, { off_session: true }, { idempotencyKey, ...account }),
    );
    return null;
  } catch (error) {
    const isRefused =
      error instanceof Stripe.errors.StripeCardError ||
      error instanceof Stripe.errors.StripeInvalidRequestError;
    if (!isRefused) throw error;
    const { status } = await stripe.invoices.retrieve(invoice, {}, account);
    return status === 'paid' ? null : refusedBecause(error);
  }
}

/** Nobody asks for this invoice any more; one that is paid stays so. */
export async function giveUp(
  stripe: Stripe,
  { account: connected }: Pick<StripeGiftRow, 'account'>,
  latest: string | Stripe.Invoice | null,
): Promise<void> {
  const id = typeof latest === 'string' ? latest : latest?.id;
  if (id === undefined) return;
  const account = onAccount(connected);
  const { status } = await stripe.invoices.retrieve(id, {}, account);
  if (status === 'draft') await stripe.invoices.update(id, { auto_advance: false }, account);
  if (status !== 'open' && status !== 'uncollectible') return;
  try {
    await stripe.invoices.voidInvoice(id, {}, account);
  } catch (error) {
    const now = await stripe.invoices.retrieve(id, {}, account);
    if (now.status === 'open') throw error;
  }
}

/** From now on the platform alone tries this invoice again, on its own days. */
export async function stopRetries(
  stripe: Stripe,
  { account }: Pick<StripeGiftRow, 'account'>,
  invoiceId: string,
): Promise<void> {
  await stripe.invoices.update(invoiceId, { auto_advance: false }, onAccount(account));
}

/** The amounts that an invoice charges, by their number. */
export async function revisionOf(
  stripe: Stripe,
  { account, id }: { readonly account: string | null; readonly id: Id<'recurringGift'> },
  invoice: Stripe.Invoice,
): Promise<number> {
  const [line] = invoice.lines.data;
  const price = line?.pricing?.price_details?.price;
  if (price === undefined) throw new Error(`Invoice ${invoice.id} of ${id} has no price`);
  const priceId = typeof price === 'string' ? price : price.id;
  const { metadata } = await stripe.prices.retrieve(priceId, {}, onAccount(account));
  const revision = Number(metadata[giftKeys.revision]);
  if (metadata[giftKeys.gift] === id && Number.isSafeInteger(revision)) return revision;
  throw new Error(`Price ${priceId} of ${id} was not made by Kindcart: its amounts are unknown`);
}
