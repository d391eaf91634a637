/** Events of Stripe about one payment, made from Stripe's own published fixtures. */
import { type Facts, World } from '../../../../payments/stripe/testing/world.ts';

const world = new World();
const intent = 'pi_3MtwBwLkdIwHu7ix28a3tqPa';

/** Seconds of one minute, as Stripe counts them. */
export const secondsAt = (at: number) => Date.UTC(2026, 10, 20, 9, 30, at) / 1_000;
export const timeAt = (at: number) => new Date(secondsAt(at) * 1_000).toISOString();

export function stripeEvent(type: string, at: number, object: Facts, change: Facts = {}): Facts {
  const created = secondsAt(at);
  return world.create('event', { type, created, livemode: false, data: { object }, ...change });
}

/** $36.00 of goods after $4.00 of discount, $5.00 of shipping and $3.28 of tax: $44.28 in all. */
export const stripeSession = (change: Facts = {}): Facts =>
  world.create('checkout_session', {
    id: 'cs_test_a1',
    payment_intent: intent,
    payment_status: 'paid',
    status: 'complete',
    currency: 'usd',
    amount_subtotal: 4_000,
    amount_total: 4_428,
    total_details: { amount_discount: 400, amount_shipping: 500, amount_tax: 328 },
    shipping_cost: null,
    client_reference_id: 'customer 26',
    ...change,
  });

export const stripeRefund = (id: string, amount: number, change: Facts = {}): Facts =>
  world.create('refund', {
    id,
    amount,
    payment_intent: intent,
    status: 'succeeded',
    created: secondsAt(5),
    ...change,
  });

export const stripeCharge = (refunded: number, change: Facts = {}): Facts =>
  world.create('charge', {
    id: 'ch_1',
    payment_intent: intent,
    amount: 4_428,
    amount_refunded: refunded,
    ...change,
  });

export const stripeDispute = (status: string, change: Facts = {}): Facts =>
  world.create('dispute', {
    id: 'dp_1',
    payment_intent: intent,
    status,
    created: secondsAt(20),
    ...change,
  });
