/** What passing on does to gifts of shoppers. Pure. */
import type { DonationState, Id } from '@kindcart/contract';

/** A gift that a round-up became, and what is left of it; minor units. */
export interface KeptGift {
  readonly donationId: Id<'donation'>;
  readonly amount: number;
  readonly refunded: number;
  readonly paymentVersion: number;
}

/** What goes back of one gift. */
export interface TakenBack {
  readonly gift: KeptGift;
  readonly amount: number;
  readonly stateBefore: DonationState;
  readonly state: DonationState;
}

const stateOf = ({ amount }: KeptGift, refunded: number): DonationState => {
  if (refunded === 0) return 'succeeded';
  return refunded === amount ? 'refunded' : 'partially_refunded';
};

/**
 * Takes an amount out of the gifts of one round-up, the newest first.
 *
 * @param gifts - newest first
 * @throws when there is less left of them: a round-up is credited only once all of it was passed on
 */
export function takeBack(gifts: readonly KeptGift[], amount: number): TakenBack[] {
  const taken: TakenBack[] = [];
  let left = amount;
  for (const gift of gifts) {
    const here = Math.min(left, gift.amount - gift.refunded);
    if (here === 0) continue;
    left -= here;
    const stateBefore = stateOf(gift, gift.refunded);
    taken.push({ gift, amount: here, stateBefore, state: stateOf(gift, gift.refunded + here) });
  }
  if (left > 0) throw new Error(`${left} of ${amount} are left to take back, and no gift has them`);
  return taken;
}
