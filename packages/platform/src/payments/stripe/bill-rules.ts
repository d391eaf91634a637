/** What Stripe says of a merchant's invoice, in the words of the house. Pure. */
import type { Id, PaymentSnapshot } from '@kindcart/contract';
import { fromStripeAmount, oursOf } from './rules.ts';

/** Names under which Stripe keeps what is ours on customers and invoice items. */
export const billKeys = { merchant: 'kindcart_merchant', place: 'kindcart_place' } as const;

/** The part of an invoice that counts. */
export interface BillFacts {
  readonly status: string | null;
  readonly total: number;
  readonly currency: string;
}

/** Whether an event is about an invoice that we made for a merchant; those of gifts carry no such mark. */
export function isOfBill(object: {
  readonly object?: unknown;
  readonly metadata?: unknown;
}): boolean {
  return object.object === 'invoice' && oursOf(object) !== undefined;
}

/**
 * The payment of an invoice. A card that was declined leaves it open: the page takes another. One that was
 * given up as uncollectible can still be paid, and one that was voided never.
 */
export function billSnapshot(
  payment: { readonly reference: Id<'payment'>; readonly version: number },
  { status, total, currency }: BillFacts,
): PaymentSnapshot {
  const states = { paid: 'succeeded', void: 'expired' } as const;
  const state = status === 'paid' || status === 'void' ? states[status] : 'requires_action';
  return {
    reference: payment.reference,
    version: payment.version,
    state,
    amount: fromStripeAmount(total, currency),
    failureCode: null,
    refunds: [],
  };
}
