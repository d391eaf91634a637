/** Which transfers bring the books from what they say of a donation to what they should say. Pure. */
import type { Id } from '@kindcart/contract';
import { type Money, reverseShare } from '@kindcart/contract/money';
import { accounts, type Book, type Transfer, type TransferKind } from '../../ledger/rules.ts';

/** What a gift and its fee cover were. */
export interface KeptFacts {
  readonly currency: string;
  readonly giftAmount: number;
  readonly feeCoverAmount: number;
}

/** How much of a charge went back: to the donor by refunds, and to the donor's bank by disputes. */
export interface WentBack {
  readonly refunded: number;
  readonly disputed: number;
}

/** What the donor was charged, in minor units: the gift and its fee cover. */
export function chargeOf({ giftAmount, feeCoverAmount }: KeptFacts): number {
  return giftAmount + feeCoverAmount;
}

/** How much of the gift goes back when `gone` of the charge does: its share, cumulatively rounded. */
function giftGone(donation: KeptFacts, gone: number): number {
  if (gone === 0) return 0;
  const { currency, giftAmount } = donation;
  return reverseShare({
    whole: { amount: chargeOf(donation), currency },
    part: { amount: giftAmount, currency },
    refundedBefore: { amount: 0, currency },
    refundNow: { amount: gone, currency },
  }).amount;
}

/** How much of the charge is gone: a bank that takes more than is left takes it from elsewhere. */
export function goneOf(charge: number, { refunded, disputed }: WentBack): number {
  return Math.min(charge, refunded + disputed);
}

/** What is left of a gift, in minor units. */
export function keptGift(donation: KeptFacts, back: WentBack): number {
  return donation.giftAmount - giftGone(donation, goneOf(chargeOf(donation), back));
}

/** Where what went back came from; amounts of the donation's currency. */
interface Shares {
  readonly refundedGift: number;
  readonly refundedCover: number;
  readonly disputedGift: number;
  readonly disputedCover: number;
  /** What a bank took beyond the charge. */
  readonly lost: number;
}

function sharesOf(donation: KeptFacts, back: WentBack): Shares {
  const gone = goneOf(chargeOf(donation), back);
  const refundedGift = giftGone(donation, back.refunded);
  const disputedGift = giftGone(donation, gone) - refundedGift;
  return {
    refundedGift,
    refundedCover: back.refunded - refundedGift,
    disputedGift,
    disputedCover: gone - back.refunded - disputedGift,
    lost: back.refunded + back.disputed - gone,
  };
}

/** A donation as far as its bookings need it. */
export interface BookedFacts extends Book, KeptFacts {
  readonly id: Id<'donation'>;
  readonly projectId: Id<'project'>;
  readonly provider: string;
}

/** What the books say of a donation, or should say. */
export interface BooksOf extends WentBack {
  readonly paid: boolean;
  /** What the provider took for its disputes. */
  readonly fees: readonly Money[];
}

/** A transfer without what all of a donation have in common. */
type Move = Pick<Transfer, 'kind' | 'source' | 'debit' | 'credit' | 'money'>;

/** @param cause - what the new transfers are of, such as the donation's id and the payment's version */
export function bookings(
  donation: BookedFacts,
  before: BooksOf,
  after: BooksOf,
  cause: string,
  newTransferId: () => Id<'transfer'>,
): Transfer[] {
  if (!after.paid) return [];
  const { organizationId, livemode } = donation;
  const moves = [
    ...(before.paid ? [] : payment(donation)),
    ...goings(donation, sharesOf(donation, before), sharesOf(donation, after), cause),
    ...feeMoves(donation, before.fees, after.fees, cause),
  ];
  return moves
    .filter(({ money }) => money.amount > 0)
    .map((move) => ({ organizationId, livemode, id: newTransferId(), ...move }));
}

/** The gift and its fee cover come in. */
function payment({ id, provider, projectId, currency, ...amounts }: BookedFacts): Move[] {
  const debit = accounts.clearing(provider);
  const credit = accounts.project(projectId);
  const { giftAmount, feeCoverAmount } = amounts;
  const cover = { kind: 'fee_cover', credit: accounts.feeCover } as const;
  return [
    { kind: 'gift', source: id, debit, credit, money: { amount: giftAmount, currency } },
    { ...cover, source: id, debit, money: { amount: feeCoverAmount, currency } },
  ];
}

/** Out of an account to the provider when the amount is above zero, and back into it when it is below. */
function goOrReturn(
  { provider }: BookedFacts,
  [out, back]: readonly [TransferKind, TransferKind],
  account: string,
  money: Money,
  source: string,
): Move {
  const clearing = accounts.clearing(provider);
  return money.amount > 0
    ? { kind: out, source, debit: account, credit: clearing, money }
    : {
        kind: back,
        source,
        debit: clearing,
        credit: account,
        money: { ...money, amount: -money.amount },
      };
}

function goings(donation: BookedFacts, was: Shares, is: Shares, cause: string): Move[] {
  const project = accounts.project(donation.projectId);
  const go = (
    kinds: readonly [TransferKind, TransferKind],
    account: string,
    share: keyof Shares,
  ) => {
    const money = { amount: is[share] - was[share], currency: donation.currency };
    return goOrReturn(donation, kinds, account, money, cause);
  };
  return [
    go(['gift_refund', 'gift_refund_failed'], project, 'refundedGift'),
    go(['fee_cover_refund', 'fee_cover_refund_failed'], accounts.feeCover, 'refundedCover'),
    go(['dispute_withdrawn', 'dispute_reinstated'], project, 'disputedGift'),
    go(['dispute_cover_withdrawn', 'dispute_cover_reinstated'], accounts.feeCover, 'disputedCover'),
    go(['dispute_loss', 'dispute_loss_reinstated'], accounts.disputeLoss, 'lost'),
  ];
}

/** By how much the fees of each currency rose or fell. */
function feeMoves(
  donation: BookedFacts,
  before: readonly Money[],
  after: readonly Money[],
  cause: string,
): Move[] {
  const sumOf = (fees: readonly Money[], currency: string) =>
    fees.reduce((sum, fee) => sum + (fee.currency === currency ? fee.amount : 0), 0);
  const currencies = new Set([...before, ...after].map(({ currency }) => currency));
  const account = accounts.disputeFees(donation.provider);
  return [...currencies].map((currency) => {
    const amount = sumOf(after, currency) - sumOf(before, currency);
    const kinds = ['dispute_fee', 'dispute_fee_returned'] as const;
    return goOrReturn(donation, kinds, account, { amount, currency }, `${cause}:${currency}`);
  });
}
