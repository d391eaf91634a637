/** Shops that sell with Stripe Checkout: https://docs.stripe.com/webhooks */
import { signatureFault } from '../../../payments/stripe/signatures.ts';
import type { ShopSource } from '../port.ts';
import { pollEvents } from './polling.ts';
import { readEvent } from './reading.ts';
import { orderOf } from './standing.ts';

export const stripe: ShopSource = {
  kind: 'stripe',
  checkSignature: ({ body, header }, secrets, nowMs) =>
    signatureFault(secrets, header('stripe-signature'), body, nowMs),
  isPing: () => false,
  read: readEvent,
  orderOf: (facts, { livemode }) => orderOf(facts, livemode),
  poll: pollEvents,
};
