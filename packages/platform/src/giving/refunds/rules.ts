/** Whether money can be given back, and how much of it. */
import type { CreateRefund, Money, ProblemCode } from '@kindcart/contract';
import { chargeOf } from '../bookings/rules.ts';
import { type DonationFacts, isPaid } from '../donations/rules.ts';

/** The amount that goes back, or why none does. */
export type RefundDecision =
  | { readonly ok: true; readonly amount: Money }
  | {
      readonly ok: false;
      readonly code: ProblemCode;
      readonly field: string;
      readonly message: string;
    };

/**
 * Refunds asked for and not failed count against the charge, and so does what a bank has taken back, so
 * that all together never exceed it.
 */
export function decideRefund(donation: DonationFacts, request: CreateRefund): RefundDecision {
  const { currency, provider } = donation;
  if (provider === 'shop') {
    const message = 'came with an order of a shop; give it back with the order in the shop';
    return { ok: false, code: 'donation_not_refundable', field: 'donationId', message };
  }
  const charge = chargeOf(donation);
  const asked = Math.max(donation.refundAskedAmount, donation.refundedAmount);
  const left = Math.max(0, charge - asked - donation.disputedAmount);
  if (!isPaid(donation.state) || left === 0) {
    const message = `is ${donation.state}, with ${left} left to give back`;
    return { ok: false, code: 'donation_not_refundable', field: 'donationId', message };
  }
  const amount = request.amount ?? { amount: left, currency };
  if (amount.currency !== currency) {
    const message = `is not ${currency}, the donation's currency`;
    return { ok: false, code: 'currency_mismatch', field: 'amount.currency', message };
  }
  if (amount.amount > left) {
    const message = `is above ${left}, which is left of the charge in minor units`;
    return { ok: false, code: 'refund_too_large', field: 'amount.amount', message };
  }
  return { ok: true, amount };
}
