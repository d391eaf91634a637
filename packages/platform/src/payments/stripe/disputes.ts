/** What Stripe says of a payment's disputes, in the words of the house. Pure. */
import { createHash } from 'node:crypto';
import type { DisputeState, Id } from '@kindcart/contract';
import { newId } from '@kindcart/contract/ids';
import type { Money } from '@kindcart/contract/money';
import type { DisputeFacts } from '../../giving/donations/rules.ts';
import { fromStripeAmount } from './rules.ts';

/** The part of a Dispute that counts. */
export interface StripeDispute {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly reason: string;
  /** Seconds since the Unix epoch, as is the time in the evidence's details. */
  readonly created: number;
  readonly evidence_details: { readonly due_by: number | null };
  readonly balance_transactions: readonly { readonly fee: number; readonly currency: string }[];
}

/** The payment that is disputed. */
export interface DisputedPayment {
  readonly charge: Money;
  readonly livemode: boolean;
  readonly account: string | null;
  readonly intentId: string;
}

/** https://docs.stripe.com/disputes/how-disputes-work */
export function disputeOf(dispute: StripeDispute, payment: DisputedPayment): DisputeFacts {
  const state = stateOf(dispute.status);
  // A bank may count in another currency than the donor paid in; then all of the charge is asked back.
  const isSameCurrency = dispute.currency.toUpperCase() === payment.charge.currency;
  const { amount } = isSameCurrency
    ? fromStripeAmount(dispute.amount, dispute.currency)
    : payment.charge;
  const { due_by: dueBy } = dispute.evidence_details;
  return {
    id: disputeId(dispute),
    state,
    amount,
    withdrawnAmount: takenStates.includes(state) ? amount : 0,
    fee: feeOf(dispute),
    reason: dispute.reason,
    evidenceDueAt: dueBy === null ? null : new Date(dueBy * 1_000),
    dashboardUrl: dashboardUrl(payment),
    createdAt: new Date(dispute.created * 1_000),
  };
}

/** States in which the bank has the money. */
const takenStates: readonly DisputeState[] = ['needs_response', 'under_review', 'lost'];

function stateOf(status: string): DisputeState {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'inquiry';
    case 'warning_closed':
    case 'prevented':
      return 'inquiry_closed';
    case 'under_review':
    case 'appeal_under_review':
      return 'under_review';
    case 'won':
    case 'lost':
      return status;
    default:
      // What Stripe invents later is taken for the worst, so that nothing shows as given that may be gone.
      return 'needs_response';
  }
}

/** What Stripe took less what it gave back of it, in the currency of the account. */
function feeOf({ balance_transactions: movements }: StripeDispute): Money | null {
  const [first] = movements;
  if (first === undefined) return null;
  const fee = movements.reduce((sum, movement) => sum + movement.fee, 0);
  return fromStripeAmount(Math.max(0, fee), first.currency);
}

/** Our id of it: always the same, and in the order of time. */
function disputeId({ id, created }: StripeDispute): Id<'dispute'> {
  const digest = createHash('sha256').update(id).digest();
  return newId('dispute', {
    nowMs: () => created * 1_000,
    fillRandom(bytes) {
      bytes.set(digest.subarray(0, bytes.length));
      return bytes;
    },
  });
}

function dashboardUrl({ livemode, account, intentId }: DisputedPayment): string {
  const parts = [account, livemode ? null : 'test', 'payments', intentId];
  return `https://dashboard.stripe.com/${parts.filter((part) => part !== null).join('/')}`;
}
