/** What receipts have to say of a gift, whatever came before. Pure. */
import type { DonationState, VoidReason } from '@kindcart/contract';

/** A gift as far as its receipt depends on it; minor units. */
export interface ReceiptFacts {
  readonly state: DonationState;
  /** What was paid, fee cover included. */
  readonly charge: number;
  readonly refunded: number;
  /** What the donor's bank has taken back. */
  readonly disputed: number;
  /** The receipt that counts; null where none does. */
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

/** Brings receipts in line with the gift; the same step twice is none. */
export function nextReceipt(facts: ReceiptFacts): ReceiptStep {
  const { state, charge, refunded, disputed, counts } = facts;
  const left = paidStates.includes(state) ? Math.max(0, charge - refunded - disputed) : 0;
  if (left === (counts?.amount ?? 0)) return { voidFor: null, issueOf: null };
  const voidFor =
    counts === null ? null : reasonOf(counts.amount, left, counts.disputed !== disputed);
  return { voidFor, issueOf: left === 0 ? null : left };
}

function reasonOf(receipted: number, left: number, isOfBank: boolean): VoidReason {
  if (left === 0) return isOfBank ? 'disputed' : 'refunded';
  if (left < receipted) return isOfBank ? 'partly_disputed' : 'partly_refunded';
  return isOfBank ? 'dispute_returned' : 'refund_failed';
}

/** The number as it is printed. Test receipts can never be taken for real ones. */
export function receiptNumber(number: number, livemode: boolean): string {
  return `${livemode ? 'R' : 'TEST'}-${String(number).padStart(6, '0')}`;
}
