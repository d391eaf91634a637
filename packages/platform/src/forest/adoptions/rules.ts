/** How donations stand for the adoptions that they were begun for. Pure. */
import type { DonationState, PaymentStanding } from '@kindcart/contract';

/** A donation as far as its standing needs it; undefined where none came to be. */
export interface PaymentState {
  readonly state: DonationState;
  readonly chargeAmount: number;
  readonly refundedAmount: number;
  /** What banks have taken back for good. */
  readonly lostAmount: number;
}

/** What a bank has taken while it looks into a dispute does not count as gone: it may come back. */
export function standingOf(donation: PaymentState | undefined): PaymentStanding {
  if (donation === undefined) return 'failed';
  switch (donation.state) {
    case 'failed':
    case 'expired':
      return 'failed';
    case 'pending':
    case 'processing':
      return 'waiting';
    default:
      return donation.refundedAmount + donation.lostAmount >= donation.chargeAmount
        ? 'back'
        : 'paid';
  }
}
