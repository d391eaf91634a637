/**
 * From a wish to give to money in the books. Pure: time and ids come in, decisions go out, and
 * nothing is written here.
 */
import type {
  CardFailure,
  CreateDonation,
  DonationState,
  Id,
  PaymentSnapshot,
  RefundState,
} from '@kindcart/contract';
import {
  type FeeSchedule,
  grossUp,
  type Money,
  reverseShare,
  subtract,
} from '@kindcart/contract/money';
import { accounts, type Book, type Transfer, type TransferKind } from '../../ledger/rules.ts';

/** What the donor pays beyond the gift so that the fee takes nothing of it; zero when not asked. */
export function feeCoverFor(
  request: Pick<CreateDonation, 'gift' | 'coverFee'>,
  schedule: FeeSchedule,
): Money {
  if (!request.coverFee) return { amount: 0, currency: request.gift.currency };
  return subtract(grossUp(request.gift, schedule), request.gift);
}

/** A donation as the rules see it. */
export interface DonationFacts extends Book {
  readonly id: Id<'donation'>;
  readonly version: number;
  readonly projectId: Id<'project'>;
  readonly state: DonationState;
  readonly currency: string;
  readonly giftAmount: number;
  readonly feeCoverAmount: number;
  readonly refundedAmount: number;
  readonly refundAskedAmount: number;
  readonly provider: string;
  readonly paymentVersion: number;
}

/** What a gift and its fee cover were. */
export type KeptFacts = Pick<DonationFacts, 'currency' | 'giftAmount' | 'feeCoverAmount'>;

/** A refund as the rules see it. */
export interface RefundFacts {
  readonly id: Id<'refund'>;
  readonly amount: number;
  readonly state: RefundState;
}

/** What a provider's word on a payment changes: the donation's next values and what is booked. */
export interface Settlement {
  readonly state: DonationState;
  readonly failureCode: CardFailure | null;
  readonly refundedAmount: number;
  readonly refundAskedAmount: number;
  readonly paymentVersion: number;
  /** Refunds that we asked for and that stand otherwise now. */
  readonly refunds: readonly RefundFacts[];
  /** Refunds that were made at the provider itself. */
  readonly adopted: readonly RefundFacts[];
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
): Settlement | Unsettled {
  if (payment.version <= donation.paymentVersion) return 'older';
  const charge = donation.giftAmount + donation.feeCoverAmount;
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
  const givenBefore = isPaid(donation.state) ? keptGift(donation, donation.refundedAmount) : 0;
  const givenNow = paidNow ? keptGift(donation, refundedAmount) : 0;
  return {
    state,
    failureCode: state === 'failed' ? payment.failureCode : null,
    refundedAmount,
    refundAskedAmount,
    paymentVersion: payment.version,
    refunds: refunds.filter((refund) => hasChanged(known, refund)),
    adopted,
    transfers: bookings(donation, payment.version, paidNow, refundedAmount, newTransferId),
    raisedDelta: givenNow - givenBefore,
    donationsDelta: countDelta(donation.state, state),
  };
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

function countDelta(before: DonationState, after: DonationState): -1 | 0 | 1 {
  const counted = (state: DonationState) => (isPaid(state) && state !== 'refunded' ? 1 : 0);
  const delta = counted(after) - counted(before);
  return delta > 0 ? 1 : delta < 0 ? -1 : 0;
}

/** How much of the gift goes back when `refunded` of the charge does: its share, cumulatively rounded. */
function giftRefunded(donation: KeptFacts, refunded: number): number {
  const { currency, giftAmount, feeCoverAmount } = donation;
  return reverseShare({
    whole: { amount: giftAmount + feeCoverAmount, currency },
    part: { amount: giftAmount, currency },
    refundedBefore: { amount: 0, currency },
    refundNow: { amount: refunded, currency },
  }).amount;
}

/** What is left of a gift, in minor units, when `refunded` of the charge went back. */
export function keptGift(donation: KeptFacts, refunded: number): number {
  return donation.giftAmount - giftRefunded(donation, refunded);
}

/** The transfers that bring the books from what they say of the donation to what they should say. */
function bookings(
  donation: DonationFacts,
  paymentVersion: number,
  paidNow: boolean,
  refundedNow: number,
  newTransferId: () => Id<'transfer'>,
): Transfer[] {
  if (!paidNow) return [];
  const clearing = accounts.clearing(donation.provider);
  const project = accounts.project(donation.projectId);
  const refundedBefore = isPaid(donation.state) ? donation.refundedAmount : 0;
  const giftBack = giftRefunded(donation, refundedNow) - giftRefunded(donation, refundedBefore);
  const feeBack = refundedNow - refundedBefore - giftBack;
  const again = `${donation.id}:${paymentVersion}`;
  const move = (
    kind: TransferKind,
    source: string,
    debit: string,
    credit: string,
    amount: number,
  ) => ({
    organizationId: donation.organizationId,
    livemode: donation.livemode,
    id: newTransferId(),
    kind,
    source,
    debit,
    credit,
    money: { amount, currency: donation.currency },
  });
  const paid = isPaid(donation.state)
    ? []
    : [
        move('gift', donation.id, clearing, project, donation.giftAmount),
        move('fee_cover', donation.id, clearing, accounts.feeCover, donation.feeCoverAmount),
      ];
  const refunded = [
    move('gift_refund', again, project, clearing, giftBack),
    move('fee_cover_refund', again, accounts.feeCover, clearing, feeBack),
    move('gift_refund_failed', again, clearing, project, -giftBack),
    move('fee_cover_refund_failed', again, clearing, accounts.feeCover, -feeBack),
  ];
  return [...paid, ...refunded].filter((transfer) => transfer.money.amount > 0);
}
