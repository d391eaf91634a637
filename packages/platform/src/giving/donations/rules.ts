/**
 * From a wish to give to money in the books. Pure: time and ids come in, decisions go out, and
 * nothing is written here.
 */
import type {
  CardFailure,
  CreateDonation,
  DisputeState,
  DonationState,
  Id,
  PaymentSnapshot,
  RefundState,
} from '@kindcart/contract';
import { type FeeSchedule, grossUp, type Money, subtract } from '@kindcart/contract/money';
import type { Transfer } from '../../ledger/rules.ts';
import {
  type BookedFacts,
  bookings,
  chargeOf,
  goneOf,
  keptGift,
  type WentBack,
} from '../bookings/rules.ts';

/** What the donor pays beyond the gift so that the fee takes nothing of it; zero when not asked. */
export function feeCoverFor(
  request: Pick<CreateDonation, 'gift' | 'coverFee'>,
  schedule: FeeSchedule,
): Money {
  if (!request.coverFee) return { amount: 0, currency: request.gift.currency };
  return subtract(grossUp(request.gift, schedule), request.gift);
}

/** A donation as the rules see it. */
export interface DonationFacts extends BookedFacts {
  readonly version: number;
  readonly state: DonationState;
  readonly refundedAmount: number;
  readonly refundAskedAmount: number;
  readonly disputedAmount: number;
  readonly paymentVersion: number;
}

/** A refund as the rules see it. */
export interface RefundFacts {
  readonly id: Id<'refund'>;
  readonly amount: number;
  readonly state: RefundState;
}

/** A dispute as the provider tells of it. */
export interface DisputeFacts {
  readonly id: Id<'dispute'>;
  readonly state: DisputeState;
  /** Minor units of the donation's currency, as is the next. */
  readonly amount: number;
  /** What the bank has taken by now. */
  readonly withdrawnAmount: number;
  readonly fee: Money | null;
  readonly reason: string;
  readonly evidenceDueAt: Date | null;
  readonly dashboardUrl: string | null;
  readonly createdAt: Date;
}

/** What is known of a payment's disputes and what the provider says of them now. */
export interface DisputeWords {
  /** What was booked as the provider's price for them. */
  readonly feesBefore: readonly Money[];
  readonly now: readonly DisputeFacts[];
}

/** What a provider's word on a payment changes: the donation's next values and what is booked. */
export interface Settlement {
  readonly state: DonationState;
  readonly failureCode: CardFailure | null;
  readonly refundedAmount: number;
  readonly refundAskedAmount: number;
  readonly disputedAmount: number;
  readonly paymentVersion: number;
  /** Refunds that we asked for and that stand otherwise now. */
  readonly refunds: readonly RefundFacts[];
  /** Refunds that were made at the provider itself. */
  readonly adopted: readonly RefundFacts[];
  readonly disputes: readonly DisputeFacts[];
  readonly transfers: readonly Transfer[];
  /** Change of the project's total, in minor units. */
  readonly raisedDelta: number;
  /** Change of the project's count of gifts. */
  readonly donationsDelta: -1 | 0 | 1;
}

/** Why a provider's word changes nothing. */
export type Unsettled = 'older' | 'amount_mismatch' | 'refunds_exceed_charge';

const paidStates: readonly DonationState[] = ['succeeded', 'partially_refunded', 'refunded'];

/** Whether the donation has money in the books. */
export function isPaid(state: DonationState): boolean {
  return paidStates.includes(state);
}

/**
 * Applies a payment's whole state, not a change of it, so that repeats and any order of arrival end
 * the same: what is booked is the difference between what the books say and what they should say.
 */
export function settle(
  donation: DonationFacts,
  known: readonly RefundFacts[],
  payment: PaymentSnapshot,
  newTransferId: () => Id<'transfer'>,
  disputes?: DisputeWords,
): Settlement | Unsettled {
  if (payment.version <= donation.paymentVersion) return 'older';
  const charge = chargeOf(donation);
  if (payment.amount.amount !== charge || payment.amount.currency !== donation.currency) {
    return 'amount_mismatch';
  }
  const refunds = mergeRefunds(known, payment);
  const refundedAmount = total(payment.refunds.filter((refund) => refund.state === 'succeeded'));
  const adopted = adoptedRefunds(known, payment);
  const failed = refunds.filter(
    (refund) => refund.state === 'failed' && wasNotFailed(known, refund),
  );
  const askedAbroad = adopted.filter(({ state }) => state !== 'failed');
  const refundAskedAmount = donation.refundAskedAmount + sumOf(askedAbroad) - sumOf(failed);
  if (Math.max(refundedAmount, refundAskedAmount) > charge) return 'refunds_exceed_charge';
  const paidNow = payment.state === 'succeeded' || isPaid(donation.state);
  const state = paidNow
    ? paidState(refundedAmount, charge)
    : unpaidState(donation.state, payment.state);
  const before = {
    paid: isPaid(donation.state),
    refunded: isPaid(donation.state) ? donation.refundedAmount : 0,
    disputed: donation.disputedAmount,
    fees: disputes?.feesBefore ?? [],
  };
  const after = {
    paid: paidNow,
    refunded: refundedAmount,
    disputed: disputes === undefined || !paidNow ? before.disputed : withdrawn(disputes.now),
    fees: disputes === undefined ? [] : feesOf(disputes.now),
  };
  const cause = `${donation.id}:${payment.version}`;
  return {
    state,
    failureCode: state === 'failed' ? payment.failureCode : null,
    refundedAmount,
    refundAskedAmount,
    disputedAmount: after.disputed,
    paymentVersion: payment.version,
    refunds: refunds.filter((refund) => hasChanged(known, refund)),
    adopted,
    disputes: disputes?.now ?? [],
    transfers: bookings(donation, before, after, cause, newTransferId),
    raisedDelta: given(donation, after) - given(donation, before),
    donationsDelta: countDelta(counts(donation, before), counts(donation, after)),
  };
}

/** What the project has of the gift. */
function given(donation: DonationFacts, books: PaidBack): number {
  return books.paid ? keptGift(donation, books) : 0;
}

/** Whether it counts as a gift of the project: something of it is left. */
function counts(donation: DonationFacts, books: PaidBack): boolean {
  const charge = chargeOf(donation);
  return books.paid && goneOf(charge, books) < charge;
}

interface PaidBack extends WentBack {
  readonly paid: boolean;
}

function withdrawn(disputes: readonly DisputeFacts[]): number {
  return disputes.reduce((sum, { withdrawnAmount }) => sum + withdrawnAmount, 0);
}

/** The provider's price of each dispute that has one. */
function feesOf(disputes: readonly Pick<DisputeFacts, 'fee'>[]): Money[] {
  return disputes.flatMap(({ fee }) => (fee === null ? [] : [fee]));
}

/** Refunds that nobody asked us for, such as one made in the provider's own dashboard. */
function adoptedRefunds(known: readonly RefundFacts[], payment: PaymentSnapshot): RefundFacts[] {
  const ours = new Set(known.map(({ id }) => id));
  return payment.refunds
    .filter(({ id }) => !ours.has(id))
    .map(({ id, amount, state }) => ({ id, amount: amount.amount, state }));
}

/** Our refunds with the provider's word on each. */
function mergeRefunds(known: readonly RefundFacts[], payment: PaymentSnapshot): RefundFacts[] {
  const said = new Map(payment.refunds.map((refund) => [refund.id, refund.state]));
  return known.map((refund) => ({ ...refund, state: said.get(refund.id) ?? refund.state }));
}

function wasNotFailed(known: readonly RefundFacts[], refund: RefundFacts): boolean {
  return known.some((before) => before.id === refund.id && before.state !== 'failed');
}

function hasChanged(known: readonly RefundFacts[], refund: RefundFacts): boolean {
  return known.some((before) => before.id === refund.id && before.state !== refund.state);
}

function total(refunds: PaymentSnapshot['refunds']): number {
  return refunds.reduce((amount, refund) => amount + refund.amount.amount, 0);
}

function sumOf(refunds: readonly RefundFacts[]): number {
  return refunds.reduce((amount, refund) => amount + refund.amount, 0);
}

function paidState(refundedAmount: number, charge: number): DonationState {
  if (refundedAmount === 0) return 'succeeded';
  return refundedAmount === charge ? 'refunded' : 'partially_refunded';
}

function unpaidState(before: DonationState, state: PaymentSnapshot['state']): DonationState {
  switch (state) {
    case 'requires_action':
      // The bank asks in vain once the time to pay is over, so there is nothing to wait for again.
      return before === 'expired' ? 'expired' : 'pending';
    case 'processing':
    case 'failed':
    case 'expired':
      return state;
    case 'succeeded':
      return 'succeeded';
  }
}

function countDelta(before: boolean, after: boolean): -1 | 0 | 1 {
  if (before === after) return 0;
  return after ? 1 : -1;
}
