/** Reads events of Stripe: https://docs.stripe.com/api/events/types */
import { isCurrency } from '@kindcart/contract/money';
import { fromStripeAmount, oursOf, toStripeAmount } from '../../../payments/stripe/rules.ts';
import { giftOf } from '../../../payments/stripe/subscription-rules.ts';
import { choiceOf, namesOf } from '../names.ts';
import type { Reading, SourceSettings } from '../port.ts';
import { checkLines } from '../standings.ts';
import { Told } from '../told.ts';
import type { StripeFacts, ToldDispute, ToldSession } from './facts.ts';

/** The events that are read, and asked for when they do not come; Stripe takes twenty at most. */
export const eventTypes = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
] as const;

type EventType = (typeof eventTypes)[number];

function isRead(type: string): type is EventType {
  return eventTypes.some((each) => each === type);
}

export function readEvent(body: unknown, { livemode }: Pick<SourceSettings, 'livemode'>): Reading {
  const event = new Told(body);
  const type = event.at('type').text;
  const { value: mode } = event.at('livemode');
  if (typeof mode !== 'boolean') event.at('livemode').refuse('is neither true nor false');
  if (mode !== livemode) {
    const [said, own] = livemode ? ['test', 'live'] : ['live', 'test'];
    const because = `An event of ${said} mode came to a source of ${own} mode: the webhook at Stripe is set up in the other mode.`;
    return { what: 'refused', because };
  }
  if (!isRead(type)) return ignored('Nothing is read of events of this type.');
  const object = event.at('data').at('object');
  const at = timeOf(event.at('created'));
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
      return readSession(object, at, type);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return readRefund(object, at);
    case 'charge.refunded':
      return readCharge(object, at);
    default:
      return readDispute(object, at, type);
  }
}

const ignored = (because: string): Reading => ({ what: 'ignored', because });

/** What belongs to one payment belongs to one order. */
function told(object: Told, facts: StripeFacts): Reading {
  const intent = object.at('payment_intent');
  // The payment may be told whole or by its id.
  const intentId = intent.at('id').textOrNull ?? intent.textOrNull;
  if (intentId === null && facts.what !== 'session') {
    return ignored('It is about a payment that was not made with Checkout.');
  }
  return { what: 'told', orderKey: intentId ?? facts.id, facts };
}

function readSession(session: Told, at: string, type: EventType): Reading {
  const metadata = session.at('metadata');
  const ours = { metadata: metadata.value };
  if (oursOf(ours) !== undefined || giftOf(ours) !== undefined) {
    return ignored('It is a gift to one of our own projects, and no order.');
  }
  if ((session.at('mode').textOrNull ?? 'payment') !== 'payment') {
    return ignored('Subscriptions are paid by invoices, which are not read.');
  }
  const currency = currencyOf(session);
  const roundUp = roundUpOf(session, currency);
  const lines = linesOf(session, currency, roundUp?.amount ?? 0);
  checkLines(lines);
  const facts: ToldSession = {
    what: 'session',
    id: session.at('id').id,
    at,
    currency,
    payment: paymentOf(session, type),
    choice: choiceOf(metadata.at('kindcart_cause').value),
    lines,
    whole: amountOf(session.at('amount_total'), currency),
    ...(roundUp && { roundUp }),
  };
  return told(session, facts);
}

/**
 * What the shopper added, of which a session says nothing by itself: the shop's server writes project and
 * amount, as Stripe counts it, into the metadata.
 */
function roundUpOf(session: Told, currency: string): ToldSession['roundUp'] | null {
  const metadata = session.at('metadata');
  const projectId = choiceOf(metadata.at('kindcart_round_up').value);
  if (projectId === null) return null;
  const told = metadata.at('kindcart_round_up_amount');
  const text = told.text;
  const count = /^\d{1,12}$/.test(text)
    ? Number(text)
    : told.refuse('is no amount as Stripe counts');
  const amount = countedAs(told, count, currency);
  const goods = goodsOf(session, currency);
  if (amount > goods) told.refuse('is more than was paid for goods');
  return { projectId, amount };
}

function goodsOf(session: Told, currency: string): number {
  const whole = amountOf(session.at('amount_total'), currency);
  const [tax, shipping] = taxAndShippingOf(session, currency);
  return whole - tax - shipping;
}

function paymentOf(session: Told, type: EventType): ToldSession['payment'] {
  if (type === 'checkout.session.async_payment_failed') return 'failed';
  const status = session.at('payment_status').text;
  return status === 'paid' || status === 'no_payment_required' ? 'paid' : 'waits';
}

type Line = ToldSession['lines'][number];

/** An event says what the whole came to and not for which products, so the goods are one line. */
function linesOf(session: Told, currency: string, added: number): Line[] {
  const goodsAmount = goodsOf(session, currency) - added;
  const [tax, shipping] = taxAndShippingOf(session, currency);
  const metadata = session.at('metadata');
  const other = (id: string, amount: number): Line => ({
    id,
    productId: null,
    variantId: null,
    sku: null,
    collections: [],
    tags: [],
    quantity: 1,
    amount,
    kind: 'other',
  });
  const goods: Line = {
    ...other('goods', goodsAmount),
    collections: namesOf(metadata.at('kindcart_collections').value),
    tags: namesOf(metadata.at('kindcart_tags').value),
    kind: 'goods',
  };
  const others = [other('tax', tax), other('shipping', shipping), other('round_up', added)];
  return [goods, ...others.filter(({ amount }) => amount !== 0)];
}

/**
 * The tax on the goods, and the shipping with its own tax. Taken from the total they leave what the
 * goods came to after discounts, whether prices were with tax or without.
 */
function taxAndShippingOf(session: Told, currency: string): [tax: number, shipping: number] {
  const details = session.at('total_details');
  const tax = amountOrNone(details.at('amount_tax'), currency);
  const cost = session.at('shipping_cost');
  if (cost.isAbsent) return [tax, amountOrNone(details.at('amount_shipping'), currency)];
  const taxOfShipping = amountOrNone(cost.at('amount_tax'), currency);
  return [tax - taxOfShipping, amountOf(cost.at('amount_total'), currency)];
}

function readRefund(refund: Told, at: string): Reading {
  const status = refund.at('status').text;
  return told(refund, {
    what: 'refund',
    id: refund.at('id').id,
    at,
    amount: amountOf(refund.at('amount'), currencyOf(refund)),
    since: timeOf(refund.at('created')),
    stands: status !== 'failed' && status !== 'canceled',
  });
}

function readCharge(charge: Told, at: string): Reading {
  const refunded = amountOf(charge.at('amount_refunded'), currencyOf(charge));
  return told(charge, { what: 'charge', id: charge.at('id').id, at, refunded });
}

function readDispute(dispute: Told, at: string, type: EventType): Reading {
  const facts: ToldDispute = {
    what: 'dispute',
    id: dispute.at('id').id,
    at,
    since: timeOf(dispute.at('created')),
    withdrawn: isWithdrawn(dispute.at('status').text, type),
  };
  return told(dispute, facts);
}

/** https://docs.stripe.com/disputes/how-disputes-work */
function isWithdrawn(status: string, type: EventType): boolean {
  if (type === 'charge.dispute.funds_withdrawn') return true;
  if (type === 'charge.dispute.funds_reinstated') return false;
  // As long as the bank only asks, it has moved nothing; what was prevented is told as a refund.
  return status !== 'won' && status !== 'prevented' && !status.startsWith('warning_');
}

function currencyOf(object: Told): string {
  const told = object.at('currency');
  const currency = told.text.toUpperCase();
  if (!isCurrency(currency)) told.refuse('is no currency of ISO 4217');
  // A hundredth or a hundredfold of what was paid would be worse than nothing.
  const isClear = toStripeAmount({ amount: 0, currency }) !== null;
  if (!isClear) told.refuse(`is ${currency}, whose amounts at Stripe are unclear`);
  return currency;
}

/** An amount as Stripe counts it, in minor units. */
function amountOf(told: Told, currency: string): number {
  return countedAs(told, told.count, currency);
}

function countedAs(told: Told, count: number, currency: string): number {
  try {
    return fromStripeAmount(count, currency).amount;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return told.refuse(`is no amount in ${currency}`);
  }
}

const amountOrNone = (told: Told, currency: string) =>
  told.isAbsent ? 0 : amountOf(told, currency);

/** Stripe counts in seconds. */
function timeOf(told: Told): string {
  const seconds = told.count;
  const isTime = seconds >= 946_684_800 && seconds < 32_503_680_000;
  return isTime ? new Date(seconds * 1_000).toISOString() : told.refuse('is no time in seconds');
}
