/** What is kept of Stripe's events: how one of Stripe's objects stood at that time. */
import type { OrderStanding } from '@kindcart/contract';

/** Amounts are minor units of the order's currency. */
export type StripeFacts = ToldSession | ToldRefund | ToldCharge | ToldDispute;

interface Told {
  /** Of the object. */
  readonly id: string;
  /** When Stripe said it. */
  readonly at: string;
}

/** What was bought: a Checkout Session that was completed. */
export interface ToldSession extends Told, Pick<OrderStanding, 'currency' | 'choice' | 'lines'> {
  readonly what: 'session';
  readonly payment: 'paid' | 'waits' | 'failed';
  /** All that is paid, with tax and shipping. */
  readonly whole: number;
  /** What the shopper added, where that is told. */
  readonly roundUp?: NonNullable<OrderStanding['roundUp']>;
}

export interface ToldRefund extends Told {
  readonly what: 'refund';
  readonly amount: number;
  /** When it was made. */
  readonly since: string;
  /** False once it has failed or was cancelled. */
  readonly stands: boolean;
}

/** All that was given back of a charge by then. */
export interface ToldCharge extends Told {
  readonly what: 'charge';
  readonly refunded: number;
}

export interface ToldDispute extends Told {
  readonly what: 'dispute';
  /** When the shopper's bank began it. */
  readonly since: string;
  /** Whether the bank has the money: not while it only asks, and not once the shop has won. */
  readonly withdrawn: boolean;
}

/** Facts come back from where `read` put them, and nobody else writes there. */
export function isStripeFacts(facts: unknown): facts is StripeFacts {
  return typeof facts === 'object' && facts !== null && 'what' in facts && 'at' in facts;
}
