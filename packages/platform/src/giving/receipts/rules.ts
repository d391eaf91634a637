/** What receipts have to say of a gift, whatever came before. Pure. */
import type { DonationState, VoidReason } from '@kindcart/contract';

/** A gift as far as its receipt depends on it; minor units. */
export interface ReceiptFacts {
  readonly state: DonationState;
  /** What was paid, fee cover included. */
  readonly charge: number;
  readonly refunded: number;
  /** What the receipt that counts is about; null where none does. */
  readonly receipted: number | null;
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
export function nextReceipt({ state, charge, refunded, receipted }: ReceiptFacts): ReceiptStep {
  const left = paidStates.includes(state) ? charge - refunded : 0;
  if (left === (receipted ?? 0)) return { voidFor: null, issueOf: null };
  return { voidFor: reasonOf(receipted, left), issueOf: left === 0 ? null : left };
}

function reasonOf(receipted: number | null, left: number): VoidReason | null {
  if (receipted === null) return null;
  if (left === 0) return 'refunded';
  return left < receipted ? 'partly_refunded' : 'refund_failed';
}

/** The number as it is printed. Test receipts can never be taken for real ones. */
export function receiptNumber(number: number, livemode: boolean): string {
  return `${livemode ? 'R' : 'TEST'}-${String(number).padStart(6, '0')}`;
}
