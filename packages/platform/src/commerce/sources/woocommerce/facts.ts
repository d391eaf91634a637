/** What is kept of WooCommerce's bodies: how an order stood, or that it was deleted. */
import type { OrderStanding } from '@kindcart/contract';

/** An order as it stood at some time, before what was given back is taken out of its lines. */
export interface ToldState
  extends Pick<
    OrderStanding,
    'currency' | 'paidAt' | 'completedAt' | 'cancelledAt' | 'choice' | 'lines'
  > {
  readonly what: 'state';
  readonly id: string;
  /** When the shop changed it last. */
  readonly at: string;
  /** All that was paid, with tax, shipping and fees; minor units. */
  readonly whole: number;
  /** All that was given back so far; minor units. */
  readonly refunded: number;
  /** What the shopper added, where that is told. */
  readonly roundUp?: NonNullable<OrderStanding['roundUp']>;
}

/** The order was put in the trash, or deleted for good. */
export interface ToldDeletion {
  readonly what: 'deletion';
  readonly id: string;
  /** As the shop says, or else when its body first came in, since it tells no time of its own. */
  readonly at: string;
}

export type WooFacts = ToldState | ToldDeletion;

/** Facts come back from where `read` put them, and nobody else writes there. */
export function isWooFacts(facts: unknown): facts is WooFacts {
  return typeof facts === 'object' && facts !== null && 'what' in facts && 'at' in facts;
}
