/** Reads events of Stripe: https://docs.stripe.com/api/events/types */
import { isCurrency } from '@kindcart/contract/money';
import { fromStripeAmount, oursOf, toStripeAmount } from '../../../payments/stripe/rules.ts';
import { giftOf } from '../../../payments/stripe/subscription-rules.ts';
import {
  choiceOf,
  type Fields,
  fail,
  fieldsAt,
  fieldsOf,
  namesOf,
  textAt,
  wholeAt,
} from '../fields.ts';
import type { Reading, SourceSettings } from '../port.ts';
import { checkLines } from '../standings.ts';
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
  const event = fieldsOf(body, '');
  const type = textAt(event, 'type');
  if (typeof event.of.livemode !== 'boolean') fail(event, 'livemode', 'is neither true nor false');
  if (event.of.livemode !== livemode) {
    const [said, own] = livemode ? ['test', 'live'] : ['live', 'test'];
    const because = `An event of ${said} mode came to a source of ${own} mode: the webhook at Stripe is set up in the other mode.`;
    return { what: 'refused', because };
  }
  if (!isRead(type)) return ignored(`Nothing is read of ${type}.`);
  const object = fieldsAt(fieldsAt(event, 'data'), 'object');
  const at = timeAt(event, 'created');
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
function told(object: Fields, facts: StripeFacts): Reading {
  const intent = intentOf(object);
  if (intent === null && facts.what !== 'session') {
    return ignored('It is about a payment that was not made with Checkout.');
  }
  return { what: 'told', orderKey: intent ?? facts.id, facts };
}

/** The payment may be told whole or by its id. */
function intentOf({ of: { payment_intent: intent } }: Fields): string | null {
  if (typeof intent === 'string') return intent;
  return typeof intent === 'object' && intent !== null
    ? textAt(fieldsOf(intent, 'payment_intent'), 'id')
    : null;
}

function readSession(session: Fields, at: string, type: EventType): Reading {
  const { mode } = session.of;
  if (oursOf(session.of) !== undefined || giftOf(session.of) !== undefined) {
    return ignored('It is a gift to one of our own projects, and no order.');
  }
  if (mode !== undefined && mode !== 'payment') {
    return ignored(
      `A session of the mode ${String(mode)} is paid by invoices, which are not read.`,
    );
  }
  const currency = currencyAt(session);
  const lines = linesOf(session, currency);
  checkLines(lines);
  const metadata = metadataOf(session);
  const facts: ToldSession = {
    what: 'session',
    id: textAt(session, 'id'),
    at,
    currency,
    payment: paymentOf(session, type),
    choice: choiceOf(metadata.kindcart_cause),
    lines,
    whole: amountAt(session, 'amount_total', currency),
  };
  return told(session, facts);
}

function paymentOf(session: Fields, type: EventType): ToldSession['payment'] {
  if (type === 'checkout.session.async_payment_failed') return 'failed';
  const status = textAt(session, 'payment_status');
  return status === 'paid' || status === 'no_payment_required' ? 'paid' : 'waits';
}

/** What was set on the session when it was made. */
function metadataOf({ of: { metadata } }: Fields): Fields['of'] {
  return typeof metadata === 'object' && metadata !== null ? fieldsOf(metadata, 'metadata').of : {};
}

type Line = ToldSession['lines'][number];

/** An event says what the whole came to and not for which products, so the goods are one line. */
function linesOf(session: Fields, currency: string): Line[] {
  const whole = amountAt(session, 'amount_total', currency);
  const [tax, shipping] = taxAndShippingOf(session, currency);
  const metadata = metadataOf(session);
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
    ...other('goods', whole - tax - shipping),
    collections: namesOf(metadata.kindcart_collections),
    tags: namesOf(metadata.kindcart_tags),
    kind: 'goods',
  };
  const others = [other('tax', tax), other('shipping', shipping)];
  return [goods, ...others.filter(({ amount }) => amount !== 0)];
}

/**
 * The tax on the goods, and the shipping with its own tax. Taken from the total they leave what the
 * goods came to after discounts, whether prices were with tax or without.
 */
function taxAndShippingOf(session: Fields, currency: string): [tax: number, shipping: number] {
  if ((session.of.total_details ?? null) === null) return [0, 0];
  const details = fieldsAt(session, 'total_details');
  const tax = amountOrNone(details, 'amount_tax', currency);
  if ((session.of.shipping_cost ?? null) === null) {
    return [tax, amountOrNone(details, 'amount_shipping', currency)];
  }
  const cost = fieldsAt(session, 'shipping_cost');
  const taxOfShipping = amountOrNone(cost, 'amount_tax', currency);
  return [tax - taxOfShipping, amountAt(cost, 'amount_total', currency)];
}

function readRefund(refund: Fields, at: string): Reading {
  const status = textAt(refund, 'status');
  return told(refund, {
    what: 'refund',
    id: textAt(refund, 'id'),
    at,
    amount: amountAt(refund, 'amount', currencyAt(refund)),
    stands: status !== 'failed' && status !== 'canceled',
  });
}

function readCharge(charge: Fields, at: string): Reading {
  const refunded = amountAt(charge, 'amount_refunded', currencyAt(charge));
  return told(charge, { what: 'charge', id: textAt(charge, 'id'), at, refunded });
}

function readDispute(dispute: Fields, at: string, type: EventType): Reading {
  const facts: ToldDispute = {
    what: 'dispute',
    id: textAt(dispute, 'id'),
    at,
    since: timeAt(dispute, 'created'),
    withdrawn: isWithdrawn(textAt(dispute, 'status'), type),
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

function currencyAt(fields: Fields): string {
  const currency = textAt(fields, 'currency').toUpperCase();
  if (!isCurrency(currency)) {
    fail(fields, 'currency', `is "${currency.slice(0, 20)}", no currency`);
  }
  // A hundredth or a hundredfold of what was paid would be worse than nothing.
  const isClear = toStripeAmount({ amount: 0, currency }) !== null;
  if (!isClear) fail(fields, 'currency', `is ${currency}, whose amounts at Stripe are unclear`);
  return currency;
}

/** An amount as Stripe counts it, in minor units. */
function amountAt(fields: Fields, name: string, currency: string): number {
  const said = wholeAt(fields, name);
  try {
    return fromStripeAmount(said, currency).amount;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail(fields, name, `is ${said}, more decimals than ${currency} has`);
  }
}

const amountOrNone = (fields: Fields, name: string, currency: string) =>
  (fields.of[name] ?? null) === null ? 0 : amountAt(fields, name, currency);

/** Stripe counts in seconds. */
function timeAt(fields: Fields, name: string): string {
  const seconds = wholeAt(fields, name);
  const isTime = seconds >= 946_684_800 && seconds < 32_503_680_000;
  return isTime
    ? new Date(seconds * 1_000).toISOString()
    : fail(fields, name, `is ${seconds}, no time in seconds`);
}
