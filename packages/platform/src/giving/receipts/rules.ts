/** What receipts have to say of a gift, whatever came before. Pure. */
import type { DonationState, VoidReason } from '@kindcart/contract';
import { goneOf } from '../bookings/rules.ts';

/** A gift as far as its receipt depends on it; minor units. */
export interface GiftFacts {
  readonly state: DonationState;
  /** What was paid, fee cover included. */
  readonly charge: number;
  readonly refunded: number;
  /** What the donor's bank has taken back. */
  readonly disputed: number;
}

/** A gift, and the receipt of it that counts. */
export interface ReceiptFacts extends GiftFacts {
  /** Null where none does. */
  readonly counts: { readonly amount: number; readonly disputed: number } | null;
}

/** What has to be done so that the receipts say what the books say. */
export interface ReceiptStep {
  /** The receipt that counts counts no more. */
  readonly voidFor: VoidReason | null;
  /** What another receipt has to be about. */
  readonly issueOf: number | null;
}

const paidStates: readonly DonationState[] = ['succeeded', 'partially_refunded', 'refunded'];

/** What is left of a charge, in minor units: nothing of one that was not paid. */
export function leftOf({ state, charge, refunded, disputed }: GiftFacts): number {
  return paidStates.includes(state) ? charge - goneOf(charge, { refunded, disputed }) : 0;
}

/** Brings receipts in line with the gift; the same step twice is none. */
export function nextReceipt(facts: ReceiptFacts): ReceiptStep {
  const { disputed, counts } = facts;
  const left = leftOf(facts);
  if (left === (counts?.amount ?? 0)) return { voidFor: null, issueOf: null };
  const voidFor =
    counts === null ? null : reasonOf(left - counts.amount, left, disputed - counts.disputed);
  return { voidFor, issueOf: left === 0 ? null : left };
}

/** Why a receipt is not right any more: the bank is named where it moved the same way as the amount. */
function reasonOf(more: number, left: number, moreDisputed: number): VoidReason {
  if (more > 0) return moreDisputed < 0 ? 'dispute_returned' : 'refund_failed';
  if (left > 0) return moreDisputed > 0 ? 'partly_disputed' : 'partly_refunded';
  return moreDisputed > 0 ? 'disputed' : 'refunded';
}

/** The number as it is printed. Test receipts can never be taken for real ones. */
export function receiptNumber(number: number, livemode: boolean): string {
  return `${livemode ? 'R' : 'TEST'}-${String(number).padStart(6, '0')}`;
}
